//! A variable as an expression knows it: by its name, the type of its data and where it was declared.

use std::any::TypeId;
use std::panic::Location;

use super::node::Name;

/// A declared variable.
///
/// Two that differ in their type are two, so that synthesis sees both; where they have one name, it says so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Declaration {
    /// Without the `$`.
    pub(crate) name: Name,
    pub(crate) type_id: TypeId,
    pub(crate) type_name: &'static str,
    pub(crate) location: &'static Location<'static>,
}

impl Declaration {
    /// The type as its author writes it: without the modules that it is in.
    pub(crate) fn short_type(&self) -> String {
        short_type(self.type_name)
    }
}

/// A type's name without the modules of it and of its parameters.
pub(crate) fn short_type(name: &str) -> String {
    let (mut out, mut word) = (String::new(), String::new());
    for c in name.chars() {
        match c {
            ':' => word.clear(),
            c if c.is_alphanumeric() || c == '_' => word.push(c),
            c => {
                out.push_str(&word);
                word.clear();
                out.push(c);
            }
        }
    }
    out + &word
}
