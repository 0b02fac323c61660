//! Names that serde lets differ between its two directions.

use syn::meta::ParseNestedMeta;
use syn::{LitStr, Path, token};

use crate::support::options;

/// `name = ".."`, or `name(serialize = "..", deserialize = "..")`.
pub(super) struct Both {
    serialize: Option<LitStr>,
    deserialize: Option<LitStr>,
    /// For the message: the attribute underlined as a whole.
    refusal: syn::Error,
}

impl Both {
    pub(super) fn read(meta: &ParseNestedMeta<'_>) -> syn::Result<Both> {
        let (mut serialize, mut deserialize) = (None, None);
        if meta.input.peek(token::Paren) {
            meta.parse_nested_meta(|direction| {
                match options::name_of(&direction.path).as_str() {
                    "serialize" => serialize = Some(options::text(&direction)?),
                    "deserialize" => deserialize = Some(options::text(&direction)?),
                    _ => options::skip_value(&direction)?,
                }
                Ok(())
            })?;
        } else {
            let name = options::text(meta)?;
            serialize = Some(name.clone());
            deserialize = Some(name);
        }
        Ok(Both {
            serialize,
            deserialize,
            refusal: meta.error(different(&meta.path)),
        })
    }

    /// The one name of both directions. Where they differ that is refused, and serializing decides.
    pub(super) fn settle(self, settled: bool, pending: &mut Vec<syn::Error>) -> Option<LitStr> {
        let value = |name: &Option<LitStr>| name.as_ref().map(LitStr::value);
        if !settled && value(&self.serialize) != value(&self.deserialize) {
            pending.push(self.refusal);
        }
        self.serialize.or(self.deserialize)
    }
}

fn different(path: &Path) -> String {
    let name = options::name_of(path);
    format!(
        "`{name}` says one name for each direction, and a path carries one: give both the same, or say what the \
         workflow sees with `#[shape({name} = \"..\")]`"
    )
}
