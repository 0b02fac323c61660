//! Wrong programs, and what the compiler says about them.
//!
//! Each file under `ui/` is one mistake in a folder by theme, with the whole answer beside it: recorded with
//! `TRYBUILD=overwrite`, and then read. The first line has to tell a newcomer what to do.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui-pass/*.rs");
    cases.compile_fail("tests/ui/*/*.rs");
}
