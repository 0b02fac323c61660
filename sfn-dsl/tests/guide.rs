//! The guide says something of every field of the language, and lists every chapter that it has.

use std::collections::BTreeSet;
use std::path::Path;

use sfn_asl::model::{
    Branch, Catcher, Choice, ChoiceRule, Credentials, Fail, ItemBatcher, ItemProcessor, ItemReader,
    Map, Parallel, Pass, ProcessorConfig, ReaderConfig, ResultWriter, Retrier, StateMachine,
    Succeed, Task, Wait, WriterConfig,
};

/// The words between backquotes.
fn words(text: &str) -> BTreeSet<&str> {
    let code = text.split('`').skip(1).step_by(2);
    code.flat_map(|code| code.split(|c: char| !c.is_ascii_alphanumeric()))
        .collect()
}

#[test]
fn the_table_has_every_field() {
    let table = include_str!("../guide/_20_asl.md");
    let known = words(table);
    let fields = [
        StateMachine::FIELDS,
        Branch::FIELDS,
        Task::FIELDS,
        Credentials::FIELDS,
        Pass::FIELDS,
        Choice::FIELDS,
        ChoiceRule::FIELDS,
        Wait::FIELDS,
        Succeed::FIELDS,
        Fail::FIELDS,
        Parallel::FIELDS,
        Map::FIELDS,
        ItemProcessor::FIELDS,
        ProcessorConfig::FIELDS,
        ItemReader::FIELDS,
        ReaderConfig::FIELDS,
        ItemBatcher::FIELDS,
        ResultWriter::FIELDS,
        WriterConfig::FIELDS,
        Retrier::FIELDS,
        Catcher::FIELDS,
    ];
    let missing: BTreeSet<&str> = fields
        .concat()
        .into_iter()
        .filter(|field| !known.contains(field.trim_end_matches(".$")))
        .collect();
    assert_eq!(
        missing,
        BTreeSet::new(),
        "fields without a row in `_20_asl.md`"
    );
}

#[test]
fn every_chapter_is_listed() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let contents = include_str!("../guide/_00_contents.md");
    let module = include_str!("../src/guide.rs");
    for file in std::fs::read_dir(here.join("guide")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let chapter = name.strip_suffix(".md").unwrap();
        assert!(module.contains(&name), "{name} is in no module");
        assert!(
            chapter == "_00_contents" || contents.contains(&format!("]({chapter})")),
            "{name} is not among the contents"
        );
    }
}
