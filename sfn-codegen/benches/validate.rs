//! How long `sfn validate` takes for a definition as large as the service takes, from its text to everything that is wrong.
//!
//! `cargo bench -p sfn-codegen --bench validate`. One definition of a megabyte for each way to become that large; the least
//! processor time of thirty runs, so that a busy machine tells nearly the same as an idle one.

#![allow(missing_docs, unreachable_pub, dead_code)]

mod clock;
#[path = "../tests/growth/documents/mod.rs"]
mod documents;

use clock::now;
use documents::SHAPES;
use sfn_asl::{Limits, ValidateOptions, parse};
use std::hint::black_box;

/// The ways, by their names among those that tests grow.
const MEASURED: &[&str] = &[
    "tasks",
    "calls of services",
    "tasks in JSONata",
    "tasks that are handled",
    "choice rules",
    "choices in a ladder",
    "branches",
    "variables",
    "a payload template",
    "a result",
    "a long expression",
];

/// Most of what a definition can hold, in turn, until the text is that long.
fn mixed(bytes: usize) -> String {
    let mut text = String::from("{\"StartAt\":\"Step 0\",\"States\":{");
    for at in 0.. {
        if text.len() > bytes {
            text += &format!("\"Step {at}\":{{\"Type\":\"Succeed\"}}}}}}");
            break;
        }
        let next = format!("Step {}", at + 1);
        text += &match at % 3 {
            0 => format!(
                r#""Step {at}":{{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{{"FunctionName":"charge-{at}","Payload":{{"order.$":"$.order","key.$":"States.Format('{{}}-{{}}', $$.Execution.Name, $.order.items[0]['unit price'])"}}}},"ResultPath":"$.charge","Retry":[{{"ErrorEquals":["States.ALL"],"MaxAttempts":2}}],"Next":"{next}"}},"#
            ),
            1 => format!(
                r#""Step {at}":{{"Type":"Task","QueryLanguage":"JSONata","Resource":"arn:aws:states:::sqs:sendMessage","Arguments":{{"QueueUrl":"{{% $states.input.queue %}}","MessageBody":"{{% $string($states.input.order.items[price > 10].{{'name': name, 'total': $round(price * quantity, 2)}}) %}}"}},"Assign":{{"sent{at}":"{{% $states.result.MessageId %}}"}},"Output":"{{% $merge([$states.input, {{'at': $now(), 'sent': $exists($states.result.MessageId) ? 'yes' : 'no'}}]) %}}","Next":"{next}"}},"#
            ),
            _ => format!(
                r#""Step {at}":{{"Type":"Choice","Choices":[{{"And":[{{"Variable":"$.order.total","IsPresent":true}},{{"Variable":"$.order.total","NumericGreaterThan":100}}],"Next":"{next}"}}],"Default":"{next}"}},"#
            ),
        };
    }
    text
}

fn least(mut run: impl FnMut()) -> f64 {
    let runs = (0..30).map(|_| {
        let start = now();
        run();
        (now() - start).as_secs_f64() * 1e3
    });
    runs.fold(f64::INFINITY, f64::min)
}

fn main() {
    let only = std::env::args().nth(1).filter(|arg| !arg.starts_with("--"));
    println!(
        "{:24} {:>9} {:>8} {:>8}",
        "a megabyte of", "bytes", "read ms", "all ms"
    );
    let shapes = MEASURED.iter().filter_map(|name| {
        let shape = SHAPES.iter().find(|shape| shape.name == *name)?;
        let each = (shape.text)(2_000).len() as f64 / 2_000.0;
        Some((*name, (shape.text)((1_000_000.0 / each) as usize)))
    });
    for (name, text) in shapes.chain([("a mixture", mixed(1_000_000))]) {
        if only
            .as_ref()
            .is_some_and(|only| !name.contains(only.as_str()))
        {
            continue;
        }
        let read = least(|| drop(black_box(parse(black_box(&text), &Limits::default()))));
        let all = least(|| {
            let parsed = parse(black_box(&text), &Limits::default());
            let checked = sfn_codegen::check(parsed, &ValidateOptions::default());
            let errors = checked.diagnostics.iter().find(|found| found.is_error());
            assert!(errors.is_none(), "{name}: {}", errors.unwrap());
            black_box(checked);
        });
        println!("{name:24} {:9} {read:8.1} {all:8.1}", text.len());
    }
}
