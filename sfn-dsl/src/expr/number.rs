//! Arithmetic on numbers.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use super::node::{Arithmetic, Op};
use super::{Expr, IntoExpr, Ordered, function};

/// The number types of Rust.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number, so there is no arithmetic with it",
    label = "not a number"
)]
pub trait Number: Ordered {}

macro_rules! number {
    ($($t:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Ordered for $t {}
        #[diagnostic::do_not_recommend]
        impl Number for $t {}
    )*};
}
number!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64);

macro_rules! operators {
    ($($Trait:ident $method:ident $doc:literal)*) => {$(
        #[doc = $doc]
        impl<N: Number, R: IntoExpr<N>> $Trait<R> for Expr<N> {
            type Output = Expr<N>;

            fn $method(self, other: R) -> Expr<N> {
                Expr::new(Op::Arithmetic(Arithmetic::$Trait, self.node(), other.into_expr().node()))
            }
        }
    )*};
}
operators! {
    Add add "JSONata `+`; JSONPath `States.MathAdd` (whole numbers of 32 bits)."
    Sub sub "JSONata `-`; JSONPath `States.MathAdd` with a negative literal."
    Mul mul "JSONata `*`; JSONPath has none."
    Div div "JSONata `/`, which keeps fractions even between whole numbers; JSONPath has none."
    Rem rem "JSONata `%`; JSONPath has none."
}

/// JSONata `-a`; JSONPath has none.
impl<N: Number> Neg for Expr<N> {
    type Output = Expr<N>;

    fn neg(self) -> Expr<N> {
        Expr::new(Op::Call(&function::NEGATE, [self.node()].into()))
    }
}
