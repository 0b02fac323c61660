//! `data_type()`: the form on the wire, as data.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::model::{Layout, Place, Product, Style, Tagging, Variant};

/// The `DataType` of a struct.
pub(super) fn structure(data: &Product<'_>, rt: &TokenStream) -> TokenStream {
    match data.layout {
        Layout::Null => quote!(#rt::shape::DataType::Null),
        Layout::Same => {
            let describe = data.fields.iter().map(|field| field.describe(rt));
            quote!(#(#describe)*())
        }
        Layout::Array => {
            let elements = elements(data, rt);
            quote!(#rt::shape::DataType::Tuple(#elements))
        }
        Layout::Object => {
            let members = members(data, true, rt);
            quote!(#rt::shape::DataType::Struct(#members))
        }
    }
}

/// The `DataType` of an enum.
pub(super) fn enumeration(
    tagging: &Tagging,
    variants: &[Variant<'_>],
    rt: &TokenStream,
) -> TokenStream {
    let tagging = match tagging {
        Tagging::External => quote!(External),
        Tagging::Internal(tag) => quote!(Internal(#tag)),
        Tagging::Adjacent(tag, content) => quote!(Adjacent(#tag, #content)),
    };
    let variants = variants.iter().filter(|v| !v.skipped).map(|variant| {
        let name = &variant.name;
        let data = data(&variant.data, rt);
        quote!(#rt::shape::Variant::new(#name, #rt::shape::VariantData::#data))
    });
    quote! {
        #rt::shape::DataType::Enum(#rt::shape::EnumType::new(
            #rt::shape::Tagging::#tagging,
            ::std::vec![#(#variants),*],
        ))
    }
}

fn data(data: &Product<'_>, rt: &TokenStream) -> TokenStream {
    match (data.style, data.layout) {
        (Style::Unit, _) => quote!(Unit),
        (Style::Tuple, Layout::Array) => {
            let elements = elements(data, rt);
            quote!(Tuple(#elements))
        }
        (Style::Tuple, _) => {
            let describe = data.fields.iter().map(|field| field.describe(rt));
            quote!(Newtype(#(#describe)*))
        }
        (Style::Named, _) => {
            // The tag of a case is told by the tagging.
            let members = members(data, false, rt);
            quote!(Struct(#members))
        }
    }
}

fn elements(data: &Product<'_>, rt: &TokenStream) -> TokenStream {
    let elements = data.fields.iter().map(|field| field.describe(rt));
    quote!(::std::vec![#(#elements),*])
}

fn members(data: &Product<'_>, with_tag: bool, rt: &TokenStream) -> TokenStream {
    let tag =
        data.tag.iter().filter(|_| with_tag).map(
            |(tag, _)| quote!(#rt::shape::Member::new(#tag, <::std::string::String as #rt::Shape>::data_type, true)),
        );
    let members = data.fields.iter().map(|field| {
        let describe = field.describe(rt);
        match &field.place {
            Place::Member(name) => {
                let required = field.required();
                quote!(#rt::shape::Member::new(#name, #describe, #required))
            }
            _ => quote!(#rt::shape::Member::flattened(#describe)),
        }
    });
    quote!(::std::vec![#(#tag,)* #(#members),*])
}
