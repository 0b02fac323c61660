//! The generics of what is written: those of the type, less what a view does not use, plus the bounds it needs.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    GenericArgument, GenericParam, Generics, Ident, PathArguments, Type, TypeParamBound,
    WherePredicate, parse_quote,
};

use crate::support::mentions;

/// The generics of impls for the type itself.
///
/// `T: Shape` for a parameter that is the type of some field, `T::Item: Shape` for a projection, and `T: 'static` for
/// any other, because shapes are `'static`.
pub(super) fn of_impls(generics: &Generics, types: &[&Type], runtime: &TokenStream) -> Generics {
    let mut out = generics.clone();
    let params: Vec<Ident> = generics.type_params().map(|p| p.ident.clone()).collect();
    if params.is_empty() {
        return out;
    }
    let mut needed: Vec<Type> = Vec::new();
    for ty in types {
        needing_shape(ty, &params, &mut needed);
    }
    let predicates = &mut out.make_where_clause().predicates;
    for ty in &needed {
        predicates.push(parse_quote!(#ty: #runtime::Shape));
    }
    for param in &params {
        if !needed.iter().any(|ty| is_exactly(ty, param)) {
            predicates.push(parse_quote!(#param: 'static));
        }
    }
    out
}

/// The generics of a view: parameters that no field uses would be an error there.
pub(super) fn of_view(generics: &Generics, types: &[&Type]) -> Generics {
    let mut used: Vec<Ident> = Vec::new();
    let mut open: Vec<TokenStream> = types.iter().map(ToTokens::to_token_stream).collect();
    while let Some(tokens) = open.pop() {
        for param in &generics.params {
            let (ident, bounds) = match param {
                GenericParam::Type(p) => (&p.ident, p.bounds.to_token_stream()),
                GenericParam::Const(p) => (&p.ident, TokenStream::new()),
                GenericParam::Lifetime(_) => continue,
            };
            if !used.contains(ident) && mentions(&tokens, ident) {
                used.push(ident.clone());
                // What its bounds mention is used as well.
                open.push(bounds);
            }
        }
    }
    let dropped: Vec<&Ident> = generics
        .params
        .iter()
        .filter_map(ident_of)
        .filter(|i| !used.contains(i))
        .collect();
    let is_used = |tokens: TokenStream| !dropped.iter().any(|ident| mentions(&tokens, ident));
    let mut out = generics.clone();
    out.params = generics
        .params
        .iter()
        .filter(|p| ident_of(p).is_some_and(|i| used.contains(i)))
        .cloned()
        .collect();
    if let Some(clause) = &mut out.where_clause {
        let kept = |p: &&WherePredicate| is_used(p.to_token_stream());
        clause.predicates = clause.predicates.iter().filter(kept).cloned().collect();
    }
    out
}

/// Without lifetimes: those of the type become `'static` where it is named.
pub(super) fn without_lifetimes(generics: &Generics) -> Generics {
    let mut out = generics.clone();
    out.params = generics
        .params
        .iter()
        .filter(|p| !matches!(p, GenericParam::Lifetime(_)))
        .cloned()
        .collect();
    out.where_clause = None;
    for param in out.type_params_mut() {
        param.bounds = std::iter::once::<TypeParamBound>(parse_quote!('static)).collect();
    }
    out
}

fn ident_of(param: &GenericParam) -> Option<&Ident> {
    match param {
        GenericParam::Type(p) => Some(&p.ident),
        GenericParam::Const(p) => Some(&p.ident),
        GenericParam::Lifetime(_) => None,
    }
}

fn is_exactly(ty: &Type, param: &Ident) -> bool {
    matches!(ty, Type::Path(path) if path.qself.is_none() && path.path.is_ident(param))
}

/// Collects the parameters, and the projections of parameters, that stand in a type as types of data.
fn needing_shape(ty: &Type, params: &[Ident], found: &mut Vec<Type>) {
    match ty {
        Type::Path(path) => {
            let projection = match &path.qself {
                Some(qself) => params
                    .iter()
                    .any(|p| mentions(&qself.ty.to_token_stream(), p)),
                None => path
                    .path
                    .segments
                    .first()
                    .is_some_and(|s| params.contains(&s.ident)),
            };
            if projection {
                if !found.contains_type(ty) {
                    found.push(ty.clone());
                }
                return;
            }
            for segment in &path.path.segments {
                if let PathArguments::AngleBracketed(arguments) = &segment.arguments {
                    for argument in &arguments.args {
                        if let GenericArgument::Type(inner) = argument {
                            needing_shape(inner, params, found);
                        }
                    }
                }
            }
        }
        Type::Tuple(tuple) => tuple
            .elems
            .iter()
            .for_each(|inner| needing_shape(inner, params, found)),
        Type::Array(array) => needing_shape(&array.elem, params, found),
        Type::Slice(slice) => needing_shape(&slice.elem, params, found),
        Type::Paren(inner) => needing_shape(&inner.elem, params, found),
        Type::Group(inner) => needing_shape(&inner.elem, params, found),
        _ => {}
    }
}

/// Types compare by their spelling: `syn`'s own comparison is a feature that nothing else here needs.
trait ContainsType {
    fn contains_type(&self, ty: &Type) -> bool;
}

impl ContainsType for Vec<Type> {
    fn contains_type(&self, ty: &Type) -> bool {
        let spelling = ty.to_token_stream().to_string();
        self.iter()
            .any(|known| known.to_token_stream().to_string() == spelling)
    }
}
