//! sfn-dsl
