//! The validator on any definition, with what is called.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::codegen::validate, json, sfn_fuzz::asl::definition);
