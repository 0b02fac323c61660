//! What types cannot see: each compiles, and synthesis says what is wrong, where and what to do.

use sfn_dsl::SynthesisError;
use sfn_dsl::prelude::*;

use super::{RESULTS, Reading, Sale, SaleExpr, UPLOADS, Upload, keep};

fn workflow<Out: Shape>(start: impl State<Upload, Out>) -> Workflow<Upload, Out> {
    Workflow::new("w", start)
}

/// The only thing that is wrong with the state, which was written in this file.
#[track_caller]
fn error<Out: Shape>(define: impl Fn(Expr<Upload>) -> Flow<Out> + 'static) -> SynthesisError {
    let errors = workflow(state("X", define))
        .synthesize()
        .expect_err("an error");
    assert_eq!(errors.len(), 1, "{errors}");
    let error = errors.into_iter().next().unwrap();
    assert_eq!(error.state.as_deref(), Some("X"));
    let file = error.location.expect("a location").file();
    assert!(file.ends_with("distributed_map/refused.rs"), "{file}");
    assert!(error.help.is_some());
    error
}

#[track_caller]
fn assert_says<Out: Shape>(
    code: &str,
    message: &str,
    define: impl Fn(Expr<Upload>) -> Flow<Out> + 'static,
) {
    let error = error(define);
    assert_eq!((error.code, error.message.as_str()), (code, message));
}

#[test]
fn a_column_of_csv_is_text() {
    assert_says(
        "csv-row",
        "every column of CSV is text, and `celsius` of `Reading` is a number",
        |upload| {
            distributed_map(item_reader::csv::<Reading>(&UPLOADS, upload.key))
                .express(keep)
                .end()
        },
    );
}

#[test]
fn so_it_is_wherever_csv_is_read() {
    let listed = error(|_| {
        distributed_map(item_reader::objects(&UPLOADS).load_csv::<Reading>())
            .express(keep)
            .end()
    });
    let queried = error(|upload| {
        distributed_map(item_reader::athena_csv::<Reading>(&UPLOADS, upload.key))
            .express(keep)
            .end()
    });
    assert_eq!((listed.code, queried.code), ("csv-row", "csv-row"));
}

#[test]
fn a_row_is_an_object() {
    assert_says(
        "csv-row",
        "a row of CSV is an object of text, and `Vec<String>` is a list",
        |upload| {
            distributed_map(item_reader::csv::<Vec<String>>(&UPLOADS, upload.key))
                .express(keep)
                .end()
        },
    );
}

#[test]
fn rows_can_be_texts_of_many_kinds() {
    #[derive(Clone, Copy, Shape)]
    enum Size {
        Small,
        Large,
    }
    #[derive(Shape)]
    struct Base {
        id: String,
    }
    #[derive(Shape)]
    struct Row {
        #[serde(flatten)]
        base: Base,
        size: Size,
        at: Timestamp,
        note: Option<String>,
    }
    let row = state("X", |upload: Expr<Upload>| {
        distributed_map(
            // The optional column may be missing.
            item_reader::csv::<Row>(&UPLOADS, upload.key).headers(["id", "size", "at"]),
        )
        .express(keep)
        .end()
    });
    workflow(row).synthesize().unwrap();
    let any = state("X", |upload: Expr<Upload>| {
        distributed_map(
            item_reader::csv::<std::collections::BTreeMap<String, String>>(&UPLOADS, upload.key),
        )
        .express(keep)
        .end()
    });
    workflow(any).synthesize().unwrap();
    let _ = (Size::Small, Size::Large);
}

#[test]
fn every_field_of_a_row_is_a_column() {
    assert_says(
        "csv-headers",
        "`Sale` has a field `quantity`, and no column is called so",
        |upload| {
            distributed_map(item_reader::csv::<Sale>(&UPLOADS, upload.key).headers(["sku", "qty"]))
                .express(keep)
                .end()
        },
    );
    assert_says("csv-headers", "two columns are called `sku`", |upload| {
        distributed_map(
            item_reader::csv::<Sale>(&UPLOADS, upload.key).headers(["sku", "quantity", "sku"]),
        )
        .express(keep)
        .end()
    });
}

#[test]
fn a_label_is_short_and_plain() {
    assert_says(
        "map-label",
        "the label of state `X` cannot be one: `TheLabelOfThisMapIsLongerThanFortyCharacters` is not a map label: it has more than 40 characters",
        |upload| {
            distributed_map(upload.sales)
                .label("TheLabelOfThisMapIsLongerThanFortyCharacters")
                .express(keep)
                .end()
        },
    );
    let blank = error(|upload| {
        distributed_map(upload.sales)
            .label("My map")
            .express(keep)
            .end()
    });
    assert!(
        blank.message.ends_with("` ` is not allowed in it"),
        "{blank}"
    );
    let empty = error(|upload| distributed_map(upload.sales).label("").express(keep).end());
    assert_eq!(empty.message, "the label of state `X` is empty");
}

#[test]
fn numbers_are_in_their_range() {
    assert_says(
        "out-of-range",
        "`ToleratedFailurePercentage` of state `X` is 101, and it goes from 0 to 100",
        |upload| {
            distributed_map(upload.sales)
                .tolerated_failure_percentage(101.0)
                .express(keep)
                .end()
        },
    );
    assert_says(
        "out-of-range",
        "`MaxItems` of state `X` is 0, and it goes from 1 to 100000000",
        |upload| {
            distributed_map(item_reader::csv::<Sale>(&UPLOADS, upload.key).max_items(0))
                .express(keep)
                .end()
        },
    );
    assert_says(
        "out-of-range",
        "`MaxInputBytesPerBatch` of state `X` is 262145, and it goes from 1 to 262144",
        |upload| {
            distributed_map(upload.sales)
                .max_input_bytes_per_batch(262_145)
                .express(keep)
                .end()
        },
    );
    assert_says(
        "out-of-range",
        "`MaxItemsPerBatch` of state `X` is 0, and it goes from 1 to 100000000",
        |upload| {
            distributed_map(upload.sales)
                .max_items_per_batch(0)
                .express(keep)
                .end()
        },
    );
}

#[test]
fn an_items_pointer_is_a_json_pointer() {
    for (pointer, why) in [
        ("data.items", "it begins with no `/`"),
        (
            "/data/~items",
            "a `~` in it is neither `~0`, which is `~`, nor `~1`, which is `/`",
        ),
    ] {
        assert_says(
            "items-pointer",
            &format!("the items pointer of state `X` is no JSON pointer: {why}"),
            move |upload| {
                distributed_map(
                    item_reader::json::<Reading>(&UPLOADS, upload.key).items_pointer(pointer),
                )
                .express(keep)
                .end()
            },
        );
    }
}

#[test]
fn an_item_exists_only_in_the_selector() {
    let error = error(|upload| {
        let mut index = None;
        let items = distributed_map(upload.sales).select(|item| {
            index = Some(item.index);
            item.value
        });
        items
            .max_concurrency(index.expect("the selector ran"))
            .express(keep)
            .end()
    });
    assert_eq!(error.code, "data-not-here");
    assert_eq!(
        error.message,
        "the max concurrency of state `X` reads a Map item, which is not there"
    );
}

#[test]
fn the_parent_s_data_is_gone_in_a_child() {
    let errors = workflow(state("X", |upload: Expr<Upload>| {
        distributed_map(upload.sales)
            .express(state("Child", move |_: Expr<Sale>| succeed(upload.day)))
            .end()
    }))
    .synthesize()
    .expect_err("an error");
    assert_eq!(errors.len(), 1, "{errors}");
    let error = errors.into_iter().next().unwrap();
    assert_eq!(
        (error.code, error.state.as_deref()),
        ("expression-of-another-state", Some("Child"))
    );
}

#[test]
fn data_of_another_state_has_no_place_in_reader_batcher_and_writer() {
    let errors = workflow(state("First", |upload: Expr<Upload>| {
        pass(upload).next(state("X", move |_: Expr<Upload>| {
            distributed_map(item_reader::csv::<Sale>(&UPLOADS, upload.key))
                .max_items_per_batch(upload.limit)
                .result_writer(ResultWriter::to(&RESULTS).prefix(upload.day))
                .express(keep)
                .end()
        }))
    }))
    .synthesize()
    .expect_err("errors");
    let messages: Vec<&str> = errors.iter().map(|e| e.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the item reader of state `X` reads data of state `First`, which is gone by then",
            "the max items per batch of state `X` reads data of state `First`, which is gone by then",
            "the result writer of state `X` reads data of state `First`, which is gone by then",
        ]
    );
}

#[test]
fn jsonpath_says_what_it_cannot() {
    let start = state("X", |upload: Expr<Upload>| {
        distributed_map(upload.sales)
            .max_items_per_batch(upload.limit + 1)
            .express(keep)
            .end()
    });
    let bare = state("X", |upload: Expr<Upload>| {
        distributed_map(upload.sales)
            .max_items_per_batch(10)
            .batch_input(upload)
            .express(keep)
            .end()
    });
    let refused = |errors: Result<_, sfn_dsl::Errors>| {
        let error = errors
            .map(|_: sfn_dsl::Synthesis| ())
            .expect_err("an error")
            .into_iter()
            .next();
        let error = error.expect("an error");
        assert_eq!(error.code, "unsupported-expression");
        (error.message, error.help.unwrap_or_default())
    };
    let (message, _) = refused(workflow(start).query_language(JsonPath).synthesize());
    assert_eq!(
        message,
        "in `MaxItemsPerBatchPath` of state `X`: JSONPath wants a field of the state's data here"
    );
    let (message, help) = refused(workflow(bare).query_language(JsonPath).synthesize());
    assert_eq!(
        message,
        "in `BatchInput` of state `X`: JSONPath wants an object here, whose members can be data, and not data by itself"
    );
    assert_eq!(help, "wrap it in a struct, or make the state JSONata");
}

static DAY: Variable<String> = Variable::named("day");

#[test]
fn a_variable_of_the_parent_is_handed_over_and_not_read_in_a_child() {
    fn first(
        child: impl State<BatchWith<Sale, String>, String, Express> + Clone,
    ) -> Workflow<Upload, Vec<String>> {
        workflow(state("First", move |upload: Expr<Upload>| {
            let child = child.clone();
            pass(upload)
                .assign(&DAY, upload.day)
                .next(state("X", move |upload: Expr<Upload>| {
                    distributed_map(item_reader::csv::<Sale>(
                        &UPLOADS,
                        text!("{}.csv", DAY.get()),
                    ))
                    .select(|sale| SaleExpr {
                        sku: sale.value.sku,
                        quantity: DAY.get(),
                    })
                    .max_items_per_batch(upload.limit)
                    .batch_input(DAY.get())
                    .express(child.clone())
                    .end()
                }))
        }))
    }
    first(state("Child", |batch: Expr<BatchWith<Sale, String>>| {
        succeed(batch.batch_input)
    }))
    .synthesize()
    .unwrap();
    let errors = first(state("Child", |_: Expr<BatchWith<Sale, String>>| {
        succeed(DAY.get())
    }))
    .synthesize()
    .expect_err("an error");
    assert_eq!(errors.len(), 1, "{errors}");
    let error = errors.into_iter().next().unwrap();
    assert_eq!(error.state.as_deref(), Some("Child"));
    assert_eq!(error.code, "variable-of-parent-execution");
}
