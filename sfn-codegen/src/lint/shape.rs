//! What is known of data: nothing, or all of its fields.

use std::collections::BTreeMap;

/// Data as far as a document tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Anything.
    Any,
    /// An object with these fields and no others.
    Fields(BTreeMap<String, Shape>),
}

impl Shape {
    pub(super) fn empty() -> Self {
        Self::Fields(BTreeMap::new())
    }

    /// Data that is one or the other.
    pub(super) fn or(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Any, _) | (_, Self::Any) => Self::Any,
            (Self::Fields(a), Self::Fields(b)) => {
                let mut fields = a.clone();
                for (name, shape) in b {
                    let both = match fields.get(name) {
                        Some(known) => known.or(shape),
                        None => shape.clone(),
                    };
                    fields.insert(name.clone(), both);
                }
                Self::Fields(fields)
            }
        }
    }

    /// What stands at the end of names; the first that is not there, with those beside it.
    pub(super) fn at(&self, names: &[String]) -> Result<&Self, (usize, Vec<&String>)> {
        let mut here = self;
        for (at, name) in names.iter().enumerate() {
            match here {
                Self::Any => return Ok(here),
                Self::Fields(fields) => {
                    here = fields
                        .get(name)
                        .ok_or_else(|| (at, fields.keys().collect()))?;
                }
            }
        }
        Ok(here)
    }

    /// The data with something put at the end of names.
    pub(super) fn with(mut self, names: &[String], value: Self) -> Self {
        let mut here = &mut self;
        for name in names {
            if let Self::Any = here {
                return self;
            }
            let Self::Fields(fields) = here else { break };
            here = fields.entry(name.clone()).or_insert_with(Self::empty);
        }
        *here = value;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str) -> Vec<String> {
        path.split('.')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn fields_are_put_and_found() {
        let shape = Shape::empty().with(&names("a.b"), Shape::Any);
        assert_eq!(shape.at(&names("a.b.c")), Ok(&Shape::Any));
        assert_eq!(shape.at(&names("a.x")), Err((1, vec![&"b".to_owned()])));
        assert_eq!(Shape::Any.with(&names("a"), Shape::empty()), Shape::Any);
        let either = shape.or(&Shape::empty().with(&names("a.c"), Shape::empty()));
        assert!(either.at(&names("a.b")).is_ok() && either.at(&names("a.c")).is_ok());
        assert_eq!(shape.or(&Shape::Any), Shape::Any);
    }
}
