//! sfn-codegen
