//! How long `sfn validate` takes for a definition as large as the service takes, from its text to everything that is wrong.
//!
//! `cargo bench -p sfn-codegen --bench validate`. Many states of both query languages, and one state whose expression is most
//! of the text.

#![allow(missing_docs, unreachable_pub)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sfn_asl::{Limits, ValidateOptions, parse};
use std::hint::black_box;

/// States in JSONPath, in JSONata and choices in turn, until the text is that long.
fn states(bytes: usize) -> String {
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

/// One state with an expression of that length.
fn expression(bytes: usize) -> String {
    let mut parts = String::new();
    while parts.len() < bytes {
        parts +=
            "{'a': $sum($states.input.orders[total > 10].items.price) & 'text', 'b': [1..10]}, ";
    }
    format!(
        r#"{{"QueryLanguage":"JSONata","StartAt":"A","States":{{"A":{{"Type":"Pass","Output":"{{% [{parts}1] %}}","End":true}}}}}}"#
    )
}

fn validate(criterion: &mut Criterion) {
    for (name, text) in [
        ("states", states(1_000_000)),
        ("expression", expression(1_000_000)),
    ] {
        let mut group = criterion.benchmark_group(name);
        group
            .sample_size(20)
            .throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("a megabyte", |bencher| {
            bencher.iter(|| {
                let checked = sfn_codegen::check(
                    parse(black_box(&text), &Limits::default()),
                    &ValidateOptions::default(),
                );
                assert!(checked.diagnostics.is_empty(), "{}", checked.diagnostics[0]);
                checked
            });
        });
    }
}

criterion_group!(benches, validate);
criterion_main!(benches);
