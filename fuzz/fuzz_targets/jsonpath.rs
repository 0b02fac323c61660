//! The readers of paths and intrinsic functions on any text, alone and in a payload template.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::asl::jsonpath);
