//! The role of any definition, its explanation, and any policy beside one that is needed.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::codegen::iam, json);
