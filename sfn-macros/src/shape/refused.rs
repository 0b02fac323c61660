//! The attributes of serde that a `Shape` cannot honour, and what to do instead: one row each.

use super::attr::Owner;

/// What makes a refused attribute acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lift {
    /// `#[shape(as = Type)]` says what is on the wire.
    WireType,
    /// `#[shape(rename = "..")]` says under which name.
    Name,
    /// Nothing does.
    Nothing,
}

/// A refused attribute.
pub(super) struct Refusal {
    on: &'static [Owner],
    names: &'static [&'static str],
    pub(super) lift: Lift,
    advice: &'static str,
}

impl Refusal {
    pub(super) fn message(&self, name: &str) -> String {
        self.advice.replace("{}", name)
    }
}

const REFUSALS: &[Refusal] = &[
    Refusal {
        on: &[Owner::Field, Owner::Variant],
        names: &["alias"],
        lift: Lift::Name,
        advice: "`alias` lets this arrive under several names, and a path carries one: remove it, or say which name \
                 the workflow sees with `#[shape(rename = \"..\")]`",
    },
    Refusal {
        on: &[Owner::Field],
        names: &["with", "serialize_with", "deserialize_with"],
        lift: Lift::WireType,
        advice: "`{}` writes the field in a form that its type does not tell: say what is on the wire with \
                 `#[shape(as = Type)]`",
    },
    Refusal {
        on: &[Owner::Variant],
        names: &["with", "serialize_with", "deserialize_with"],
        lift: Lift::Nothing,
        advice: "`{}` writes the variant in a form that its fields do not tell: put it on the field instead, with \
                 `#[shape(as = Type)]` beside it",
    },
    Refusal {
        on: &[Owner::Container],
        names: &["from", "try_from", "into"],
        lift: Lift::WireType,
        advice: "`{}` puts another type on the wire: name it with `#[shape(as = Type)]`",
    },
    Refusal {
        on: &[Owner::Container],
        names: &["remote"],
        lift: Lift::Nothing,
        advice: "`remote` describes a type of another crate, which cannot get a shape here: derive `Shape` on a type \
                 of your own, and put `#[shape(as = YourType)]` on the fields that hold the other",
    },
    Refusal {
        on: &[Owner::Field],
        names: &["getter"],
        lift: Lift::Nothing,
        advice: "`getter` belongs to a `remote` type, which cannot get a shape here: derive `Shape` on a type of your \
                 own",
    },
    Refusal {
        on: &[Owner::Container],
        names: &["untagged"],
        lift: Lift::WireType,
        advice: "`untagged` leaves nothing on the wire that tells the cases apart: use `#[serde(tag = \"type\")]`, or \
                 make it dynamic data with `#[shape(as = serde_json::Value)]`",
    },
    Refusal {
        on: &[Owner::Variant],
        names: &["untagged"],
        lift: Lift::Nothing,
        advice: "an `untagged` variant has nothing on the wire that selects it: remove `untagged`, or make the whole \
                 enum dynamic data with `#[shape(as = serde_json::Value)]`",
    },
    Refusal {
        on: &[Owner::Variant],
        names: &["other"],
        lift: Lift::Nothing,
        advice: "`other` takes every name that no variant has, and a Choice must name what it tests: list the names \
                 as variants, or make the whole enum text with `#[shape(as = String)]`",
    },
];

/// The row for an attribute, if it is refused there.
pub(super) fn find(owner: Owner, name: &str) -> Option<&'static Refusal> {
    REFUSALS
        .iter()
        .find(|r| r.on.contains(&owner) && r.names.contains(&name))
}
