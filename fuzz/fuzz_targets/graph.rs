//! Diagrams of any definition, the laid out ones too.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::codegen::graph, json);
