//! Numbers: arithmetic and functions.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use super::node::{Arithmetic, Node, Op};
use super::string::{given, number as literal};
use super::{Expr, IntoExpr, Ordered, function};
use crate::shape::Shape;

/// The number types of Rust.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number, so there is no arithmetic with it",
    label = "not a number",
    note = "take a field that is a number, `order.items.map(|item| item.price)`, or read one from a string with `.parse::<f64>()`"
)]
pub trait Number: Ordered {
    /// Which of Rust's arithmetics it has.
    #[doc(hidden)]
    const ARITHMETIC: Of;
}

/// The arithmetics of Rust.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Whole numbers from 0.
    Unsigned,
    /// Whole numbers.
    Signed,
    /// Fractions.
    Float,
}

/// The number types without a fraction.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no whole number",
    label = "a whole number is needed here",
    note = "make one of a number with a fraction: `.round_ties_even().as_i64()`, or `.as_i64()` to cut it off"
)]
pub trait Integer: Number {}

/// The number types with a fraction.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fraction",
    label = "a number with a fraction is needed here",
    note = "a whole number needs no rounding; `.to_f64()` makes it one with a fraction"
)]
pub trait Float: Number {}

macro_rules! number {
    ($($of:ident $Trait:ident: $($t:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Ordered for $t {}
        #[diagnostic::do_not_recommend]
        impl Number for $t {
            const ARITHMETIC: Of = Of::$of;
        }
        #[diagnostic::do_not_recommend]
        impl $Trait for $t {}
    )*)*};
}
number! {
    Unsigned Integer: u8 u16 u32 u64 u128 usize;
    Signed Integer: i8 i16 i32 i64 i128 isize;
    Float Float: f32 f64;
}

/// Division and addition differ between whole numbers and fractions; both dialects know one kind of number only.
fn arithmetic(how: Arithmetic, of: Of, a: Node, b: Node) -> Node {
    let plain = |how, a, b| Node::new(Op::Arithmetic(how, a, b));
    let marked = |function, node| Node::new(Op::Call(function, [node].into()));
    match (how, of) {
        (Arithmetic::Div, Of::Unsigned) => marked(&function::DIV, plain(how, a, b)),
        // Towards zero, as in Rust: what is left over has the sign of the dividend.
        (Arithmetic::Div, Of::Signed) => {
            let divisible = plain(Arithmetic::Sub, a, plain(Arithmetic::Rem, a, b));
            plain(how, divisible, b)
        }
        (Arithmetic::Add | Arithmetic::Sub, Of::Float) => {
            marked(&function::FRACTION, plain(how, a, b))
        }
        _ => plain(how, a, b),
    }
}

macro_rules! operators {
    ($($Trait:ident $method:ident $doc:literal)*) => {$(
        #[doc = $doc]
        impl<N: Number, R: IntoExpr<N>> $Trait<R> for Expr<N> {
            type Output = Expr<N>;

            fn $method(self, other: R) -> Expr<N> {
                Expr::from_node(arithmetic(Arithmetic::$Trait, N::ARITHMETIC, self.node(), other.into_expr().node()))
            }
        }
    )*};
}
operators! {
    Add add "JSONata `+`; JSONPath `States.MathAdd`, for whole numbers that fit into 32 bits when it runs."
    Sub sub "JSONata `-`; JSONPath `States.MathAdd` with a negative literal, for whole numbers that fit into 32 bits."
    Mul mul "JSONata `*`; JSONPath has none."
    Div div "As in Rust: between whole numbers without the fraction. JSONata `/`, `$floor(a / b)`, `(a - a % b) / b`; JSONPath has none."
    Rem rem "JSONata `%`, with the sign of the dividend as in Rust; JSONPath has none."
}

/// JSONata `-a`; JSONPath has none.
impl<N: Number> Neg for Expr<N> {
    type Output = Expr<N>;

    fn neg(self) -> Expr<N> {
        self.apply(&function::NEGATE, &[])
    }
}

impl<N: Number> Expr<N> {
    /// Without its sign. JSONata `$abs`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Account { balance: i64 }
    /// # let account: Expr<Account> = context::execution_input();
    /// assert_eq!(account.balance.abs().to_jsonata().unwrap(), "$abs($states.context.Execution.Input.balance)");
    /// ```
    #[must_use]
    pub fn abs(self) -> Expr<N> {
        self.apply(&function::ABS, &[])
    }

    /// The less of the two. JSONata `$min`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let tries = context::state_retry_count();
    /// assert_eq!(tries.min(5).to_jsonata().unwrap(), "$min([$states.context.State.RetryCount, 5])");
    /// ```
    #[must_use]
    pub fn min(self, other: impl IntoExpr<N>) -> Expr<N> {
        pair(self, other).apply(&function::LESSER, &[])
    }

    /// The greater of the two. JSONata `$max`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let tries = context::state_retry_count();
    /// assert_eq!(tries.max(1).to_jsonata().unwrap(), "$max([$states.context.State.RetryCount, 1])");
    /// ```
    #[must_use]
    pub fn max(self, other: impl IntoExpr<N>) -> Expr<N> {
        pair(self, other).apply(&function::GREATER, &[])
    }

    /// The nearest number that is neither less than the one nor greater than the other. JSONata `$min` and `$max`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let tries = context::state_retry_count();
    /// assert_eq!(tries.clamp(1, 5).to_jsonata().unwrap(), "$min([$max([$states.context.State.RetryCount, 1]), 5])");
    /// ```
    #[must_use]
    pub fn clamp(self, least: impl IntoExpr<N>, most: impl IntoExpr<N>) -> Expr<N> {
        self.max(least).min(most)
    }

    /// This to the power of that. JSONata `$power`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let tries = context::state_retry_count();
    /// let seconds: Expr<u64> = lit::<u64>(2).pow(tries);
    /// assert_eq!(seconds.to_jsonata().unwrap(), "$power(2, $states.context.State.RetryCount)");
    /// ```
    #[doc(alias = "powf")]
    #[doc(alias = "powi")]
    #[must_use]
    pub fn pow(self, exponent: impl IntoExpr<N>) -> Expr<N> {
        self.apply(&function::POW, &[given(exponent)])
    }

    /// The square root. Of a negative number there is none, and the state fails when it runs. JSONata `$sqrt`; JSONPath has
    /// none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Square { area: f64 }
    /// # let square: Expr<Square> = context::execution_input();
    /// assert_eq!(square.area.sqrt().to_jsonata().unwrap(), "$sqrt($states.context.Execution.Input.area)");
    /// ```
    #[must_use]
    pub fn sqrt(self) -> Expr<N>
    where
        N: Float,
    {
        self.apply(&function::SQRT, &[])
    }

    /// The greatest whole number that is not greater. JSONata `$floor`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.total.floor().to_jsonata().unwrap(), "$floor($states.context.Execution.Input.total)");
    /// ```
    #[must_use]
    pub fn floor(self) -> Expr<N>
    where
        N: Float,
    {
        self.apply(&function::FLOOR, &[])
    }

    /// The least whole number that is not less. JSONata `$ceil`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.total.ceil().to_jsonata().unwrap(), "$ceil($states.context.Execution.Input.total)");
    /// ```
    #[must_use]
    pub fn ceil(self) -> Expr<N>
    where
        N: Float,
    {
        self.apply(&function::CEIL, &[])
    }

    /// Without its fraction: towards zero. JSONata `a - a % 1`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(
    ///     order.total.trunc().to_jsonata().unwrap(),
    ///     "$states.context.Execution.Input.total - $states.context.Execution.Input.total % 1",
    /// );
    /// ```
    #[must_use]
    pub fn trunc(self) -> Expr<N>
    where
        N: Float,
    {
        self.apply(&function::TRUNC, &[])
    }

    /// The nearest whole number, and of two that are as near the one further from zero, as in Rust: 2.5 becomes 3. JSONata's
    /// own `$round` is [`round_ties_even`](Expr::round_ties_even). JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(
    ///     order.total.round().to_jsonata().unwrap(),
    ///     "$states.context.Execution.Input.total < 0 ? $ceil($states.context.Execution.Input.total - 0.5) \
    ///      : $floor($states.context.Execution.Input.total + 0.5)",
    /// );
    /// ```
    #[must_use]
    pub fn round(self) -> Expr<N>
    where
        N: Float,
    {
        self.apply(&function::ROUND_AWAY, &[])
    }

    /// The nearest whole number, and of two that are as near the even one: 2.5 becomes 2. JSONata `$round`;
    /// JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.total.round_ties_even().to_jsonata().unwrap(), "$round($states.context.Execution.Input.total)");
    /// ```
    #[must_use]
    pub fn round_ties_even(self) -> Expr<N>
    where
        N: Float,
    {
        self.apply(&function::ROUND, &[])
    }

    /// The nearest number with so many digits after the point, ties to even; with a negative number of digits, the nearest
    /// ten, hundred and so on. JSONata `$round`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.total.round_ties_even_to(2).to_jsonata().unwrap(), "$round($states.context.Execution.Input.total, 2)");
    /// ```
    #[must_use]
    pub fn round_ties_even_to(self, digits: i32) -> Expr<N>
    where
        N: Float,
    {
        self.apply(&function::ROUND, &[literal(digits)])
    }

    /// The same number where it may have a fraction: `item.price * item.quantity.to_f64()`. Nothing is computed.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { price: f64, quantity: u32 }
    /// # let item: Expr<Item> = context::execution_input();
    /// let cost: Expr<f64> = item.price * item.quantity.to_f64();
    /// assert_eq!(
    ///     cost.to_jsonata().unwrap(),
    ///     "$states.context.Execution.Input.price * $states.context.Execution.Input.quantity",
    /// );
    /// ```
    #[must_use]
    pub fn to_f64(self) -> Expr<f64> {
        Expr::from_node(self.node())
    }

    /// The number as a whole one, its fraction cut off: Rust's `as i64`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// let whole: Expr<i64> = order.total.ceil().as_i64();
    /// assert_eq!(whole.to_jsonata().unwrap(), "$ceil($states.context.Execution.Input.total)");
    /// ```
    #[must_use]
    pub fn as_i64(self) -> Expr<i64> {
        let is_whole = match self.node().op() {
            Op::Call(f, _) => {
                [&function::FLOOR, &function::CEIL, &function::TRUNC].contains(f)
                    || matches!(self.node().op(), Op::Call(f, a) if **f == function::ROUND && a.len() == 1)
            }
            _ => false,
        };
        if N::ARITHMETIC == Of::Float && !is_whole {
            return self.apply(&function::TRUNC, &[]);
        }
        Expr::from_node(self.node())
    }

    /// The number as text after a picture of the XPath functions: `"#,##0.00"`. JSONata `$formatNumber`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(
    ///     order.total.format_number("#,##0.00").to_jsonata().unwrap(),
    ///     r##"$formatNumber($states.context.Execution.Input.total, "#,##0.00")"##,
    /// );
    /// ```
    #[must_use]
    pub fn format_number(self, picture: impl IntoExpr<String>) -> Expr<String> {
        self.apply(&function::FORMAT_NUMBER, &[given(picture)])
    }

    /// The whole number as text after a picture of the XPath functions: words by `"w"`, Roman numerals by `"I"`. JSONata
    /// `$formatInteger`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let tries = context::state_retry_count();
    /// assert_eq!(tries.format_integer("w").to_jsonata().unwrap(), r#"$formatInteger($states.context.State.RetryCount, "w")"#);
    /// ```
    #[must_use]
    pub fn format_integer(self, picture: impl IntoExpr<String>) -> Expr<String>
    where
        N: Integer,
    {
        self.apply(&function::FORMAT_INTEGER, &[given(picture)])
    }

    /// The whole number as text in this base, from 2 to 36. JSONata `$formatBase`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let tries = context::state_retry_count();
    /// assert_eq!(tries.to_string_radix(16).to_jsonata().unwrap(), "$formatBase($states.context.State.RetryCount, 16)");
    /// ```
    #[must_use]
    pub fn to_string_radix(self, radix: u32) -> Expr<String>
    where
        N: Integer,
    {
        self.apply(&function::FORMAT_BASE, &[literal(radix)])
    }
}

fn pair<N: Shape>(a: Expr<N>, b: impl IntoExpr<N>) -> Expr<Vec<N>> {
    Expr::new(Op::Array([a.node(), given(b)].into()))
}
