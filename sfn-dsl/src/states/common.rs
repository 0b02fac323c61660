//! What Task, Parallel and Map have in common: retry, catch, output, next, end.

use std::marker::PhantomData;

use crate::shape::{DataType, Member, Shape};
use crate::{__private, Expr, IntoExpr};

/// No catcher yet: the flow's end is still open.
#[derive(Clone, Copy, Debug)]
pub struct NoCatch;

/// Has a catcher whose handler's flow ends in an `Out`, in a workflow of kind `K`.
#[derive(Clone, Copy, Debug)]
pub struct Catching<Out, K>(PhantomData<fn() -> (Out, K)>);

/// What a catcher gets: the error's name and what it says.
///
/// `Cause` is text; that of a Lambda error is a JSON document in a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorOutput {
    /// The name of the error.
    pub error: String,
    /// What happened.
    pub cause: String,
}

/// The view of an [`ErrorOutput`], and how to build one.
#[derive(Clone, Copy, Debug)]
pub struct ErrorOutputExpr {
    /// The name of the error: `Error`.
    pub error: Expr<String>,
    /// What happened: `Cause`.
    pub cause: Expr<String>,
}

impl Shape for ErrorOutput {
    type Fields = ErrorOutputExpr;

    fn fields(at: Expr<Self>) -> ErrorOutputExpr {
        ErrorOutputExpr {
            error: __private::field(at, &__private::Member::Present("Error")),
            cause: __private::field(at, &__private::Member::Present("Cause")),
        }
    }

    fn data_type() -> DataType {
        DataType::Struct(vec![
            Member::new("Error", String::data_type, true),
            Member::new("Cause", String::data_type, true),
        ])
    }
}

#[diagnostic::do_not_recommend]
impl IntoExpr<ErrorOutput> for ErrorOutputExpr {
    fn into_expr(self) -> Expr<ErrorOutput> {
        __private::object([
            __private::member("Error", self.error),
            __private::member("Cause", self.cause),
        ])
    }
}

/// The shared methods of a builder `$B<R, .., C>`: `$p` are its parameters between the result and the catch marker, and
/// `$E` is what the errors in `.retry` and `.catch` are checked against.
macro_rules! shared_methods {
    ($B:ident [$($p:ident),*] errors $E:ty, kind $K:ident [$($free:ident)?] $(, where $P:ident: $Allowed:ident)?) => {
        impl<R: Shape, $($p,)* C> $B<R, $($p,)* C> {
            /// Tries again after these errors. Several retriers are tried in the order given.
            #[track_caller]
            pub fn retry<N: RaisedBy<$E> + crate::CanBeHandled>(mut self, retry: Retry<N>) -> Self {
                self.def.retry.push(retry.retrier);
                self
            }

            /// The state's `Comment`, in place of its doc comment.
            pub fn comment(mut self, comment: impl Into<crate::expr::node::Name>) -> Self {
                self.def.comment = Some(comment.into());
                self
            }

            /// Assigns a variable when the state has succeeded (`Assign`). All values are read before any variable is assigned:
            /// see [`Variable`](crate::Variable).
            #[track_caller]
            pub fn assign<V: Shape>(
                mut self,
                variable: &crate::Variable<V>,
                value: impl crate::AssignTo<V>,
            ) -> Self {
                self.def.assign.push(def::Assignment::new(variable, value));
                self
            }

            #[track_caller]
            fn add_catch_to<O, K2>(
                &mut self,
                errors: Vec<crate::expr::node::Name>,
                target: impl FnOnce(Expr<ErrorOutput>) -> crate::Goto<O, K2>,
            ) {
                let target = target(Expr::from_node(def::root(Root::ErrorOutput)));
                self.def.catch.push(Catcher {
                    errors,
                    data: target.data,
                    target: target.transition,
                    assign: target.assign,
                    comment: target.comment,
                    location: Location::caller(),
                });
            }

            /// Whether one of its retriers is for every error there is.
            pub(crate) fn retries_everything(&self) -> bool {
                self.def.retry.iter().any(|retrier| retrier.errors.iter().any(|name| name == "States.ALL"))
            }

            #[track_caller]
            fn add_catch<In: Shape, O: 'static, K2: 'static>(
                &mut self,
                errors: Vec<crate::expr::node::Name>,
                data: Expr<In>,
                handler: impl State<In, O, K2>,
            ) {
                self.def.catch.push(Catcher {
                    errors,
                    data: data.node(),
                    target: Transition::to::<In, O, K2, _>(handler),
                    assign: Vec::new(),
                    comment: None,
                    location: Location::caller(),
                });
            }
        }

        impl<R: Shape, $($p,)*> $B<R, $($p,)* NoCatch> {
            /// Hands these errors to a handler, which gets the [`ErrorOutput`]. Retries come first; catchers are tried in
            /// the order given.
            #[track_caller]
            pub fn catch<N: ErrorNames, O: 'static, $($free: 'static,)? K2: 'static, H>(
                mut self,
                errors: N,
                handler: H,
            ) -> $B<R, $($p,)* Catching<O, $K>>
            where
                N::Of: RaisedBy<$E> + crate::CanBeHandled,
                H: State<ErrorOutput, O, K2>,
                Given<H>: OneKind<$K, K2>,
                $K: 'static,
            {
                let data = Expr::from_node(def::root(Root::ErrorOutput));
                self.add_catch::<ErrorOutput, O, K2>(errors.names(), data, handler);
                $B { def: self.def, of: PhantomData }
            }

            /// Hands these errors to a handler, which gets what the closure builds from the error and from anything in
            /// reach: `|error| FailureExpr { order_id: order.id, error }`, or `|error| order.with(|o| o.error, error)`.
            ///
            /// JSONata writes the catcher's `Output`, JSONPath its `ResultPath`.
            #[track_caller]
            pub fn catch_with<N: ErrorNames, In: Shape, X: IntoExpr<In>, O: 'static, $($free: 'static,)? K2: 'static, H>(
                mut self,
                errors: N,
                data: impl FnOnce(Expr<ErrorOutput>) -> X,
                handler: H,
            ) -> $B<R, $($p,)* Catching<O, $K>>
            where
                N::Of: RaisedBy<$E> + crate::CanBeHandled,
                H: State<In, O, K2>,
                Given<H>: OneKind<$K, K2>,
                $K: 'static,
            {
                let data = data(Expr::from_node(def::root(Root::ErrorOutput))).into_expr();
                self.add_catch::<In, O, K2>(errors.names(), data, handler);
                $B { def: self.def, of: PhantomData }
            }

            /// Hands these errors to where [`to`](crate::to) points, with data of its own, and assigns variables on the way:
            /// `|error| to(order, try_again).assign(&LAST_ERROR, error.cause)`.
            #[track_caller]
            pub fn catch_to<N: ErrorNames, O: 'static $(, $free: 'static)?>(
                mut self,
                errors: N,
                target: impl FnOnce(Expr<ErrorOutput>) -> crate::Goto<O, $K>,
            ) -> $B<R, $($p,)* Catching<O, $K>>
            where
                N::Of: RaisedBy<$E> + crate::CanBeHandled,
            {
                self.add_catch_to(errors.names(), target);
                $B { def: self.def, of: PhantomData }
            }

            /// Goes on with this state, which gets the output.
            #[track_caller]
            pub fn next<O: 'static, $($free: 'static,)? K2: 'static, S: State<R, O, K2>>(mut self, state: S) -> Flow<O, $K>
            where
                Given<S>: OneKind<$K, K2>,
                $K: 'static,
                $($P: $Allowed<$K>)?
            {
                self.def.next = Some(Transition::to::<R, O, K2, S>(state));
                Flow::new(self.def)
            }

            /// Ends the flow: the output is the result of the workflow, the Map item or the Parallel branch.
            pub fn end$(<$free: 'static>)?(self) -> Flow<R, $K>
            where
                $K: 'static,
                $($P: $Allowed<$K>)?
            {
                Flow::new(self.def)
            }
        }

        impl<R: Shape, $($p,)* O: 'static, KC: 'static> $B<R, $($p,)* Catching<O, KC>> {
            /// Hands further errors to a handler; see the first `catch`.
            #[track_caller]
            pub fn catch<N: ErrorNames, O2: 'static, K2: 'static, H>(mut self, errors: N, handler: H) -> Self
            where
                N::Of: RaisedBy<$E> + crate::CanBeHandled,
                H: State<ErrorOutput, O2, K2>,
                Given<H>: OneEnd<O, O2> + OneKind<KC, K2>,
            {
                let data = Expr::from_node(def::root(Root::ErrorOutput));
                self.add_catch::<ErrorOutput, O2, K2>(errors.names(), data, handler);
                self
            }

            /// Hands further errors to a handler with data of its own; see the first `catch_with`.
            #[track_caller]
            pub fn catch_with<N: ErrorNames, In: Shape, X: IntoExpr<In>, O2: 'static, K2: 'static, H>(
                mut self,
                errors: N,
                data: impl FnOnce(Expr<ErrorOutput>) -> X,
                handler: H,
            ) -> Self
            where
                N::Of: RaisedBy<$E> + crate::CanBeHandled,
                H: State<In, O2, K2>,
                Given<H>: OneEnd<O, O2> + OneKind<KC, K2>,
            {
                let data = data(Expr::from_node(def::root(Root::ErrorOutput))).into_expr();
                self.add_catch::<In, O2, K2>(errors.names(), data, handler);
                self
            }

            /// Hands further errors to where [`to`](crate::to) points; see the first `catch_to`.
            #[track_caller]
            pub fn catch_to<N: ErrorNames>(
                mut self,
                errors: N,
                target: impl FnOnce(Expr<ErrorOutput>) -> crate::Goto<O, KC>,
            ) -> Self
            where
                N::Of: RaisedBy<$E> + crate::CanBeHandled,
            {
                self.add_catch_to(errors.names(), target);
                self
            }

            /// Goes on with this state, which gets the output.
            #[track_caller]
            pub fn next<O2: 'static, K2: 'static, S: State<R, O2, K2>>(mut self, state: S) -> Flow<O, KC>
            where
                Given<S>: OneEnd<O, O2> + OneKind<KC, K2>,
                $($P: $Allowed<KC>)?
            {
                self.def.next = Some(Transition::to::<R, O2, K2, S>(state));
                Flow::new(self.def)
            }

            /// Ends the flow: the output is the result of the workflow, the Map item or the Parallel branch.
            pub fn end(self) -> Flow<R, KC>
            where
                R: EndsIn<O>,
                $($P: $Allowed<KC>)?
            {
                Flow::new(self.def)
            }
        }
    };
}
pub(crate) use shared_methods;

/// What a builder `$B<T>` has whose state can neither retry nor catch: how it goes on with its data.
macro_rules! going_on {
    ($B:ident) => {
        impl<T: Shape> $B<T> {
            /// The state's `Comment`, in place of its doc comment.
            pub fn comment(mut self, comment: impl Into<crate::expr::node::Name>) -> Self {
                self.def.comment = Some(comment.into());
                self
            }

            /// Assigns a variable when the state is done (`Assign`). All values are read before any variable is assigned: see
            /// [`Variable`](crate::Variable).
            #[track_caller]
            pub fn assign<V: Shape>(
                mut self,
                variable: &Variable<V>,
                value: impl AssignTo<V>,
            ) -> Self {
                self.def.assign.push(Assignment::new(variable, value));
                self
            }

            /// Goes on with this state, which gets the data.
            #[track_caller]
            pub fn next<O: 'static, K: 'static, S: State<T, O, K>>(
                mut self,
                state: S,
            ) -> Flow<O, K> {
                self.def.next = Some(Transition::to::<T, O, K, S>(state));
                Flow::new(self.def)
            }

            /// Ends the flow with the data: it is the result of the workflow, the Map item or the Parallel branch.
            pub fn end<K>(self) -> Flow<T, K> {
                Flow::new(self.def)
            }
        }
    };
}
pub(crate) use going_on;

/// What a builder with a result of its own has besides [`shared_methods`]: what the state makes of it.
macro_rules! output_methods {
    ($B:ident [$($p:ident),*]) => {
        impl<R: Shape, $($p,)* C> $B<R, $($p,)* C> {
            /// What the state hands on, built from its result and from anything in reach: fields of the input, a whole new
            /// shape, the input with one field filled in.
            ///
            /// JSONata writes `Output`; JSONPath finds the `ResultSelector`, `ResultPath` and `OutputPath` that say the same,
            /// or says which part they cannot.
            #[track_caller]
            pub fn output<U: Shape, X: IntoExpr<U>>(
                self,
                output: impl FnOnce(Expr<R>) -> X,
            ) -> $B<U, $($p,)* C> {
                let output = output(Expr::from_node(self.def.output)).into_expr().node();
                let mut def = self.def;
                def.output = output;
                def.output_location = Location::caller();
                $B { def, of: PhantomData }
            }

            /// Assigns a variable from the result when the state has succeeded (`Assign`): `.assign_result(&CHARGE, |receipt|
            /// receipt.charge_id)`. The closure gets what the state hands on as it was said so far: called before
            /// `.output(..)` and the like, the result itself.
            #[track_caller]
            pub fn assign_result<V: Shape, X: crate::AssignTo<V>>(
                mut self,
                variable: &crate::Variable<V>,
                value: impl FnOnce(Expr<R>) -> X,
            ) -> Self {
                let value = value(Expr::from_node(self.def.output));
                self.def.assign.push(def::Assignment::new(variable, value));
                self
            }

            /// Throws the result away and hands on this instead, usually the state's input: `.discard_result(order)`.
            /// JSONPath `ResultPath: null`.
            #[track_caller]
            pub fn discard_result<U: Shape>(self, data: impl IntoExpr<U>) -> $B<U, $($p,)* C> {
                self.output(|_| data)
            }

            /// Puts the result into an optional field of `data` and hands that on: `.put(order, |o| o.receipt)`.
            /// JSONPath `ResultPath: "$.receipt"`.
            #[track_caller]
            pub fn put<U: Shape>(
                self,
                data: Expr<U>,
                field: impl FnOnce(Expr<U>) -> Expr<Option<R>>,
            ) -> $B<U, $($p,)* C> {
                self.output(|result| data.with(field, result))
            }
        }
    };
}
pub(crate) use output_methods;

/// Whether a flow that ends here fits the handlers of the state's catchers.
#[diagnostic::on_unimplemented(
    message = "the flow ends in `{Self}` here and in `{O}` in the handler of a catcher",
    label = "this ends in `{Self}`",
    note = "all ends of a flow have one type: change the output here or in the handler"
)]
pub trait EndsIn<O> {}
#[diagnostic::do_not_recommend]
impl<T> EndsIn<T> for T {}
