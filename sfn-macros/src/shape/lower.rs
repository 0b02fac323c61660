//! From the wire to what has to be written: which items, under which names, with which generics.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Ident, Type, Visibility};

use super::generics;
use super::model::{Body, Field, Model, Place, Product};
use crate::support::names::plain;
use crate::support::respan;

/// What the derive writes for a type.
pub(super) struct Plan<'m> {
    pub(super) ident: &'m Ident,
    pub(super) vis: &'m Visibility,
    /// The path of the runtime crate.
    pub(super) rt: &'m TokenStream,
    /// Of the type, as it was written.
    pub(super) own: &'m Generics,
    /// Of the impls for the type.
    pub(super) impls: Generics,
    pub(super) view: View<'m>,
}

/// The type that stands for the data in a workflow.
pub(super) enum View<'m> {
    /// `OrderExpr`: one expression per field.
    Struct {
        ident: Ident,
        generics: Generics,
        data: &'m Product<'m>,
    },
    /// None: the enum itself is what a Choice matches on.
    Texts(&'m [super::model::Variant<'m>]),
    /// `PaymentCase` to match on, and `PaymentFields` behind the dot.
    Cases {
        case: Ident,
        fields: Ident,
        generics: Generics,
        tagging: &'m super::model::Tagging,
        variants: &'m [super::model::Variant<'m>],
    },
}

/// `None` when the type cannot be described, so that only a stand-in is written.
pub(super) fn lower<'m>(model: &'m Model<'m>) -> Option<Plan<'m>> {
    let item = model.item;
    let body = model.body.as_ref()?;
    let types: Vec<&Type> = match body {
        Body::Struct(data) => data.fields.iter().map(|f| &f.ty).collect(),
        Body::Texts(_) => Vec::new(),
        Body::Cases(_, variants) => variants
            .iter()
            .flat_map(|v| &v.data.fields)
            .map(|f| &f.ty)
            .collect(),
    };
    // The span of the type's own name: what is said about the view is said there.
    let name =
        |suffix: &str| format_ident!("{}{suffix}", plain(&item.ident), span = item.ident.span());
    let generics = || generics::of_view(&item.generics, &types);
    let view = match body {
        Body::Struct(data) => View::Struct {
            ident: name("Expr"),
            generics: generics(),
            data,
        },
        Body::Texts(variants) => View::Texts(variants),
        Body::Cases(tagging, variants) => View::Cases {
            case: name("Case"),
            fields: name("Fields"),
            generics: generics(),
            tagging,
            variants,
        },
    };
    Some(Plan {
        ident: &item.ident,
        vis: &item.vis,
        rt: &model.runtime,
        own: &item.generics,
        impls: generics::of_impls(&item.generics, &types, &model.runtime),
        view,
    })
}

impl Plan<'_> {
    /// Whether the type follows from its view: not where the view leaves out a parameter that no field uses.
    pub(super) fn view_says_its_type(&self) -> bool {
        match &self.view {
            View::Struct { generics, .. } | View::Cases { generics, .. } => {
                generics.params.len() == self.own.params.len()
            }
            View::Texts(_) => true,
        }
    }
}

impl Field<'_> {
    /// The type of the field in the view: optional when the member may be missing, so that the author says what
    /// happens then.
    pub(super) fn view_type(&self, rt: &TokenStream) -> TokenStream {
        let ty = &self.ty;
        let rt = respan(rt, ty.span());
        if self.may_be_absent && !self.is_option {
            quote_spanned!(ty.span()=> #rt::Expr<::core::option::Option<#ty>>)
        } else {
            quote_spanned!(ty.span()=> #rt::Expr<#ty>)
        }
    }

    /// The expression for this field of the value `at`.
    pub(super) fn read(&self, at: &TokenStream, rt: &TokenStream) -> TokenStream {
        match &self.place {
            Place::Member(name) if self.is_option || self.may_be_absent => {
                quote!(#rt::__private::field(#at, &#rt::__private::Member::Optional(#name)))
            }
            Place::Member(name) => {
                quote!(#rt::__private::field(#at, &#rt::__private::Member::Present(#name)))
            }
            Place::Element(index) => quote!(#rt::__private::element(#at, #index)),
            Place::Whole => quote!(#rt::__private::same(#at)),
        }
    }

    /// The function that describes the field's type. The one place where the generated code needs the type to be a
    /// `Shape`: so that what is missing is said once, and where the type is written.
    pub(super) fn describe(&self, rt: &TokenStream) -> TokenStream {
        let ty = &self.ty;
        if self.has_shape {
            let rt = respan(rt, ty.span());
            quote_spanned!(ty.span()=> <#ty as #rt::Shape>::data_type)
        } else {
            quote!(<() as #rt::Shape>::data_type)
        }
    }

    /// Whether the member is always on the wire.
    pub(super) fn required(&self) -> bool {
        !self.may_be_absent && !self.is_option
    }
}
