//! JSON Schemas, from `schemars`, for the types that derive it.
//!
//! A derive of `Shape` cannot ask whether the type also derives `JsonSchema`; method resolution can. The derive calls
//! `(&Probe::<T>::new()).schema(..)` with both traits below in scope, and the one that applies without another
//! reference wins: [`ByJsonSchema`] where the type derives it, [`WithoutSchema`] where not.

use std::marker::PhantomData;

/// A question about `T`.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<T>);

impl<T> Probe<T> {
    /// The question.
    #[must_use]
    pub const fn new() -> Self {
        Probe(PhantomData)
    }
}

impl<T> Default for Probe<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "schemars")]
mod enabled {
    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::Probe;
    use crate::shape::Shape;

    /// For a type that derives `schemars::JsonSchema`.
    pub trait ByJsonSchema {
        /// Its schema.
        fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema>;
    }
    impl<T: JsonSchema> ByJsonSchema for Probe<T> {
        fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema> {
            Some(generator.subschema_for::<T>())
        }
    }

    /// For any other type.
    pub trait WithoutSchema {
        /// None.
        fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema>;
    }
    impl<T> WithoutSchema for &Probe<T> {
        fn schema(&self, _: &mut SchemaGenerator) -> Option<Schema> {
            None
        }
    }

    /// The whole JSON Schema document of a shape, where its types derive `schemars::JsonSchema`.
    #[must_use]
    pub fn schema_of<T: Shape>() -> Option<serde_json::Value> {
        document(T::json_schema)
    }

    /// The whole JSON Schema document of a type that derives `schemars::JsonSchema`.
    pub(crate) fn schema_by_schemars<T: JsonSchema>() -> Option<serde_json::Value> {
        document(|generator| Some(generator.subschema_for::<T>()))
    }

    fn document(
        make: impl FnOnce(&mut SchemaGenerator) -> Option<Schema>,
    ) -> Option<serde_json::Value> {
        let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
        let mut schema = make(&mut generator)?;
        // A named type comes as a reference: the document says it in its root instead.
        let own = schema
            .get("$ref")
            .and_then(|r| r.as_str())
            .map(str::to_owned);
        let mut definitions = generator.take_definitions(true);
        if let Some(own) = own
            && let Some(name) = own.strip_prefix("#/$defs/")
            && let Some(definition) = definitions.get(name).cloned()
            && let Ok(inner) = Schema::try_from(definition)
        {
            // A recursive type is still referred to from inside.
            if !definitions.values().any(|d| mentions(d, &own)) {
                definitions.remove(name);
            }
            schema = inner;
            if schema.get("title").is_none() {
                schema.insert("title".to_owned(), name.into());
            }
        }
        let mut document = serde_json::Map::new();
        document.insert(
            "$schema".to_owned(),
            "https://json-schema.org/draft/2020-12/schema".into(),
        );
        if let serde_json::Value::Object(members) = schema.to_value() {
            document.extend(members);
        }
        if !definitions.is_empty() {
            document.insert("$defs".to_owned(), definitions.into());
        }
        Some(document.into())
    }

    fn mentions(value: &serde_json::Value, reference: &str) -> bool {
        match value {
            serde_json::Value::Object(o) => {
                o.get("$ref").and_then(|r| r.as_str()) == Some(reference)
                    || o.values().any(|v| mentions(v, reference))
            }
            serde_json::Value::Array(a) => a.iter().any(|v| mentions(v, reference)),
            _ => false,
        }
    }
}
#[cfg(feature = "schemars")]
pub(crate) use enabled::schema_by_schemars;
#[cfg(feature = "schemars")]
pub use enabled::{ByJsonSchema, WithoutSchema, schema_of};

#[cfg(not(feature = "schemars"))]
mod disabled {
    /// Stands in for its namesake where schemas are off.
    pub trait ByJsonSchema {}
    /// Stands in for its namesake where schemas are off.
    pub trait WithoutSchema {}
}
#[cfg(not(feature = "schemars"))]
pub use disabled::{ByJsonSchema, WithoutSchema};

/// The `json_schema` method of a derived `Shape`: there with the feature, nothing without it. A macro, because only
/// this crate knows whether the feature is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "schemars")]
macro_rules! __json_schema_method {
    () => {
        fn json_schema(
            generator: &mut $crate::__private::schemars::SchemaGenerator,
        ) -> ::core::option::Option<$crate::__private::schemars::Schema> {
            #[allow(unused_imports)]
            use $crate::__private::{ByJsonSchema as _, WithoutSchema as _};
            (&$crate::__private::Probe::<Self>::new()).schema(generator)
        }
    };
}
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "schemars"))]
macro_rules! __json_schema_method {
    () => {};
}
