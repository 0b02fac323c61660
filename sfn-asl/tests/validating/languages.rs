//! What is read of the languages inside a definition: JSONata expressions, variables, paths, intrinsic functions.

use crate::{one, valid, warned, wrong};

/// A JSONata task with these fields.
fn task(fields: &str) -> String {
    one(&format!(
        r#""Task","QueryLanguage":"JSONata","Resource":"arn:aws:states:::lambda:invoke",{fields},"End":true"#
    ))
}

#[test]
fn an_expression_is_really_read() {
    let output = |expression: &str| task(&format!(r#""Output":{{"a":["{{% {expression} %}}"]}}"#));
    let here = "/States/A/Output/a/0";
    for expression in [
        "$states.result.Payload.items[price > 10].{'name': name}",
        "$map($states.input.list, function($item, $i) { $item.a & $string($i) })",
        "($total := $sum($states.input.list.price); $total > 100 ? 'big' : 'small')",
        "$states.input ~> | order | {'total': 1}, ['old'] |",
        "$uuid() & $hash('a', 'MD5')",
        "$states.input.list^(>price, <name)[0]",
        "/* nothing to see */ 1 + 1",
        "$states.context.Execution.Id",
    ] {
        valid(&output(expression));
    }
    for expression in [
        "$sum($states.input.list",
        "10 + * 2",
        "$states.input.a ?? 1",
        "$states.input.a ?: 1",
        "$.store.book[?(@.price < 10)].title",
        "'a",
        "{'a' 1}",
    ] {
        wrong(&output(expression), &[("invalid-expression", here)]);
    }
    // What a placeholder becomes is not known.
    valid(&output("$sum(${List}"));
}

#[test]
fn functions_exist_and_take_what_they_are_given() {
    let output = |expression: &str| task(&format!(r#""Output":"{{% {expression} %}}""#));
    for expression in [
        "$evaluate('1')",
        "$eval('1')",
        "$states.input ~> $nope()",
        "$uuid(1)",
        "'a' ~> $uppercase('b')",
    ] {
        // The service takes the definition; its executions fail there.
        warned(
            &output(expression),
            &[("unknown-function", "/States/A/Output")],
        );
    }
    for expression in [
        "($f := function($x) { $x ? $f($x - 1) : 0 }; $f(3))",
        "$map([1], $string)",
        "'a' ~> $uppercase()",
        "'a' ~> $uppercase",
        "$substring(?, 0, 5)('abcdefg')",
    ] {
        valid(&output(expression));
    }
}

#[test]
fn states_holds_what_its_place_has() {
    wrong(
        &task(r#""Arguments":"{% $states.result %}""#),
        &[("unsupported-expression", "/States/A/Arguments")],
    );
    wrong(
        &task(r#""TimeoutSeconds":"{% $states.errorOutput.Cause %}""#),
        &[("unsupported-expression", "/States/A/TimeoutSeconds")],
    );
    wrong(
        &task(r#""Output":"{% $states.errorOutput %}""#),
        &[("unsupported-expression", "/States/A/Output")],
    );
    wrong(
        &task(r#""Assign":{"a":"{% $states.output %}"}"#),
        &[("unsupported-expression", "/States/A/Assign/a")],
    );
    wrong(
        &one(r#""Pass","QueryLanguage":"JSONata","Output":"{% $states.result %}","End":true"#),
        &[("unsupported-expression", "/States/A/Output")],
    );
    let caught = |expression: &str| {
        format!(
            r#"{{"QueryLanguage":"JSONata","StartAt":"A","States":{{"A":{{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Catch":[{{"ErrorEquals":["States.ALL"],"Output":"{{% {expression} %}}","Next":"B"}}],"End":true}},"B":{{"Type":"Succeed"}}}}}}"#
        )
    };
    valid(&caught("$states.errorOutput.Error"));
    wrong(
        &caught("$states.result"),
        &[("unsupported-expression", "/States/A/Catch/0/Output")],
    );
}

#[test]
fn an_expression_has_no_context_of_its_own() {
    let output = |expression: &str| task(&format!(r#""Output":"{{% {expression} %}}""#));
    for expression in [
        "$",
        "$$",
        "order.id",
        "1 + total",
        "{'a': name}",
        "* & 'x'",
        "$sum(prices)",
        "$map($states.input.list, function($v) { name })",
        "$states.input ~> $append(rest)",
        "[first..3]",
    ] {
        wrong(
            &output(expression),
            &[("unsupported-expression", "/States/A/Output")],
        );
    }
    for expression in [
        "$states.input.($ & 'x')",
        "$states.input[total > $.a]",
        "$filter($states.input.list, function($v) { $v.a })",
        "$states.input.list.($map(prices, function($p) { $p * rate }))",
        "$sort($states.input.list, function($l, $r) { $l.a > $r.a })",
        "$states.input.list^(price){name: $sum(price)}",
        "$states.input ~> |$|{'a': b}|",
    ] {
        valid(&output(expression));
    }
}

#[test]
fn variables_are_set_before_they_are_read() {
    let two = |set: &str, read: &str| {
        format!(
            r#"{{"QueryLanguage":"JSONata","StartAt":"A","States":{{"A":{{"Type":"Pass","Assign":{{"{set}":1}},"Next":"B"}},"B":{{"Type":"Pass","Output":"{{% {read} %}}","End":true}}}}}}"#
        )
    };
    valid(&two("total", "$total + 1"));
    valid(&two("x", "($total := 1; $total)"));
    warned(
        &two("total", "$totl + $totl"),
        &[("unassigned-variable", "/States/B/Output")],
    );
    warned(
        &one(r#""Pass","Parameters":{"a.$":"States.Format('{}', $count)"},"End":true"#),
        &[("unassigned-variable", "/States/A/Parameters/a.$")],
    );
    warned(
        r#"{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$n","IsPresent":true,"Next":"B"}]},"B":{"Type":"Succeed"}}}"#,
        &[("unassigned-variable", "/States/A/Choices/0/Variable")],
    );
    // A branch reads what is set outside of it, and what it sets is gone after it; a distributed child sees nothing.
    let nested = |distributed: &str, inner: &str, after: &str| {
        format!(
            r#"{{"QueryLanguage":"JSONata","StartAt":"S","States":{{"S":{{"Type":"Pass","Assign":{{"outer":1}},"Next":"M"}},"M":{{"Type":"Map","Items":[1],"ItemProcessor":{{{distributed}"StartAt":"B","States":{{"B":{{"Type":"Pass","Assign":{{"inner":1}},"Next":"C"}},"C":{{"Type":"Pass","Output":"{{% {inner} %}}","End":true}}}}}},"Output":"{{% {after} %}}","End":true}}}}}}"#
        )
    };
    let distributed = r#""ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"#;
    let inside = "/States/M/ItemProcessor/States/C/Output";
    valid(&nested("", "$outer + $inner", "$outer"));
    warned(
        &nested("", "1", "$inner"),
        &[("unassigned-variable", "/States/M/Output")],
    );
    warned(
        &nested(distributed, "$outer", "1"),
        &[("unassigned-variable", inside)],
    );
}

#[test]
fn calls_have_the_right_number_and_kind_of_arguments() {
    let call = |call: &str| {
        one(&format!(
            r#""Pass","Parameters":{{"a.$":"{call}"}},"End":true"#
        ))
    };
    for text in [
        "States.Format('{} of {}', $.a, $.b)",
        "States.Format($.template, 1, 2, 3)",
        "States.Format('\\\\{ {} \\\\}', 1)",
        "States.ArrayGetItem(States.StringSplit($.a, ','), 0)",
        "States.JsonMerge($.a, States.StringToJson($.b), false)",
        "States.MathRandom(1, 10, 7)",
        "States.ArrayRange(1, 1000, 1)",
        "States.ArrayRange(9, 1, 1)",
        "States.Hash(States.UUID(), 'SHA-1')",
        "States.ArrayGetItem($.list[?(@.a == 'x')], 0)",
    ] {
        valid(&call(text));
    }
    let long = format!("States.Base64Encode('{}')", "x".repeat(10_001));
    wrong(
        &call(&long),
        &[("invalid-template", "/States/A/Parameters/a.$")],
    );
    for text in [
        "States.Format('{} of {}', $.a)",
        "States.Format('{}', 1, 2)",
        "States.Format('{ }', 1)",
        "States.JsonMerge($.a, $.b, true)",
        "States.Hash($.a, 'SHA1')",
        "States.ArrayLength(States.UUID())",
        "States.ArrayPartition($.a, 0)",
        "States.ArrayRange(1, 9, 0)",
        "States.ArrayRange(0, 1000, 1)",
        "States.ArrayRange(10, -1990, -2)",
        "States.MathAdd('1', 2)",
        "States.Array($.a[?(@.b == )])",
        "States.UUID",
    ] {
        wrong(
            &call(text),
            &[("invalid-template", "/States/A/Parameters/a.$")],
        );
    }
}

#[test]
fn paths_are_those_of_the_java_library() {
    let path = |path: &str| one(&format!(r#""Pass","InputPath":"{path}","End":true"#));
    for text in [
        "$.a.b-c",
        "$['a','b']",
        "$.a[-1]",
        "$.a[1:]",
        "$..a[0]",
        "$.a[?(@.b =~ /x.*/i)].c",
        "$.[0].a",
        "$.a[?(!(@.b < 10) || @.c in ['x','y'])]",
        "$.a.length()",
        "$$.Execution.Input['a b']",
    ] {
        valid(&path(text));
    }
    for text in [
        "$.",
        "$..",
        "$.a..",
        "$.a[",
        "$.a[b]",
        "$.a[?(@.b ==)]",
        "$ .a",
        "$.a b",
        "$.a[?(@.b > 1]",
        "$.a...b",
    ] {
        wrong(&path(text), &[("invalid-path", "/States/A/InputPath")]);
    }
}

#[test]
fn the_context_object_has_what_it_has() {
    let path = |path: &str| {
        one(&format!(
            r#""Pass","Parameters":{{"a.$":"{path}"}},"End":true"#
        ))
    };
    for text in [
        "$$",
        "$$.Execution",
        "$$.Execution.Input.a.b",
        "$$..Id",
        "$$['State'].Name",
    ] {
        valid(&path(text));
    }
    let here = "/States/A/Parameters/a.$";
    for text in [
        "$$.Executions.Id",
        "$$.Execution.id",
        "$$.Map.Item.Number",
        "$$.Task.Token",
        "$$.Map.Item.Value",
        "$$.Execution.Id.part",
        "States.Array($$.State.Nme)",
        "$$['State'].Nme",
    ] {
        warned(&path(text), &[("unknown-context-member", here)]);
    }
    let output = |expression: &str| task(&format!(r#""Output":"{{% {expression} %}}""#));
    valid(&output(
        "$states.context.Execution.Input.a & $string($states.context)",
    ));
    for expression in [
        "$states.context.Execution.Nmae",
        "$states.context.Map.Item.Index",
        "$states.context.Task.Token",
    ] {
        warned(
            &output(expression),
            &[("unknown-context-member", "/States/A/Output")],
        );
    }
    valid(&one(
        r#""Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","Parameters":{"a.$":"$$.Task.Token"},"End":true"#,
    ));
    valid(&one(
        r#""Task","Resource":"arn:aws:states:::states:startExecution.sync:2","Parameters":{"a.$":"$$.Task.Token"},"End":true"#,
    ));
    for fields in [
        r#""ItemSelector":{"a.$":"$$.Map.Item.Value.x","b.$":"$$.Map.Item.Source"}"#,
        r#""Comment":"an item is there inside, too""#,
    ] {
        valid(&one(&format!(
            r#""Map","End":true,{fields},"ItemProcessor":{{"StartAt":"B","States":{{"B":{{"Type":"Pass","Parameters":{{"a.$":"$$.Map.Item.Index"}},"End":true}}}}}}"#
        )));
    }
    warned(
        &task(r#""Output":{"a.$":"$.b"}"#),
        &[("path-taken-as-text", "/States/A/Output/a.$")],
    );
}

/// States of a JSONata machine that begins at `A`.
fn machine(states: &str) -> String {
    format!(r#"{{"QueryLanguage":"JSONata","StartAt":"A","States":{{{states}}}}}"#)
}

#[test]
fn variables_have_a_value_on_every_way() {
    let unassigned = "unassigned-variable";
    let read = |name: &str, then: &str| {
        format!(r#""{name}":{{"Type":"Pass","Output":"{{% $x %}}",{then}}}"#)
    };
    let set =
        |name: &str, then: &str| format!(r#""{name}":{{"Type":"Pass","Assign":{{"x":1}},{then}}}"#);
    let end = r#""End":true"#;
    // Before it is set, and in the state that sets it.
    warned(
        &machine(&format!("{},{}", read("A", r#""Next":"B""#), set("B", end))),
        &[(unassigned, "/States/A/Output")],
    );
    warned(
        &machine(r#""A":{"Type":"Pass","Assign":{"x":1},"Output":"{% $x %}","End":true}"#),
        &[(unassigned, "/States/A/Output")],
    );
    valid(&machine(&format!(
        "{},{}",
        set("A", r#""Next":"B""#),
        read("B", end)
    )));
    // On one of two ways; the one mistake is told once.
    let choice = |assign: &str| {
        format!(
            r#""A":{{"Type":"Choice","Choices":[{{"Condition":"{{% true %}}","Next":"B"}}],"Default":"C"{assign}}},{},{},{}"#,
            set("B", r#""Next":"C""#),
            read("C", r#""Next":"D""#),
            read("D", end)
        )
    };
    warned(&machine(&choice("")), &[(unassigned, "/States/C/Output")]);
    valid(&machine(&choice(r#","Assign":{"x":2}"#)));
    // On the way of a catcher.
    let caught = |assign: &str| {
        format!(
            r#""A":{{"Type":"Task","Resource":"arn:aws:states:::sns:publish","Assign":{{"x":1}},"Catch":[{{"ErrorEquals":["States.ALL"],"Next":"B"{assign}}}],"Next":"B"}},{}"#,
            read("B", end)
        )
    };
    warned(&machine(&caught("")), &[(unassigned, "/States/B/Output")]);
    valid(&machine(&caught(
        r#","Assign":{"x":"{% $states.errorOutput %}"}"#,
    )));
    // A Map sets its own when it is done; what was set before is seen inside.
    let map = |before: &str| {
        format!(
            r#"{before}"M":{{"Type":"Map","Assign":{{"x":1}},"ItemProcessor":{{"StartAt":"I","States":{{{}}}}},"End":true}}"#,
            read("I", end)
        )
    };
    valid(&machine(&map(&format!("{},", set("A", r#""Next":"M""#)))));
    warned(
        &machine(&map(r#""A":{"Type":"Pass","Next":"M"},"#)),
        &[(unassigned, "/States/M/ItemProcessor/States/I/Output")],
    );
    // Who asks whether there is a value does not need one.
    valid(&machine(
        r#""A":{"Type":"Pass","Output":"{% $exists($x) ? $x : 0 %}","Assign":{"x":"{% $exists( $x ) ? $x + 1 : 1 %}"},"Next":"B"},"B":{"Type":"Pass","Output":"{% $x %}","End":true}"#,
    ));
    valid(
        r#"{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Not":{"Variable":"$x","IsPresent":true},"Next":"B"}],"Default":"C"},"B":{"Type":"Pass","Assign":{"x":1},"Next":"A"},"C":{"Type":"Succeed"}}}"#,
    );
    // The same in paths.
    warned(
        r#"{"StartAt":"A","States":{"A":{"Type":"Wait","SecondsPath":"$x","Next":"B"},"B":{"Type":"Pass","Assign":{"x":1},"End":true}}}"#,
        &[(unassigned, "/States/A/SecondsPath")],
    );
    valid(
        r#"{"StartAt":"A","States":{"A":{"Type":"Wait","SecondsPath":"$x","Next":"B"},"B":{"Type":"Pass","Assign":{"${Late}":1},"End":true}}}"#,
    );
}

#[test]
fn many_variables_take_no_longer_than_they_are_many() {
    let many = 5_000;
    let states: Vec<String> = (0..many)
        .map(|at| {
            let next = if at + 1 == many { r#""End":true"#.to_owned() } else { format!(r#""Next":"S{}""#, at + 1) };
            format!(r#""S{at}":{{"Type":"Pass","Output":"{{% $v{at} %}}","Assign":{{"v{at}":1}},{next}}}"#)
        })
        .collect();
    let text = format!(
        r#"{{"QueryLanguage":"JSONata","StartAt":"S0","States":{{{}}}}}"#,
        states.join(",")
    );
    let start = std::time::Instant::now();
    assert_eq!(
        crate::found(&text, sfn_asl::WorkflowKind::Standard).len(),
        many
    );
    assert!(
        start.elapsed() < std::time::Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}
