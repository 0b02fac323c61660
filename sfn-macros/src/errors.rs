//! Everything wrong with an item, reported in one go.

use std::cell::RefCell;
use std::fmt::Display;
use std::thread;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Collects errors while a macro goes on reading.
///
/// INVARIANT: dropped only through [`into_tokens`](Errors::into_tokens), so that no error is ever lost; dropping it
/// otherwise panics.
pub(crate) struct Errors {
    // `None` once checked. A cell, so that passes can share it while they hold borrows of the item.
    found: RefCell<Option<Vec<syn::Error>>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Errors {
            found: RefCell::new(Some(Vec::new())),
        }
    }

    /// An error that underlines `tokens`.
    pub(crate) fn on(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// An error at one place.
    pub(crate) fn at(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(found) = self.found.borrow_mut().as_mut() {
            found.push(error);
        }
    }

    /// The value, or `None` and the error kept.
    pub(crate) fn ok<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// `compile_error!`s for all that was found; nothing when all is well.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let found = self.found.take().unwrap_or_default();
        found.iter().map(syn::Error::to_compile_error).collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        if !thread::panicking() && self.found.borrow().is_some() {
            panic!("errors were collected and never looked at");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_error() {
        let errors = Errors::new();
        errors.at(Span::call_site(), "one");
        assert_eq!(
            errors.ok(Err::<(), _>(syn::Error::new(Span::call_site(), "two"))),
            None
        );
        let tokens = errors.into_tokens().to_string();
        assert!(tokens.contains("one") && tokens.contains("two"), "{tokens}");
    }

    #[test]
    #[should_panic(expected = "never looked at")]
    fn panics_when_dropped_unchecked() {
        drop(Errors::new());
    }
}
