//! The JSON reader and writer on any bytes: what is read is written, and read again as the same.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::asl::json, json);
