//! What is known of data: nothing, that it is a list, or all of its fields.

use std::collections::BTreeMap;
use std::rc::Rc;

/// Of data with more fields than this one, nothing is known: following it would cost more than it tells.
const MAX_FIELDS: usize = 128;

/// Data as far as a document tells. Cheap to clone: a long chain of states hands the same data on.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Anything.
    Any,
    /// A list of anything.
    List,
    /// An object with these fields and no others.
    Fields(Rc<BTreeMap<String, Shape>>),
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, Self::Any) | (Self::List, Self::List) => true,
            (Self::Fields(a), Self::Fields(b)) => Rc::ptr_eq(a, b) || a == b,
            _ => false,
        }
    }
}

/// What stands at the end of names, or the place of the first name that is not there, with those beside it.
pub(super) type At<'s> = Result<&'s Shape, (usize, Vec<&'s String>)>;

impl Shape {
    pub(super) fn empty() -> Self {
        Self::of([])
    }

    pub(super) fn of(fields: impl IntoIterator<Item = (String, Shape)>) -> Self {
        let fields: BTreeMap<String, Shape> = fields.into_iter().collect();
        if fields.len() > MAX_FIELDS {
            return Self::Any;
        }
        Self::Fields(Rc::new(fields))
    }

    /// Data that is one or the other.
    pub(super) fn or(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Fields(a), Self::Fields(b)) if Rc::ptr_eq(a, b) => self.clone(),
            (Self::Fields(a), Self::Fields(b)) => {
                let mut fields = BTreeMap::clone(a);
                for (name, shape) in b.iter() {
                    let both = match fields.get(name) {
                        Some(known) => known.or(shape),
                        None => shape.clone(),
                    };
                    fields.insert(name.clone(), both);
                }
                Self::of(fields)
            }
            (Self::List, Self::List) => Self::List,
            _ => Self::Any,
        }
    }

    pub(super) fn at(&self, names: &[String]) -> At<'_> {
        let mut here = self;
        for (at, name) in names.iter().enumerate() {
            match here {
                Self::Any => return Ok(here),
                Self::List => return Err((at, Vec::new())),
                Self::Fields(fields) => {
                    here = fields
                        .get(name)
                        .ok_or_else(|| (at, fields.keys().collect()))?;
                }
            }
        }
        Ok(here)
    }

    /// The same where a name of a list is that of each of its items, as in JSONata.
    pub(super) fn of_each(&self, names: &[String]) -> At<'_> {
        let mut here = self;
        for (at, name) in names.iter().enumerate() {
            match here {
                Self::Any | Self::List => return Ok(&Self::Any),
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
            let Self::Fields(fields) = here else {
                // What it was is not known, or it was no object: then nor is what it is now.
                *here = Self::Any;
                return self;
            };
            if fields.len() >= MAX_FIELDS {
                return Self::Any;
            }
            here = Rc::make_mut(fields)
                .entry(name.clone())
                .or_insert_with(Self::empty);
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

    #[test]
    fn a_list_has_no_fields_but_its_items_may() {
        assert_eq!(Shape::List.at(&names("a")), Err((0, Vec::new())));
        assert_eq!(Shape::List.of_each(&names("a")), Ok(&Shape::Any));
        assert_eq!(Shape::List.or(&Shape::empty()), Shape::Any);
    }

    #[test]
    fn of_very_much_nothing_is_known() {
        let mut shape = Shape::empty();
        for at in 0..1_000 {
            shape = shape.with(&[format!("f{at}")], Shape::Any);
        }
        assert_eq!(shape, Shape::Any);
    }
}
