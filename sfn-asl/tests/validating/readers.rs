//! What a Distributed Map reads and writes.

use crate::{one, valid, warned, wrong};

/// A Distributed Map with these fields.
fn map(fields: &str) -> String {
    one(&format!(
        r#""Map","End":true,"ItemProcessor":{{"ProcessorConfig":{{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"}},"StartAt":"B","States":{{"B":{{"Type":"Succeed"}}}}}},{fields}"#
    ))
}

/// A reader of `action` with this configuration and these parameters.
fn reader(action: &str, config: &str, parameters: &str) -> String {
    map(&format!(
        r#""ItemReader":{{"Resource":"arn:aws:states:::s3:{action}","ReaderConfig":{{{config}}},"Parameters":{{{parameters}}}}}"#
    ))
}

const OBJECT: &str = r#""Bucket":"b","Key.$":"$.key""#;
const HERE: &str = "/States/A/ItemReader/ReaderConfig";

#[test]
fn a_reader_says_where_the_items_are() {
    valid(&reader("getObject", r#""InputType":"JSONL""#, OBJECT));
    valid(&reader(
        "listObjectsV2",
        "",
        r#""Bucket.$":"$.b","Prefix":"p""#,
    ));
    let at = "/States/A/ItemReader/Parameters";
    wrong(
        &reader("getObject", r#""InputType":"JSONL""#, r#""Bucket":"b""#),
        &[("missing-parameter", at)],
    );
    wrong(
        &reader("listObjectsV2", "", r#""Prefix":"p""#),
        &[("missing-parameter", at)],
    );
    wrong(
        &map(
            r#""ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Prefix":"p"}}"#,
        ),
        &[("missing-parameter", "/States/A/ResultWriter/Parameters")],
    );
    wrong(
        &map(r#""ResultWriter":{"WriterConfig":{}}"#),
        &[("missing-field", "/States/A/ResultWriter/WriterConfig")],
    );
}

#[test]
fn fields_of_a_reader_go_with_its_format() {
    let csv = r#""InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["a","b"],"CSVDelimiter":"TAB""#;
    valid(&reader("getObject", csv, OBJECT));
    valid(&reader(
        "getObject",
        r#""InputType":"JSON","ItemsPointer":"/a/b""#,
        OBJECT,
    ));
    valid(&reader(
        "getObject",
        r#""ManifestType":"S3_INVENTORY""#,
        OBJECT,
    ));
    valid(&reader(
        "getObject",
        r#""ManifestType":"ATHENA_DATA","InputType":"PARQUET""#,
        OBJECT,
    ));
    let place = |field: &str| format!("{HERE}/{field}");
    for (config, code, field) in [
        (
            r#""InputType":"JSON","CSVDelimiter":"TAB""#,
            "forbidden-field",
            "CSVDelimiter",
        ),
        (
            r#""InputType":"CSV","ItemsPointer":"/a""#,
            "forbidden-field",
            "ItemsPointer",
        ),
        (
            r#""InputType":"JSON","ItemsPointer":"a.b""#,
            "invalid-path",
            "ItemsPointer",
        ),
        (
            r#""InputType":"CSV","CSVHeaders":["a",1]"#,
            "wrong-type",
            "CSVHeaders/1",
        ),
    ] {
        wrong(
            &reader("getObject", config, OBJECT),
            &[(code, &place(field))],
        );
    }
    wrong(
        &reader("getObject", r#""ManifestType":"ATHENA_DATA""#, OBJECT),
        &[("invalid-value", HERE)],
    );
    wrong(
        &reader(
            "getObject",
            r#""InputType":"PARQUET""#,
            r#""Bucket":"b","Key":"k","VersionId":"v""#,
        ),
        &[(
            "forbidden-field",
            "/States/A/ItemReader/Parameters/VersionId",
        )],
    );
    let names = format!(
        r#""InputType":"CSV","CSVHeaders":["{}"]"#,
        "x".repeat(10_241)
    );
    wrong(
        &reader("getObject", &names, OBJECT),
        &[("quota-exceeded", &place("CSVHeaders"))],
    );
}

#[test]
fn what_is_listed_is_read_when_it_says_so() {
    let bucket = r#""Bucket":"b""#;
    valid(&reader(
        "listObjectsV2",
        r#""Transformation":"LOAD_AND_FLATTEN","InputType":"JSON""#,
        bucket,
    ));
    wrong(
        &reader(
            "listObjectsV2",
            r#""Transformation":"LOAD_AND_FLATTEN""#,
            bucket,
        ),
        &[("missing-field", HERE)],
    );
    warned(
        &reader("listObjectsV2", r#""InputType":"JSON""#, bucket),
        &[("forbidden-field", &format!("{HERE}/InputType"))],
    );
    warned(
        &reader(
            "getObject",
            r#""InputType":"JSON","Transformation":"LOAD_AND_FLATTEN""#,
            OBJECT,
        ),
        &[("forbidden-field", &format!("{HERE}/Transformation"))],
    );
}

#[test]
fn a_map_has_lists_and_limits() {
    warned(
        &map(r#""MaxConcurrency":10001"#),
        &[("quota-exceeded", "/States/A/MaxConcurrency")],
    );
    let items = |items: &str| {
        one(&format!(
            r#""Map","QueryLanguage":"JSONata","Items":{items},"End":true,"ItemProcessor":{{"StartAt":"B","States":{{"B":{{"Type":"Succeed"}}}}}}"#
        ))
    };
    for fine in ["[1,2]", r#""{% $states.input %}""#, r#""${Items}""#] {
        valid(&items(fine));
    }
    for bad in ["1", "{}", r#""$.items""#] {
        wrong(&items(bad), &[("wrong-type", "/States/A/Items")]);
    }
}

#[test]
fn where_data_is_has_known_members() {
    let writer = |fields: &str| map(&format!(r#""ResultWriter":{{{fields}}}"#));
    let put = r#""Resource":"arn:aws:states:::s3:putObject""#;
    let place = "/States/A/ResultWriter";
    wrong(
        &writer(&format!(r#"{put},"Parameters":{{"bucket":"b"}}"#)),
        &[("unknown-parameter", &format!("{place}/Parameters/bucket"))],
    );
    warned(
        &writer(&format!(
            r#"{put},"Parameters":{{"Bucket":"b","Tagging":"t"}}"#
        )),
        &[("unknown-parameter", &format!("{place}/Parameters/Tagging"))],
    );
    wrong(
        &writer(r#""Parameters":{"Bucket":"b"}"#),
        &[("missing-field", place)],
    );
    valid(&writer(r#""WriterConfig":{"Transformation":"COMPACT"}"#));
    valid(&writer(&format!(
        r#"{put},"Parameters":{{"Bucket.$":"$.bucket","Prefix":"p"}},"WriterConfig":{{"OutputType":"JSONL","Transformation":"FLATTEN"}}"#
    )));
    wrong(
        &writer(r#""WriterConfig":{"OutputType":"CSV"}"#),
        &[("invalid-value", &format!("{place}/WriterConfig/OutputType"))],
    );
}
