//! The YAML reader on any bytes, as a definition and as a template.

#![cfg_attr(fuzzing, no_main)]

sfn_fuzz::target!(sfn_fuzz::asl::yaml);
