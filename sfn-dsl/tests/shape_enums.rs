//! Enums in serde's ways of tagging, held against serde itself: the condition of a case holds for what serde writes
//! for it and for no other, its data is where serde puts it, and what a case builds is what serde writes.

#![allow(unreachable_pub, missing_docs)]

mod support;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sfn_dsl::prelude::*;
use sfn_dsl::shape::{DataType, Tagging};
use support::{data, follow, same_as_serde};

#[derive(Serialize, Deserialize, Shape, Clone)]
pub struct Iban {
    pub iban: String,
    pub bic: Option<String>,
}

macro_rules! payment {
    ($($module:ident $(#[$attribute:meta])* { $($more:tt)* })*) => {$(
        mod $module {
            use super::*;

            #[derive(Serialize, Deserialize, Shape, Clone)]
            #[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
            $(#[$attribute])*
            pub enum Payment {
                CardOnFile {
                    card_number: String,
                    #[serde(default)]
                    cvc: u32,
                },
                #[serde(rename = "bank", rename_all = "UPPERCASE")]
                Transfer(Iban),
                Cash,
                #[serde(rename_all = "kebab-case")]
                Gift { gift_code: String },
                #[serde(skip)]
                #[allow(dead_code)]
                Internal(std::time::Duration),
                $($more)*
            }

            pub fn card() -> Payment {
                Payment::CardOnFile { card_number: "4242".into(), cvc: 123 }
            }
            pub fn transfer() -> Payment {
                Payment::Transfer(Iban { iban: "CH93".into(), bic: None })
            }
            pub fn gift() -> Payment {
                Payment::Gift { gift_code: "G-1".into() }
            }

            #[test]
            fn cases_build_what_serde_writes() {
                same_as_serde(&card(), PaymentCase::CardOnFile { card_number: lit("4242"), cvc: some(123) });
                let iban = IbanExpr { iban: lit("CH93"), bic: Expr::raw_jsonata("null", []) };
                same_as_serde(&transfer(), PaymentCase::Transfer(iban.into()));
                same_as_serde(&Payment::Cash, PaymentCase::Cash);
                same_as_serde(&gift(), PaymentCase::Gift { gift_code: lit("G-1") });
            }

            #[test]
            fn data_is_where_serde_puts_it() {
                for (_, case) in Payment::cases(data::<Payment>()) {
                    match case {
                        PaymentCase::CardOnFile { card_number, cvc } => {
                            let cvc: Expr<Option<u32>> = cvc;
                            assert_eq!(follow(&card(), card_number), Some(json!("4242")));
                            assert_eq!(follow(&card(), cvc), Some(json!(123)));
                        }
                        PaymentCase::Transfer(iban) => {
                            assert_eq!(follow(&transfer(), iban.iban), Some(json!("CH93")));
                            assert_eq!(follow(&transfer(), iban.bic), Some(json!(null)));
                        }
                        PaymentCase::Gift { gift_code } => {
                            assert_eq!(follow(&gift(), gift_code), Some(json!("G-1")));
                        }
                        _ => {}
                    }
                }
            }
        }
    )*};
}
payment! {
    external { Pair(u32, String), }
    internal #[serde(tag = "type")] {}
    adjacent #[serde(tag = "type", content = "data")] { Pair(u32, String), }
}

fn conditions<T: Cases>() -> Vec<String> {
    let cases = T::cases(data::<T>());
    cases
        .into_iter()
        .map(|(condition, _)| condition.to_jsonata().expect("a condition"))
        .collect()
}

#[test]
fn a_tag_tells_the_cases_apart() {
    let names = ["card_on_file", "bank", "cash", "gift"];
    let of = names.map(|name| format!("$states.context.Execution.Input.type = \"{name}\""));
    assert_eq!(conditions::<internal::Payment>(), of);
    assert_eq!(conditions::<adjacent::Payment>()[..4], of);
}

#[test]
fn without_a_tag_the_member_does() {
    assert_eq!(
        conditions::<external::Payment>(),
        [
            "$exists($states.context.Execution.Input.card_on_file)",
            "$exists($states.context.Execution.Input.bank)",
            "$states.context.Execution.Input = \"cash\"",
            "$exists($states.context.Execution.Input.gift)",
            "$exists($states.context.Execution.Input.pair)",
        ]
    );
}

#[test]
fn which_case_it_is_can_be_asked() {
    let payment = data::<internal::Payment>();
    let asked = payment.is_card_on_file().to_jsonata().expect("a condition");
    assert_eq!(
        asked,
        "$states.context.Execution.Input.type = \"card_on_file\""
    );
}

#[test]
fn unnamed_data_is_a_list() {
    use adjacent::{Payment, PaymentCase};
    let value = Payment::Pair(1, "two".into());
    same_as_serde(&value, PaymentCase::Pair(lit(1), lit("two")));
    same_as_serde(
        &external::Payment::Pair(1, "two".into()),
        external::PaymentCase::Pair(lit(1), lit("two")),
    );
    let second = Payment::cases(data())
        .into_iter()
        .find_map(|(_, case)| match case {
            PaymentCase::Pair(_, second) => Some(second),
            _ => None,
        });
    assert_eq!(
        second.and_then(|path| follow(&value, path)),
        Some(json!("two"))
    );
}

/// A case of a newtype that is itself an enum, and one inside a struct.
#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "kind")]
enum Event {
    Paid(internal::Payment),
    Shipped(Iban),
}

#[derive(Serialize, Deserialize, Shape)]
struct Envelope {
    id: u32,
    #[serde(flatten)]
    event: Event,
}

#[test]
fn tags_nest_and_flatten() {
    let value = Envelope {
        id: 1,
        event: Event::Paid(internal::card()),
    };
    let built = EnvelopeExpr {
        id: lit(1),
        event: EventCase::Paid(
            internal::PaymentCase::CardOnFile {
                card_number: lit("4242"),
                cvc: some(123),
            }
            .into(),
        )
        .into(),
    };
    same_as_serde(&value, built);
    let at = data::<Envelope>();
    let paid = Event::cases(at.event)
        .into_iter()
        .find_map(|(_, case)| match case {
            EventCase::Paid(payment) => Some(payment),
            EventCase::Shipped(_) => None,
        });
    let number = internal::Payment::cases(paid.expect("the case is there"))
        .into_iter()
        .find_map(|(_, case)| match case {
            internal::PaymentCase::CardOnFile { card_number, .. } => Some(card_number),
            _ => None,
        });
    assert_eq!(
        number.and_then(|path| follow(&value, path)),
        Some(json!("4242"))
    );
}

/// Plain strings: the enum itself is the case.
#[derive(Serialize, Deserialize, Shape, Clone, Copy, Debug, PartialEq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Open,
    InTransit,
    #[serde(rename = "done")]
    Delivered,
    #[serde(skip)]
    Unknown,
}

#[test]
fn plain_strings_match_as_themselves() {
    let cases = Status::cases(data::<Status>());
    let named: Vec<(String, Status)> = cases
        .into_iter()
        .map(|(c, status)| (c.to_jsonata().expect("a condition"), status))
        .collect();
    let of = |text: &str| format!("$states.context.Execution.Input = \"{text}\"");
    assert_eq!(
        named,
        [
            (of("OPEN"), Status::Open),
            (of("IN_TRANSIT"), Status::InTransit),
            (of("done"), Status::Delivered)
        ]
    );
    for status in [Status::Open, Status::InTransit, Status::Delivered] {
        same_as_serde(&status, status);
    }
    let status: Expr<Status> = data();
    let condition = status
        .ne(Status::InTransit)
        .to_jsonata()
        .expect("a condition");
    assert_eq!(
        condition,
        "$states.context.Execution.Input != \"IN_TRANSIT\""
    );
    assert!(
        matches!(Status::data_type(), DataType::Enum(e) if e.is_unit_only() && e.variants.len() == 3)
    );
}

#[state]
fn hide(_: Expr<Status>) -> Flow<Status> {
    succeed(Status::Unknown)
}

#[test]
fn a_value_that_serde_skips_is_reported() {
    let errors = Workflow::new("test", hide)
        .synthesize()
        .expect_err("the value cannot be written");
    assert!(
        errors
            .to_string()
            .contains("`Status::Unknown` is skipped by serde"),
        "{errors}"
    );
}

/// Unit variants with a tag are objects.
#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "type")]
enum Command {
    Start,
    Stop,
}

#[test]
fn unit_variants_with_a_tag_are_objects() {
    same_as_serde(&Command::Start, CommandCase::Start);
    assert_eq!(
        conditions::<Command>()[1],
        "$states.context.Execution.Input.type = \"Stop\""
    );
    assert!(
        matches!(Command::data_type(), DataType::Enum(e) if e.tagging == Tagging::Internal("type"))
    );
    let _ = Command::Stop;
}
