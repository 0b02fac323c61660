//! Members of the context object that are not there.

use super::*;

#[derive(Shape)]
struct Named {
    id: String,
    name: String,
}

#[test]
fn a_misspelt_member_in_both_languages() {
    #[state]
    //~ misspelt member
    fn name_it(order: Expr<Order>) -> Flow<Named> {
        let name: Expr<String> = context::member("Execution.Nmae");
        pass(NamedExpr { id: order.id, name }).end()
    }
    for language in [Jsonata, JsonPath] {
        let error = error_in(language, name_it);
        assert_says(
            &error,
            "unknown-context-member",
            "misspelt member",
            "state `NameIt` reads `Execution.Nmae` of the context object, which has none",
            "did you mean `Execution.Name`?",
        );
    }
}

#[test]
fn what_is_like_nothing_known_may_be_newer() {
    #[state]
    fn ask(_: Expr<Order>) -> Flow<Named> {
        let id: Expr<String> = context::member("Execution.Input.id");
        let name: Expr<String> = context::member("Execution.TraceHeader");
        pass(NamedExpr { id, name }).end()
    }
    for language in [Jsonata, JsonPath] {
        let workflow = Workflow::new("orders", ask).query_language(language);
        assert!(workflow.synthesize().is_ok());
    }
}
