//! Strings as something else, and something else as a string: encodings, hashes, numbers, JSON.

use super::function::{self, call};
use super::node::{Node, Op, ValueKind};
use super::string::given;
use super::{Expr, Integer, IntoExpr, Number, Textual, closure, value_kind};
use crate::shape::{DataType, Shape, Timestamp};

/// How a string is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HashAlgorithm {
    /// `MD5`.
    Md5,
    /// `SHA-1`.
    Sha1,
    /// `SHA-256`.
    Sha256,
    /// `SHA-384`.
    Sha384,
    /// `SHA-512`.
    Sha512,
}

impl HashAlgorithm {
    fn name(self) -> &'static str {
        match self {
            HashAlgorithm::Md5 => "MD5",
            HashAlgorithm::Sha1 => "SHA-1",
            HashAlgorithm::Sha256 => "SHA-256",
            HashAlgorithm::Sha384 => "SHA-384",
            HashAlgorithm::Sha512 => "SHA-512",
        }
    }
}

impl Expr<String> {
    /// In Base64. JSONata `$base64encode`; JSONPath `States.Base64Encode`, up to 10,000 characters.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.base64_encode().to_jsonpath().unwrap(), "States.Base64Encode($$.State.Name)");
    /// ```
    #[must_use]
    pub fn base64_encode(self) -> Expr<String> {
        self.apply(&function::BASE64_ENCODE, &[])
    }

    /// What was in Base64. JSONata `$base64decode`; JSONPath `States.Base64Decode`, up to 10,000 characters.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.base64_decode().to_jsonpath().unwrap(), "States.Base64Decode($$.State.Name)");
    /// ```
    #[must_use]
    pub fn base64_decode(self) -> Expr<String> {
        self.apply(&function::BASE64_DECODE, &[])
    }

    /// As a part of a URL, with everything escaped that means something in one. JSONata `$encodeUrlComponent`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let url = lit::<String>("https://example.com/?q=") + context::state_name().encode_url_component();
    /// # let _ = url;
    /// ```
    #[must_use]
    pub fn encode_url_component(self) -> Expr<String> {
        self.apply(&function::URL_COMPONENT, &[])
    }

    /// As a URL, with what cannot stand in any escaped. JSONata `$encodeUrl`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.encode_url().to_jsonata().unwrap(), "$encodeUrl($states.context.State.Name)");
    /// ```
    #[must_use]
    pub fn encode_url(self) -> Expr<String> {
        self.apply(&function::URL, &[])
    }

    /// What was escaped as a part of a URL. JSONata `$decodeUrlComponent`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.decode_url_component().to_jsonata().unwrap(), "$decodeUrlComponent($states.context.State.Name)");
    /// ```
    #[must_use]
    pub fn decode_url_component(self) -> Expr<String> {
        self.apply(&function::FROM_URL_COMPONENT, &[])
    }

    /// What was escaped as a URL. JSONata `$decodeUrl`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.decode_url().to_jsonata().unwrap(), "$decodeUrl($states.context.State.Name)");
    /// ```
    #[must_use]
    pub fn decode_url(self) -> Expr<String> {
        self.apply(&function::FROM_URL, &[])
    }

    /// The hash of the string, in hexadecimal digits. Step Functions' `$hash`; JSONPath `States.Hash`, up to 10,000
    /// characters.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.hash(HashAlgorithm::Sha256).to_jsonata().unwrap(), r#"$hash($states.context.State.Name, "SHA-256")"#);
    /// assert_eq!(name.hash(HashAlgorithm::Sha256).to_jsonpath().unwrap(), "States.Hash($$.State.Name, 'SHA-256')");
    /// ```
    #[must_use]
    pub fn hash(self, algorithm: HashAlgorithm) -> Expr<String> {
        self.apply(&function::HASH, &[Node::text(algorithm.name())])
    }

    /// The number that the string spells: `name.parse::<u32>()`. Where it spells none, the state fails when it runs.
    /// JSONata `$number`; JSONPath `States.StringToJson`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let count: Expr<u32> = context::state_name().substring_after("-").parse();
    /// # let _ = count;
    /// ```
    #[must_use]
    pub fn parse<N: Number>(self) -> Expr<N> {
        self.apply(&function::TO_NUMBER, &[])
    }

    /// The whole number that the string spells after a picture of the XPath functions: `"one hundred"` by `"w"`, `"MMXXVI"`
    /// by `"I"`. JSONata `$parseInteger`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let year: Expr<u32> = context::state_name().parse_integer("I");
    /// assert_eq!(year.to_jsonata().unwrap(), r#"$parseInteger($states.context.State.Name, "I")"#);
    /// ```
    #[must_use]
    pub fn parse_integer<N: Integer>(self, picture: impl IntoExpr<String>) -> Expr<N> {
        self.apply(&function::PARSE_INTEGER, &[given(picture)])
    }

    /// The data that the string is as JSON. The author vouches for its type; where it is no JSON, the state fails when it
    /// runs. Step Functions' `$parse`; JSONPath `States.StringToJson`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Body { id: String }
    /// # #[derive(Shape)] struct Record { body: String }
    /// # let record: Expr<Record> = context::execution_input();
    /// let body: Expr<Body> = record.body.parse_json();
    /// assert_eq!(body.id.to_jsonata().unwrap(), "$parse($states.context.Execution.Input.body).id");
    /// assert_eq!(body.to_jsonpath().unwrap(), "States.StringToJson($$.Execution.Input.body)");
    /// ```
    #[must_use]
    pub fn parse_json<T: Shape>(self) -> Expr<T> {
        self.apply(&function::PARSE_JSON, &[])
    }

    /// The moment that the string spells after a picture of the XPath functions: `"[D01].[M01].[Y0001]"`. JSONata
    /// `$toMillis`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Row { day: String }
    /// # let row: Expr<Row> = context::execution_input();
    /// let day = row.day.parse_timestamp("[D01].[M01].[Y0001]");
    /// assert_eq!(
    ///     day.to_jsonata().unwrap(),
    ///     r#"$fromMillis($toMillis($states.context.Execution.Input.day, "[D01].[M01].[Y0001]"))"#,
    /// );
    /// ```
    #[must_use]
    pub fn parse_timestamp(self, picture: impl IntoExpr<String>) -> Expr<Timestamp> {
        let millis: Expr<i64> = self.apply(&function::TO_MILLIS, &[given(picture)]);
        millis.apply(&function::FROM_MILLIS, &[])
    }
}

impl<T: Textual> Expr<T> {
    /// The value written out: a number or a boolean as text, a moment as it is. JSONata `$string`; JSONPath `States.Format`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let tries = context::state_retry_count();
    /// assert_eq!(tries.to_string().to_jsonata().unwrap(), "$string($states.context.State.RetryCount)");
    /// assert_eq!(tries.to_string().to_jsonpath().unwrap(), "States.Format('{}', $$.State.RetryCount)");
    /// ```
    #[must_use]
    pub fn to_string(self) -> Expr<String> {
        if matches!(value_kind::<T>(), ValueKind::String | ValueKind::Timestamp) {
            return Expr::from_node(self.node());
        }
        Expr::new(Op::Concat([self.node()].into()))
    }
}

impl<T: Shape> Expr<T> {
    /// The data as JSON, in a string: a message's body, a log line. JSONata `$string`; JSONPath `States.JsonToString`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { id: String }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.to_json().to_jsonata().unwrap(), "$string($states.context.Execution.Input)");
    /// assert_eq!(order.to_json().to_jsonpath().unwrap(), "States.JsonToString($$.Execution.Input)");
    /// ```
    #[must_use]
    pub fn to_json(self) -> Expr<String> {
        // JSONata leaves a string as it is, without quotes.
        let function = match may_be_string(&T::data_type()) {
            Some(true) => &function::TO_JSON_OF_STRING,
            Some(false) => &function::TO_JSON,
            None => &function::TO_JSON_OF_ANY,
        };
        Expr::from_node(call(function, [closure::settled(self.node())]))
    }
}

/// Whether data of a type is a string, if that is known.
fn may_be_string(data_type: &DataType) -> Option<bool> {
    match data_type {
        DataType::String | DataType::Timestamp => Some(true),
        DataType::Enum(of) => Some(of.is_unit_only()),
        DataType::Optional(inner) => may_be_string(&inner()).filter(|is_string| !is_string),
        DataType::Any => None,
        _ => Some(false),
    }
}
