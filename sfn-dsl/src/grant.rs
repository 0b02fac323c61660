//! What an author says about the permissions of a state. Knows no policy: that is made of the document, later.

use std::panic::Location;

use crate::expr::node::Name;

/// What an author says about the permissions that a task brings to the execution role.
///
/// The role is derived from the document: where a parameter comes from data, the policy allows the action on all that the
/// parameter may name, and a note says so. The author may know better.
///
/// ```
/// use sfn_dsl::prelude::*;
/// use sfn_dsl::Grant;
///
/// #[derive(Shape)]
/// struct Upload { key: String }
///
/// #[state]
/// fn tag(upload: Expr<Upload>) -> Flow<Value> {
///     aws_sdk::call::<Value>("s3", "putObjectTagging")
///         .with("Bucket", "uploads")
///         .with("Key", upload.key)
///         .grant(Grant::narrow("s3:PutObjectTagging", "arn:aws:s3:::uploads/incoming/*"))
///         .end()
/// }
/// # Workflow::new("tagging", tag).synthesize().unwrap();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    action: Name,
    resource: Name,
    extends: bool,
    location: &'static Location<'static>,
}

impl Grant {
    /// Bounds an action to a resource, an ARN that may have a `*`. It has to lie within what the task needs the action on:
    /// the policy is never wider for it.
    #[track_caller]
    #[must_use]
    pub fn narrow(action: impl Into<Name>, resource: impl Into<Name>) -> Self {
        Self::new(action.into(), resource.into(), false)
    }

    /// Allows an action on a resource on top of what the task shows: for what no table knows, such as an object that a
    /// service reads with the permissions of its caller.
    #[track_caller]
    #[must_use]
    pub fn extend(action: impl Into<Name>, resource: impl Into<Name>) -> Self {
        Self::new(action.into(), resource.into(), true)
    }

    #[track_caller]
    fn new(action: Name, resource: Name, extends: bool) -> Self {
        Grant {
            action,
            resource,
            extends,
            location: Location::caller(),
        }
    }

    /// The action, such as `s3:GetObject`.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.action
    }

    /// The resource.
    #[must_use]
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// Whether it comes on top of what is derived.
    #[must_use]
    pub fn extends(&self) -> bool {
        self.extends
    }

    /// Where it was written.
    #[must_use]
    pub fn location(&self) -> &'static Location<'static> {
        self.location
    }
}
