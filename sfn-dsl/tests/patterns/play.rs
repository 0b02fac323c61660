//! Plays a document in JSONata, one state at a time: what is called is answered by the test.
//!
//! Knows Task, Pass, Choice, Wait, Succeed and Fail, catchers, outputs and variables. Retriers are left out: what a test
//! answers is the last attempt's.

use std::collections::BTreeMap;

use jsonata_core::evaluator::{Context, Evaluator};
use jsonata_core::value::JValue;
use serde_json::{Map, Value, json};

/// How a call ends: with a result, or with the name of an error and its cause.
pub(crate) type Answer = Result<Value, (String, String)>;

/// A call that failed with this error.
pub(crate) fn error(name: &str) -> Answer {
    Err((name.to_owned(), format!("{name} happened")))
}

/// What an execution waits for.
#[derive(Debug, PartialEq)]
pub(crate) enum Event {
    /// The answer to a call, with these arguments.
    Call(Value),
    /// So many seconds.
    Wait(u64),
    /// Nothing: it ended so.
    End(Answer),
}

/// A running execution.
pub(crate) struct Play {
    states: Value,
    at: String,
    input: Value,
    variables: BTreeMap<String, Value>,
    /// The states it came through.
    pub(crate) way: Vec<String>,
}

/// An expression's value; nothing where it gives nothing.
fn evaluate(text: &str, states: &Value, variables: &BTreeMap<String, Value>) -> Option<Value> {
    let ast = jsonata_core::parser::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let mut context = Context::new();
    context.bind("states".to_owned(), JValue::from(states.clone()));
    for (name, value) in variables {
        context.bind(name.clone(), JValue::from(value.clone()));
    }
    let result = Evaluator::with_context(context).evaluate(&ast, &JValue::from(json!(null)));
    let result = result.unwrap_or_else(|e| panic!("{text}: {}", e.message()));
    (!result.is_undefined())
        .then(|| serde_json::from_str(&result.to_json_string().unwrap()).unwrap())
}

/// The moment so many seconds after the beginning.
pub(crate) fn moment(seconds: u64) -> Value {
    let text = format!("$fromMillis({})", 1_700_000_000_000 + seconds * 1000);
    evaluate(&text, &Value::Null, &BTreeMap::new()).unwrap()
}

impl Play {
    pub(crate) fn new(states: &Value, start: &str, input: Value) -> Self {
        Play {
            states: states.clone(),
            at: start.to_owned(),
            input,
            variables: BTreeMap::new(),
            way: vec![start.to_owned()],
        }
    }

    /// The state that is next.
    pub(crate) fn at(&self) -> &str {
        &self.at
    }

    fn state(&self) -> Value {
        self.states
            .get(&self.at)
            .unwrap_or_else(|| panic!("there is no state `{}`", self.at))
            .clone()
    }

    fn fill(&self, template: &Value, known: &Value) -> Value {
        match template {
            Value::String(text) => match text.strip_prefix("{%").and_then(|t| t.strip_suffix("%}"))
            {
                Some(inner) => evaluate(inner, known, &self.variables)
                    .unwrap_or_else(|| panic!("{text} gives nothing in `{}`", self.at)),
                None => template.clone(),
            },
            Value::Array(items) => items.iter().map(|item| self.fill(item, known)).collect(),
            Value::Object(members) => {
                let filled = members
                    .iter()
                    .map(|(k, v)| (k.clone(), self.fill(v, known)));
                Value::Object(filled.collect::<Map<_, _>>())
            }
            other => other.clone(),
        }
    }

    fn known(&self, now: u64, more: Value) -> Value {
        let mut known = json!({
            "input": self.input,
            "context": { "State": { "EnteredTime": moment(now) }, "Task": { "Token": "token" } },
        });
        for (name, value) in more.as_object().unwrap() {
            known[name] = value.clone();
        }
        known
    }

    /// Takes the way that this state, rule or catcher says.
    fn go(&mut self, way: &Value, default: Value, known: &Value) {
        let output = way
            .get("Output")
            .map_or(default, |output| self.fill(output, known));
        if let Some(assign) = way.get("Assign") {
            let values = self.fill(assign, known);
            self.variables.extend(values.as_object().unwrap().clone());
        }
        self.input = output;
        self.at = way["Next"]
            .as_str()
            .expect("a state to go on with")
            .to_owned();
        self.way.push(self.at.clone());
    }

    /// Runs up to the next call, wait or end, at this time.
    pub(crate) fn run(&mut self, now: u64) -> Event {
        loop {
            let state = self.state();
            let known = self.known(now, json!({}));
            match state["Type"].as_str().unwrap() {
                "Task" => {
                    let whole = json!("{% $states.input %}");
                    let arguments = state.get("Arguments").unwrap_or(&whole);
                    return Event::Call(self.fill(arguments, &known));
                }
                "Wait" => {
                    let seconds = self.fill(&state["Seconds"], &known);
                    self.go(&state, self.input.clone(), &known);
                    return Event::Wait(seconds.as_f64().unwrap() as u64);
                }
                "Pass" => self.go(&state, self.input.clone(), &known),
                "Choice" => {
                    let holds =
                        |rule: &&Value| self.fill(&rule["Condition"], &known) == json!(true);
                    let rule = state["Choices"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .find(holds)
                        .cloned();
                    let Some(rule) = rule.or_else(|| {
                        let mut rest = state.clone();
                        rest["Next"] = state.get("Default")?.clone();
                        Some(rest)
                    }) else {
                        return Event::End(error("States.NoChoiceMatched"));
                    };
                    self.go(&rule, self.input.clone(), &known);
                }
                "Succeed" => {
                    let output = state.get("Output");
                    let output = output.map_or(self.input.clone(), |o| self.fill(o, &known));
                    return Event::End(Ok(output));
                }
                "Fail" => {
                    let text = |field: &str| {
                        let filled = self.fill(&state[field], &known);
                        filled.as_str().unwrap_or_default().to_owned()
                    };
                    return Event::End(Err((text("Error"), text("Cause"))));
                }
                other => panic!("nobody knows how to play a {other}"),
            }
        }
    }

    /// The call that was waited for ended so. Gives the error where nothing catches it.
    pub(crate) fn answer(&mut self, answer: Answer, now: u64) -> Result<(), String> {
        let state = self.state();
        let (name, cause) = match answer {
            Ok(result) => {
                let known = self.known(now, json!({ "result": result }));
                self.go(&state, result, &known);
                return Ok(());
            }
            Err(error) => error,
        };
        let output = json!({ "Error": name, "Cause": cause });
        let known = self.known(now, json!({ "errorOutput": output }));
        let catches = |catcher: &&Value| {
            let names = catcher["ErrorEquals"].as_array().unwrap();
            names.iter().any(|n| *n == json!(name) || n == "States.ALL")
        };
        let catchers = state["Catch"].as_array().cloned().unwrap_or_default();
        match catchers.iter().find(catches) {
            Some(catcher) => {
                self.go(catcher, output, &known);
                Ok(())
            }
            None => Err(name),
        }
    }

    /// Runs to the end, with this answer to each state's call, from the time `now` on.
    pub(crate) fn play_on(
        &mut self,
        now: &mut u64,
        mut answer: impl FnMut(&str, &Value) -> Answer,
    ) -> Answer {
        loop {
            match self.run(*now) {
                Event::Call(arguments) => {
                    let answer = answer(&self.at, &arguments);
                    if let Err(name) = self.answer(answer, *now) {
                        return error(&name);
                    }
                }
                Event::Wait(seconds) => *now += seconds,
                Event::End(end) => return end,
            }
        }
    }
}
