//! What is wrong with an expression.

use super::ast::Span;
use std::fmt;

/// Why a text is not an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The code that JSONata itself gives, such as `S0201`; `S0000` for what only this reader refuses.
    pub code: &'static str,
    /// Where it is in the text.
    pub span: Span,
    /// What is wrong, in words.
    pub message: String,
}

impl SyntaxError {
    pub(super) fn new(code: &'static str, span: Span, message: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            code,
            span,
            message: message.into(),
        })
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}
