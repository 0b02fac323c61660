//! Arithmetic on numbers.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use super::node::{Arithmetic, Node, Op};
use super::{Expr, IntoExpr, Ordered, function};

/// The number types of Rust.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number, so there is no arithmetic with it",
    label = "not a number"
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

macro_rules! number {
    ($($of:ident: $($t:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Ordered for $t {}
        #[diagnostic::do_not_recommend]
        impl Number for $t {
            const ARITHMETIC: Of = Of::$of;
        }
    )*)*};
}
number! {
    Unsigned: u8 u16 u32 u64 u128 usize;
    Signed: i8 i16 i32 i64 i128 isize;
    Float: f32 f64;
}

/// Division and addition differ between whole numbers and fractions; both dialects know one kind of number only.
fn arithmetic(how: Arithmetic, of: Of, a: Node, b: Node) -> Node {
    let plain = |how, a, b| Node::new(Op::Arithmetic(how, a, b));
    let marked = |function, node| Node::new(Op::Call(function, [node].into()));
    match (how, of) {
        (Arithmetic::Div, Of::Unsigned) => marked(&function::FLOOR, plain(how, a, b)),
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
        Expr::new(Op::Call(&function::NEGATE, [self.node()].into()))
    }
}
