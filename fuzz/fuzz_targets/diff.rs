//! What changed between any two definitions.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::codegen::diff, json);
