//! The reader of JSONata on any text, alone and in a state.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::asl::jsonata);
