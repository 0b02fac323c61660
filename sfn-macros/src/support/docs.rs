//! Doc comments: kept on generated items, and read as text.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The doc attributes, to copy them.
pub(crate) fn attributes(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|a| a.path().is_ident("doc"))
}

/// The text of the doc comments: the lines of a paragraph joined with spaces, paragraphs kept apart by an empty line.
/// `None` when there is none.
pub(crate) fn text(attrs: &[Attribute]) -> Option<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for attr in attributes(attrs) {
        let Some(doc) = value(attr) else { continue };
        for line in doc.lines().map(clean) {
            if line.is_empty() {
                open = false;
            } else if open && let Some(last) = paragraphs.last_mut() {
                last.push(' ');
                last.push_str(line);
            } else {
                paragraphs.push(line.to_owned());
                open = true;
            }
        }
        // `#[doc = ""]`, the empty line of a `///` block, has no lines at all.
        open &= !doc.is_empty();
    }
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

/// A line without the spaces around it, nor the star that starts the lines of a `/** */` block.
fn clean(line: &str) -> &str {
    let line = line.trim();
    match line.strip_prefix('*') {
        Some("") => "",
        Some(rest) if rest.starts_with(' ') && !rest.contains('*') => rest.trim_start(),
        _ => line,
    }
}

fn value(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attr.meta else {
        return None;
    };
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn read(item: &syn::ItemFn) -> Option<String> {
        text(&item.attrs)
    }

    #[test]
    fn lines_join_and_paragraphs_stay_apart() {
        let item = parse_quote! {
            /// Asks the warehouse
            ///   whether it is there.
            ///
            /// Cheap.
            #[allow(dead_code)]
            fn f() {}
        };
        assert_eq!(
            read(&item).as_deref(),
            Some("Asks the warehouse whether it is there.\n\nCheap.")
        );
    }

    #[test]
    fn block_comments_lose_their_stars() {
        let item = parse_quote! {
            #[doc = "\n * Asks\n * twice.\n "]
            fn f() {}
        };
        assert_eq!(read(&item).as_deref(), Some("Asks twice."));
    }

    #[test]
    fn no_comment_is_none() {
        assert_eq!(
            read(&parse_quote!(
                fn f() {}
            )),
            None
        );
        assert_eq!(
            read(&parse_quote! { #[doc = "  "] #[doc(hidden)] fn f() {} }),
            None
        );
    }
}
