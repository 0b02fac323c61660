//! The lints of any definition, and the mending.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::codegen::lint, json);
