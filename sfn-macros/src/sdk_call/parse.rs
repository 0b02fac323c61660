//! Reads a call.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::token::{Brace, Bracket};
use syn::{LitStr, Token, braced, bracketed};

use super::model::{Call, Member, Value, Word};

const FORM: &str = "write `aws_sdk!(service:action { Parameter: value, .. })`, with ` -> Type` after it for what comes back: \
                    `aws_sdk!(s3:headObject { Bucket: \"reports\", Key: order.key } -> Head)`";

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let service = word(input)?;
        if !input.peek(Token![:]) {
            return Err(input.error(FORM));
        }
        input.parse::<Token![:]>()?;
        let action = word(input)?;
        let parameters = if input.peek(Brace) {
            members(input)?.1
        } else {
            Vec::new()
        };
        let output = if input.peek(Token![->]) {
            input.parse::<Token![->]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        if !input.is_empty() {
            return Err(input.error(FORM));
        }
        Ok(Call {
            service,
            action,
            parameters,
            output,
        })
    }
}

/// A name, also one with hyphens, which no service has: the message can then say which one was meant.
fn word(input: ParseStream<'_>) -> syn::Result<Word> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error(FORM));
    }
    let mut word = Word::from(input.call(Ident::parse_any)?);
    while input.peek(Token![-]) && input.peek2(Ident::peek_any) {
        input.parse::<Token![-]>()?;
        let next = input.call(Ident::parse_any)?;
        word.text = format!("{}-{next}", word.text);
    }
    Ok(word)
}

fn members(input: ParseStream<'_>) -> syn::Result<(proc_macro2::Span, Vec<Member>)> {
    let inside;
    let brace = braced!(inside in input);
    let members = Punctuated::<Member, Token![,]>::parse_terminated(&inside)?;
    Ok((brace.span.join(), members.into_iter().collect()))
}

impl Parse for Member {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = if input.peek(LitStr) {
            let text: LitStr = input.parse()?;
            Word {
                text: text.value(),
                span: text.span(),
            }
        } else if input.peek(Ident::peek_any) {
            input.call(Ident::parse_any)?.into()
        } else {
            return Err(input.error("the name of a parameter belongs here, `Bucket: value`"));
        };
        if !input.peek(Token![:]) {
            let message = format!(
                "write what `{}` is given: `{}: value`",
                name.text, name.text
            );
            return Err(syn::Error::new(name.span, message));
        }
        input.parse::<Token![:]>()?;
        let value = input.parse()?;
        Ok(Member { name, value })
    }
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Brace) {
            let (span, members) = members(input)?;
            return Ok(Value::Object(span, members));
        }
        // `[a, b]`, but not `[a, b].len()`.
        if input.peek(Bracket) {
            let ahead = input.fork();
            let inside;
            let bracket = bracketed!(inside in ahead);
            if ahead.is_empty() || ahead.peek(Token![,]) {
                let items = Punctuated::<Value, Token![,]>::parse_terminated(&inside)?;
                syn::parse::discouraged::Speculative::advance_to(input, &ahead);
                return Ok(Value::List(
                    bracket.span.join(),
                    items.into_iter().collect(),
                ));
            }
        }
        input.parse().map(Value::Expr)
    }
}
