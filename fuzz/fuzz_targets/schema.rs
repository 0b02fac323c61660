//! What any definition shows of its input and its output.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::codegen::schema, json);
