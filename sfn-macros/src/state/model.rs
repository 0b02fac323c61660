//! A state: what the function says about it.

use proc_macro2::{Group, TokenStream};
use syn::{Attribute, Generics, Ident, Pat, Type, Visibility};

pub(super) struct StateFn<'a> {
    pub(super) runtime: TokenStream,
    pub(super) vis: &'a Visibility,
    pub(super) ident: &'a Ident,
    pub(super) attrs: Attrs<'a>,
    /// The name in the workflow.
    pub(super) name: String,
    pub(super) comment: Option<String>,
    pub(super) query_language: Option<QueryLanguage>,
    pub(super) definition: Definition<'a>,
}

/// The attributes that were on the function, by where they belong now.
#[derive(Default)]
pub(super) struct Attrs<'a> {
    pub(super) docs: Vec<&'a Attribute>,
    /// On every item.
    pub(super) cfgs: Vec<&'a Attribute>,
    /// Lint levels: on the name and on the body.
    pub(super) lints: Vec<&'a Attribute>,
    /// On what a transition names.
    pub(super) of_name: Vec<&'a Attribute>,
    /// On the function that has the body.
    pub(super) of_body: Vec<&'a Attribute>,
}

/// What the state ends in.
pub(super) enum Flow<'a> {
    /// `Flow<Out>` or `Flow<Out, Kind>`.
    Spelt {
        written: &'a Type,
        output: &'a Type,
        kind: Option<&'a Type>,
    },
    /// An alias, or no flow at all: the types have to be asked.
    Named(&'a Type),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QueryLanguage {
    Jsonata,
    JsonPath,
}

pub(super) enum Definition<'a> {
    /// A state of known type.
    Typed {
        generics: Generics,
        pattern: &'a Pat,
        /// As written.
        parameter: TokenStream,
        input: &'a Type,
        flow: Flow<'a>,
        body: &'a Group,
    },
    /// What it takes or ends in is not known: it stands for a state of any type, so that the transitions to it are no
    /// errors as well. The function is kept aside for the editor.
    Unknown { aside: TokenStream },
}
