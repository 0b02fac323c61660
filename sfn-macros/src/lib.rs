//! sfn-macros
