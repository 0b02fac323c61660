//! Wire names, held against serde itself: every path that a view gives exists in what serde writes, and what a view
//! builds is what serde writes.

#![allow(unreachable_pub, missing_docs, non_snake_case)]

mod support;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sfn_dsl::prelude::*;
use support::{data, follow, literal, same_as_serde};

/// One struct and one enum for every case of `rename_all`.
macro_rules! every_case {
    ($($module:ident $case:literal;)*) => {$(
        mod $module {
            use super::*;

            #[derive(Serialize, Deserialize, Shape)]
            #[serde(rename_all = $case)]
            pub struct Fields {
                pub order_id: u32,
                pub r#type: u32,
                pub x2_y: u32,
                pub _under__scores_: u32,
                #[serde(rename = "own-name")]
                pub renamed: u32,
            }

            #[derive(Serialize, Deserialize, Shape, Debug, PartialEq, Clone, Copy)]
            #[serde(rename_all = $case)]
            pub enum Variants {
                CardOnFile,
                HTTPError,
                A,
                #[serde(rename = "own name")]
                Renamed,
            }

            #[test]
            fn fields() {
                let at = data::<Fields>();
                let value = Fields { order_id: 1, r#type: 2, x2_y: 3, _under__scores_: 4, renamed: 5 };
                assert_eq!(follow(&value, at.order_id), Some(json!(1)));
                assert_eq!(follow(&value, at.r#type), Some(json!(2)));
                assert_eq!(follow(&value, at.x2_y), Some(json!(3)));
                assert_eq!(follow(&value, at._under__scores_), Some(json!(4)));
                assert_eq!(follow(&value, at.renamed), Some(json!(5)));
                same_as_serde(&value, FieldsExpr {
                    order_id: lit(1), r#type: lit(2), x2_y: lit(3), _under__scores_: lit(4), renamed: lit(5),
                });
            }

            #[test]
            fn variants() {
                for value in [Variants::CardOnFile, Variants::HTTPError, Variants::A, Variants::Renamed] {
                    same_as_serde(&value, value);
                }
            }
        }
    )*};
}
every_case! {
    lower "lowercase";
    upper "UPPERCASE";
    pascal "PascalCase";
    camel "camelCase";
    snake "snake_case";
    screaming_snake "SCREAMING_SNAKE_CASE";
    kebab "kebab-case";
    screaming_kebab "SCREAMING-KEBAB-CASE";
}

#[derive(Serialize, Deserialize, Shape, Clone, Default)]
struct Address {
    city: String,
    zip: String,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all(serialize = "camelCase", deserialize = "camelCase"))]
struct Customer {
    #[serde(flatten)]
    address: Address,
    #[serde(rename(serialize = "fullName", deserialize = "fullName"))]
    name: String,
    #[serde(flatten)]
    more: BTreeMap<String, u32>,
}

#[test]
fn flattened_members_stand_in_the_object() {
    let at = data::<Customer>();
    let value = Customer {
        address: Address {
            city: "Bern".into(),
            zip: "3000".into(),
        },
        name: "Ada".into(),
        more: BTreeMap::from([("visits".into(), 3)]),
    };
    assert_eq!(follow(&value, at.address.city), Some(json!("Bern")));
    assert_eq!(follow(&value, at.name), Some(json!("Ada")));
    assert_eq!(follow(&value, at.more.get("visits")), Some(json!(3)));
    assert_eq!(
        follow(&value, at.address),
        serde_json::to_value(&value).ok()
    );

    let address = AddressExpr {
        city: lit("Bern"),
        zip: lit("3000"),
    };
    let more = constant(&BTreeMap::from([("visits".to_owned(), 3)]));
    same_as_serde(
        &value,
        CustomerExpr {
            address: address.into(),
            name: lit("Ada"),
            more,
        },
    );
}

#[derive(Serialize, Deserialize, Shape)]
struct OrderId(String);

#[derive(Serialize, Deserialize, Shape)]
#[serde(transparent)]
struct Amount {
    cents: u64,
    #[serde(skip)]
    #[allow(dead_code)]
    cached: u8,
}

#[derive(Serialize, Deserialize, Shape)]
struct Place(f64, f64, #[serde(skip)] (), Address);

#[derive(Serialize, Deserialize, Shape)]
struct Nothing;

#[derive(Serialize, Deserialize, Shape)]
struct Braces {}

#[derive(Serialize, Deserialize, Shape)]
struct Parens();

#[derive(Serialize, Deserialize, Shape)]
struct Holder {
    id: OrderId,
    amount: Amount,
    place: Place,
    nothing: Nothing,
    braces: Braces,
    parens: Parens,
    pair: (u8, String),
    boxed: Box<Address>,
    list: Vec<Address>,
}

#[test]
fn newtypes_tuples_and_units() {
    let at = data::<Holder>();
    let address = Address {
        city: "Bern".into(),
        zip: "3000".into(),
    };
    let value = Holder {
        id: OrderId("o-1".into()),
        amount: Amount {
            cents: 250,
            cached: 0,
        },
        place: Place(1.5, 2.5, (), address.clone()),
        nothing: Nothing,
        braces: Braces {},
        parens: Parens(),
        pair: (1, "two".into()),
        boxed: Box::new(address.clone()),
        list: vec![address],
    };
    assert_eq!(follow(&value, at.id), Some(json!("o-1")));
    assert_eq!(follow(&value, at.id.0), Some(json!("o-1")));
    assert_eq!(follow(&value, at.amount.cents), Some(json!(250)));
    assert_eq!(follow(&value, at.place.0), Some(json!(1.5)));
    assert_eq!(follow(&value, at.place.1), Some(json!(2.5)));
    assert_eq!(follow(&value, at.place.2.city), Some(json!("Bern")));
    assert_eq!(follow(&value, at.nothing), Some(json!(null)));
    assert_eq!(follow(&value, at.pair.1), Some(json!("two")));
    assert_eq!(follow(&value, at.boxed.zip), Some(json!("3000")));
    assert_eq!(follow(&value, at.list[0].zip), Some(json!("3000")));

    let address = || AddressExpr {
        city: lit("Bern"),
        zip: lit("3000"),
    };
    let built = HolderExpr {
        id: OrderIdExpr(lit("o-1")).into(),
        amount: AmountExpr { cents: lit(250) }.into(),
        place: PlaceExpr(lit(1.5), lit(2.5), address().into()).into(),
        nothing: NothingExpr.into(),
        braces: BracesExpr {}.into(),
        parens: ParensExpr().into(),
        pair: lit((1, "two")),
        boxed: Expr::from(address()).into(),
        list: lit([address()]),
    };
    same_as_serde(&value, built);
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

#[derive(Serialize, Deserialize, Shape)]
struct Optional {
    #[serde(default)]
    with_default: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    left_out: u32,
    option: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    option_left_out: Option<u32>,
    #[serde(skip_deserializing)]
    only_written: u32,
    #[serde(skip)]
    #[allow(dead_code)]
    never: u32,
}

#[test]
fn what_may_be_missing_is_optional() {
    let at = data::<Optional>();
    // The types are the point: all of these are `Expr<Option<u32>>`.
    let all: [Expr<Option<u32>>; 5] = [
        at.with_default,
        at.left_out,
        at.option,
        at.option_left_out,
        at.only_written,
    ];
    let full = Optional {
        with_default: 1,
        left_out: 2,
        option: Some(3),
        option_left_out: Some(4),
        only_written: 5,
        never: 6,
    };
    assert_eq!(
        all.map(|path| follow(&full, path)),
        [1, 2, 3, 4, 5].map(|n| Some(json!(n)))
    );
    let empty = Optional {
        left_out: 0,
        option: None,
        option_left_out: None,
        ..full
    };
    assert_eq!(
        all.map(|path| follow(&empty, path)),
        [
            Some(json!(1)),
            None,
            Some(json!(null)),
            None,
            Some(json!(5))
        ]
    );
    let built = literal(OptionalExpr {
        with_default: none(),
        left_out: some(2),
        option: some(3),
        option_left_out: none(),
        only_written: none(),
    });
    assert_eq!(built, json!({ "left_out": 2, "option": 3 }));
    let read: Optional = serde_json::from_value(built).expect("serde reads it");
    assert_eq!(
        (read.with_default, read.left_out, read.option),
        (0, 2, Some(3))
    );
}

#[derive(Serialize, Deserialize, Shape, Default)]
#[serde(default)]
struct AllDefault {
    a: u32,
    b: Option<u32>,
}

#[test]
fn a_default_on_the_container_makes_every_field_optional() {
    let at = data::<AllDefault>();
    let paths: [Expr<Option<u32>>; 2] = [at.a, at.b];
    assert_eq!(
        paths.map(|path| follow(&AllDefault::default(), path)),
        [Some(json!(0)), Some(json!(null))]
    );
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "kind", rename = "shipment")]
struct Tagged {
    parcel: u32,
}

#[test]
fn a_tagged_struct_carries_its_name() {
    same_as_serde(&Tagged { parcel: 1 }, TaggedExpr { parcel: lit(1) });
}

mod hex {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(n: &u32, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&format!("{n:x}"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
        let text = String::deserialize(from)?;
        u32::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
    }
}

#[derive(Serialize, Deserialize, Shape, Clone)]
#[serde(from = "String", into = "String")]
#[shape(as = String)]
struct Code(u8, u8);

impl From<String> for Code {
    fn from(text: String) -> Self {
        let (a, b) = text.split_once('-').unwrap_or(("0", "0"));
        Code(a.parse().unwrap_or(0), b.parse().unwrap_or(0))
    }
}
impl From<Code> for String {
    fn from(code: Code) -> Self {
        format!("{}-{}", code.0, code.1)
    }
}

#[derive(Serialize, Deserialize, Shape)]
struct Lifted {
    #[serde(with = "hex")]
    #[shape(as = String)]
    color: u32,
    #[serde(alias = "colour_name")]
    #[shape(rename = "name")]
    name: String,
    code: Code,
}

#[test]
fn the_author_says_what_is_on_the_wire() {
    let at = data::<Lifted>();
    let value = Lifted {
        color: 255,
        name: "blue".into(),
        code: Code(1, 2),
    };
    let color: Expr<String> = at.color;
    assert_eq!(follow(&value, color), Some(json!("ff")));
    assert_eq!(follow(&value, at.name), Some(json!("blue")));
    assert_eq!(follow(&value, at.code.0), Some(json!("1-2")));
    same_as_serde(
        &value,
        LiftedExpr {
            color: lit("ff"),
            name: lit("blue"),
            code: CodeExpr(lit("1-2")).into(),
        },
    );
}
