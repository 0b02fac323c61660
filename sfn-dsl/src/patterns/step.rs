//! What a pattern can make a state of: a task, a Map, a Parallel or a raw state that is not finished.

use crate::errors::{self, RaisedBy};
use crate::flow::Flow;
use crate::states::{
    Catching, DistributedMap, ErrorOutput, Map, NoCatch, Parallel, Raw, Retry, Task,
};
use crate::{AllowedIn, Expr, Shape, StateFn};

/// A state under construction as a step of a pattern, in a flow that ends in an `O` in a workflow of kind `K`: a task, a
/// Map, a Parallel or a raw state, with its retries and catchers, but without `.next(..)` and `.end()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no step of a pattern: a call without `.next(..)` and `.end()` is",
    label = "the pattern says where this goes on",
    note = "return a task such as `charge(order).timeout_seconds(30)`, a `map(..)`, a `parallel(..)` or a `raw_state(..)`, and leave out how it goes on"
)]
pub trait Step<O, K>: Sized {
    /// What it hands on.
    type Result: Shape;

    /// Goes on with one state, and with another one whatever goes wrong.
    #[doc(hidden)]
    fn guarded<F: Shape>(
        self,
        failed: impl FnOnce(Expr<ErrorOutput>) -> Expr<F>,
        handler: StateFn<F, O, K>,
        next: StateFn<Self::Result, O, K>,
    ) -> Flow<O, K>;

    /// Tries everything again, unless the step says itself how.
    #[doc(hidden)]
    fn retrying(self, retry: Retry) -> Self;
}

/// A [`Step`] whose result may be left behind: a task, a Map or a Parallel. (What a raw state hands on is in its text.)
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no call that a pattern can make: a task without `.next(..)` and `.end()` is",
    label = "the pattern says where this goes on, and with what",
    note = "return a task such as `refund(payment).timeout_seconds(30)`, a `map(..)` or a `parallel(..)`, and leave out how it goes on"
)]
pub trait Call<O, K>: Step<O, K> {
    /// The same call, handing on a `U`.
    type Handing<U: Shape>: Step<O, K, Result = U>;

    /// Hands on this in place of the result.
    #[doc(hidden)]
    fn handing_on<U: Shape>(self, data: Expr<U>) -> Self::Handing<U>;

    /// Hands on what is built from the result.
    #[doc(hidden)]
    fn building<U: Shape>(
        self,
        output: impl FnOnce(Expr<Self::Result>) -> Expr<U>,
    ) -> Self::Handing<U>;
}

macro_rules! guarded {
    () => {
        fn guarded<F: Shape>(
            self,
            failed: impl FnOnce(Expr<ErrorOutput>) -> Expr<F>,
            handler: StateFn<F, O, K>,
            next: StateFn<Self::Result, O, K>,
        ) -> Flow<O, K> {
            self.catch_with(errors::ALL, failed, handler).next(next)
        }

        fn retrying(self, retry: Retry) -> Self {
            if self.retries_everything() {
                self
            } else {
                self.retry(retry)
            }
        }
    };
}

macro_rules! steps {
    ($([$($generics:tt)*] $Builder:ident <$($p:ident),*> $(where [$($bounds:tt)*])?, hands on $hands:tt;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<R: Shape, $($generics)* O: 'static, K: 'static> Step<O, K> for $Builder<R, $($p,)* NoCatch>
        $(where $($bounds)*)?
        {
            type Result = R;
            guarded!();
        }

        #[diagnostic::do_not_recommend]
        impl<R: Shape, $($generics)* O: 'static, K: 'static> Step<O, K> for $Builder<R, $($p,)* Catching<O, K>>
        $(where $($bounds)*)?
        {
            type Result = R;
            guarded!();
        }

        steps!(@$hands [$($generics)*] $Builder <$($p),*> [NoCatch] $(where [$($bounds)*])?);
        steps!(@$hands [$($generics)*] $Builder <$($p),*> [Catching<O, K>] $(where [$($bounds)*])?);
    )*};
    (@anything [$($generics:tt)*] $Builder:ident <$($p:ident),*> [$Catch:ty] $(where [$($bounds:tt)*])?) => {
        #[diagnostic::do_not_recommend]
        impl<R: Shape, $($generics)* O: 'static, K: 'static> Call<O, K> for $Builder<R, $($p,)* $Catch>
        $(where $($bounds)*)?
        {
            type Handing<U: Shape> = $Builder<U, $($p,)* $Catch>;

            fn handing_on<U: Shape>(self, data: Expr<U>) -> Self::Handing<U> {
                self.discard_result(data)
            }

            fn building<U: Shape>(
                self,
                output: impl FnOnce(Expr<Self::Result>) -> Expr<U>,
            ) -> Self::Handing<U> {
                self.output(output)
            }
        }
    };
    (@itself $($rest:tt)*) => {};
}
steps! {
    [I, P, E,] Task<I, P, E> where [P: AllowedIn<K>, errors::Any: RaisedBy<E>], hands on anything;
    [PI,] Parallel<PI, K>, hands on anything;
    [] Map<K>, hands on anything;
    [P,] DistributedMap<P> where [P: AllowedIn<K>], hands on anything;
    [] Raw<>, hands on itself;
}
