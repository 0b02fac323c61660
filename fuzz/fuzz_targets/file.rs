//! Any file as `sfn` gets it: a definition, a template, or neither.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::codegen::file);
