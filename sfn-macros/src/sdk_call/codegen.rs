//! Writes a call: `aws_sdk::call::<Type>("service", "action").with("Name", value)`.
//!
//! Every value stands in an expression of its own at the user's place, so that what rustc says of it is said there.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::model::{Call, Member, Value, Word};

pub(super) fn generate(call: &Call) -> TokenStream {
    let (service, action) = (&call.service.text, &call.action.text);
    let output = match &call.output {
        Some(output) => quote!(#output),
        None => quote!(::sfn_dsl::Value),
    };
    let with = call.parameters.iter().map(|Member { name, value }| {
        let (name, value) = (&name.text, self::value(value));
        quote!(.with(#name, #value))
    });
    let span = call.service.span;
    let call =
        quote_spanned!(span=> ::sfn_dsl::integrations::aws_sdk::call::<#output>(#service, #action));
    quote!(#call #(#with)*)
}

fn value(value: &Value) -> TokenStream {
    match value {
        Value::Expr(expr) => {
            let span = expr.span();
            quote_spanned!(span=> ::sfn_dsl::Data::data(#expr))
        }
        Value::Object(span, members) => {
            let names = members.iter().map(
                |Member {
                     name: Word { text, .. },
                     ..
                 }| text,
            );
            let values = members.iter().map(|member| self::value(&member.value));
            quote_spanned!(*span=> ::sfn_dsl::__private::data_object([#((#names, #values)),*]))
        }
        Value::List(span, items) => {
            let values = items.iter().map(self::value);
            quote_spanned!(*span=> ::sfn_dsl::__private::data_list([#(#values),*]))
        }
    }
}
