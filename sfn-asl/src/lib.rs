//! sfn-asl
