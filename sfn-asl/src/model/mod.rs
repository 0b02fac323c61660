//! The typed document: state machines, states and what is in them.
//!
//! Every field is optional and can be set in code. What was read keeps the order of its members, and members that
//! no field takes, in [`Layout`]; so a document that was read is written back as it was. Whether a document makes
//! sense is not decided here but in [`validate`](crate::validate).

mod choice;
mod errors;
pub(crate) mod layout;
mod machine;
mod map;
mod operator;
pub(crate) mod record;
mod state;
mod states;
mod text;
mod values;
mod walk;
mod words;

pub use choice::{ChoiceRule, Comparison, Condition, Test};
pub use errors::{Catcher, Retrier};
pub use layout::{Layout, UnknownField};
pub use machine::{Branch, ItemProcessor, ProcessorConfig, StateMachine, States};
pub use map::{ItemBatcher, ItemReader, Map, ReaderConfig, ResultWriter, WriterConfig};
pub use operator::{Compares, Operator};
pub use record::{Build, IntoField};
pub use state::{State, Transition};
pub use states::{Choice, Credentials, Fail, Parallel, Pass, Succeed, Task, Wait};
pub(crate) use text::shorten;
pub use text::{
    ArnTemplate, MapLabel, Path, ReferencePath, StateName, TextError, VariableName,
    has_placeholder, is_expression,
};
pub use values::{Nullable, Numeric};
pub use walk::{Scope, ScopeKind, Visit, Walk};
pub use words::{
    CsvDelimiter, CsvHeaderLocation, ExecutionType, InputType, JitterStrategy, ManifestType,
    OutputType, ProcessorMode, QueryLanguage, ReaderTransformation, WriterTransformation,
};
