//! What a state evaluates: every path, call and expression in it, read once.
//!
//! What is in a Parallel or a Map belongs to the states in there.

use sfn_asl::json::{Json, Object};
use sfn_asl::jsonata::{self, Expression};
use sfn_asl::jsonpath::{self, Call, JsonPath};
use sfn_asl::model::{
    ChoiceRule, Condition, Map, Nullable, Numeric, State, Test, Visit, has_placeholder,
    is_expression,
};
use sfn_asl::pointer::join;

/// A text that is evaluated.
pub(super) struct Text<'d> {
    /// Where it stands below the state: `/Arguments/Payload`.
    pub(super) place: String,
    pub(super) text: &'d str,
    pub(super) read: Read,
    /// What `$` is there in JSONPath, and when it is evaluated in both languages.
    pub(super) of: Of,
}

/// What it was read to.
pub(super) enum Read {
    Expression(Box<Expression>),
    Path(Box<JsonPath>),
    Call(Box<Call>),
    /// It cannot be read, or says what it is at deployment only.
    Nothing,
}

/// What a path begins at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The input of the state.
    Input,
    /// What `InputPath` selects of it.
    Given,
    /// The result of the state.
    Result,
    /// The error that a catcher of that place takes.
    Error(usize),
    /// What is there after `ResultPath`.
    Output,
}

/// Everything that a state evaluates.
pub(super) fn texts<'d>(visit: &Visit<'d>) -> Vec<Text<'d>> {
    let mut collect = Collect {
        jsonata: visit.is_jsonata(),
        out: Vec::new(),
    };
    collect.state(visit.state);
    collect.out
}

struct Collect<'d> {
    jsonata: bool,
    out: Vec<Text<'d>>,
}

impl<'d> Collect<'d> {
    fn state(&mut self, state: &'d State) {
        let (after, assigned) = match state {
            State::Task(_) | State::Map(_) | State::Parallel(_) => (Of::Result, Of::Result),
            // What a Pass assigns is made of its result.
            State::Pass(_) => (Of::Given, Of::Result),
            _ => (Of::Given, Of::Given),
        };
        let path = |path: Option<&'d Nullable<sfn_asl::model::Path>>| {
            path.and_then(Nullable::value).map(|path| path.as_str())
        };
        self.field("InputPath", path(state.input_path()), Of::Input);
        self.value("Parameters", state.parameters(), Of::Given);
        self.value("Arguments", state.arguments(), Of::Given);
        self.value("ResultSelector", state.result_selector(), Of::Result);
        self.value("Output", state.output(), after);
        self.members("/Assign", state.assign(), assigned);
        self.field("OutputPath", path(state.output_path()), Of::Output);
        for (at, catcher) in state.catch().iter().enumerate() {
            let place = format!("/Catch/{at}");
            self.members(
                &format!("{place}/Assign"),
                catcher.assign.as_ref(),
                Of::Error(at),
            );
            if let Some(output) = &catcher.output {
                self.json(output, format!("{place}/Output"), Of::Error(at));
            }
        }
        for (at, rule) in state.choices().iter().enumerate() {
            let place = format!("/Choices/{at}");
            self.members(&format!("{place}/Assign"), rule.assign.as_ref(), Of::Given);
            if let Some(output) = &rule.output {
                self.json(output, format!("{place}/Output"), Of::Given);
            }
            self.rule(rule, place);
        }
        self.own(state);
    }

    /// What only one type of state has.
    fn own(&mut self, state: &'d State) {
        match state {
            State::Task(task) => {
                self.number("TimeoutSeconds", &task.timeout_seconds);
                self.number("HeartbeatSeconds", &task.heartbeat_seconds);
                self.field(
                    "TimeoutSecondsPath",
                    task.timeout_seconds_path.as_deref(),
                    Of::Given,
                );
                let heartbeat = task.heartbeat_seconds_path.as_deref();
                self.field("HeartbeatSecondsPath", heartbeat, Of::Given);
                if let Some(credentials) = &task.credentials {
                    self.words("Credentials/RoleArn", credentials.role_arn.as_deref());
                    let path = credentials.role_arn_path.as_deref();
                    self.field("Credentials/RoleArn.$", path, Of::Given);
                }
            }
            State::Wait(wait) => {
                self.number("Seconds", &wait.seconds);
                self.field("SecondsPath", wait.seconds_path.as_deref(), Of::Given);
                self.words("Timestamp", wait.timestamp.as_deref());
                self.field("TimestampPath", wait.timestamp_path.as_deref(), Of::Given);
            }
            State::Fail(fail) => {
                self.words("Error", fail.error.as_deref());
                self.words("Cause", fail.cause.as_deref());
                self.field("ErrorPath", fail.error_path.as_deref(), Of::Given);
                self.field("CausePath", fail.cause_path.as_deref(), Of::Given);
            }
            State::Map(map) => self.map(map),
            _ => {}
        }
    }

    fn map(&mut self, map: &'d Map) {
        self.field("ItemsPath", map.items_path.as_deref(), Of::Given);
        self.value("Items", map.items.as_ref(), Of::Given);
        self.value("ItemSelector", map.item_selector.as_ref(), Of::Given);
        let numbers = [
            ("MaxConcurrency", &map.max_concurrency),
            (
                "ToleratedFailurePercentage",
                &map.tolerated_failure_percentage,
            ),
            ("ToleratedFailureCount", &map.tolerated_failure_count),
        ];
        for (name, number) in numbers {
            self.number(name, number);
        }
        let paths = [
            ("MaxConcurrencyPath", &map.max_concurrency_path),
            (
                "ToleratedFailurePercentagePath",
                &map.tolerated_failure_percentage_path,
            ),
            (
                "ToleratedFailureCountPath",
                &map.tolerated_failure_count_path,
            ),
        ];
        for (name, path) in paths {
            self.field(name, path.as_deref(), Of::Given);
        }
        if let Some(batcher) = &map.item_batcher {
            self.value(
                "ItemBatcher/BatchInput",
                batcher.batch_input.as_ref(),
                Of::Given,
            );
            self.number("ItemBatcher/MaxItemsPerBatch", &batcher.max_items_per_batch);
            let path = batcher.max_items_per_batch_path.as_deref();
            self.field("ItemBatcher/MaxItemsPerBatchPath", path, Of::Given);
            let bytes = &batcher.max_input_bytes_per_batch;
            self.number("ItemBatcher/MaxInputBytesPerBatch", bytes);
            let path = batcher.max_input_bytes_per_batch_path.as_deref();
            self.field("ItemBatcher/MaxInputBytesPerBatchPath", path, Of::Given);
        }
        if let Some(reader) = &map.item_reader {
            self.value(
                "ItemReader/Parameters",
                reader.parameters.as_ref(),
                Of::Given,
            );
            self.value("ItemReader/Arguments", reader.arguments.as_ref(), Of::Given);
            if let Some(config) = &reader.reader_config {
                self.number("ItemReader/ReaderConfig/MaxItems", &config.max_items);
                let path = config.max_items_path.as_deref();
                self.field("ItemReader/ReaderConfig/MaxItemsPath", path, Of::Given);
            }
        }
        if let Some(writer) = &map.result_writer {
            self.value(
                "ResultWriter/Parameters",
                writer.parameters.as_ref(),
                Of::Given,
            );
            self.value(
                "ResultWriter/Arguments",
                writer.arguments.as_ref(),
                Of::Given,
            );
        }
    }

    fn rule(&mut self, rule: &'d ChoiceRule, place: String) {
        let mut open = vec![(rule, place)];
        while let Some((rule, place)) = open.pop() {
            if let Some(Condition::Expression(text)) = &rule.condition {
                self.text(text, format!("{place}/Condition"), Of::Given);
            }
            if let Some(variable) = &rule.variable {
                self.text(variable, format!("{place}/Variable"), Of::Given);
            }
            match &rule.test {
                Some(Test::Compare(operator, Json::String(text))) if operator.takes_path() => {
                    self.text(text, format!("{place}/{}", operator.name()), Of::Given);
                }
                Some(test @ (Test::And(rules) | Test::Or(rules))) => {
                    let rules = rules.iter().enumerate();
                    open.extend(
                        rules.map(|(at, rule)| (rule, format!("{place}/{}/{at}", test.name()))),
                    );
                }
                Some(Test::Not(rule)) => open.push((rule, format!("{place}/Not"))),
                _ => {}
            }
        }
    }

    fn number(&mut self, name: &str, number: &'d Option<Numeric>) {
        let text = number.as_ref().and_then(Numeric::as_expression);
        self.field(name, text, Of::Given);
    }

    /// A text that may be an expression in JSONata, and is what it says in JSONPath.
    fn words(&mut self, name: &str, text: Option<&'d str>) {
        self.field(name, text.filter(|_| self.jsonata), Of::Given);
    }

    fn field(&mut self, name: &str, text: Option<&'d str>, of: Of) {
        if let Some(text) = text {
            self.text(text, format!("/{name}"), of);
        }
    }

    fn value(&mut self, name: &str, value: Option<&'d Json>, of: Of) {
        if let Some(value) = value {
            self.json(value, format!("/{name}"), of);
        }
    }

    fn members(&mut self, place: &str, members: Option<&'d Object>, of: Of) {
        let mut open = Vec::new();
        if let Some(members) = members {
            self.object(members, place, of, &mut open);
        }
        self.walk(open, of);
    }

    fn json(&mut self, value: &'d Json, place: String, of: Of) {
        match value {
            Json::String(text) if self.jsonata => self.text(text, place, of),
            value => self.walk(vec![(value, place)], of),
        }
    }

    fn walk(&mut self, mut open: Vec<(&'d Json, String)>, of: Of) {
        while let Some((value, place)) = open.pop() {
            match value {
                Json::Object(members) => self.object(members, &place, of, &mut open),
                Json::Array(items) => {
                    for (at, item) in items.iter().enumerate() {
                        let place = format!("{place}/{at}");
                        match item {
                            Json::String(text) if self.jsonata => self.text(text, place, of),
                            item => open.push((item, place)),
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn object(
        &mut self,
        members: &'d Object,
        place: &str,
        of: Of,
        open: &mut Vec<(&'d Json, String)>,
    ) {
        for (key, value) in members {
            match value {
                Json::String(text) if self.jsonata || key.ends_with(".$") => {
                    self.text(text, join(place, key), of);
                }
                Json::Object(_) | Json::Array(_) => open.push((value, join(place, key))),
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &'d str, place: String, of: Of) {
        let read = if self.jsonata {
            if !is_expression(text) {
                return;
            }
            match jsonata::parse(&text[2..text.len() - 2]) {
                Ok(expression) if !has_placeholder(text) => Read::Expression(Box::new(expression)),
                _ => Read::Nothing,
            }
        } else if has_placeholder(text) {
            Read::Nothing
        } else if jsonpath::called(text).is_some() {
            jsonpath::parse_call(text).map_or(Read::Nothing, |call| Read::Call(Box::new(call)))
        } else if text.starts_with('$') {
            jsonpath::parse(text).map_or(Read::Nothing, |path| Read::Path(Box::new(path)))
        } else {
            return;
        };
        self.out.push(Text {
            place,
            text,
            read,
            of,
        });
    }
}
