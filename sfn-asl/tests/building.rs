//! Documents built in code come out as a person would write them.

use sfn_asl::Json;
use sfn_asl::model::*;

#[test]
fn a_machine_is_written_in_the_usual_order() {
    let machine = StateMachine::new("Check")
        .state(
            "Check",
            Task::new("arn:aws:states:::lambda:invoke")
                .next("Decide")
                .catch(Catcher::on(["States.ALL"], "Failed").result_path("$.error"))
                .retry(
                    Retrier::on(["Lambda.TooManyRequestsException"])
                        .interval_seconds(2)
                        .backoff_rate(2.0),
                )
                .timeout_seconds("${Timeout}")
                .result_path(Nullable::Null)
                .parameters(Json::from_iter([
                    ("FunctionName", "${Check}"),
                    ("Payload.$", "$"),
                ]))
                .comment("Looks at the order"),
        )
        .state(
            "Decide",
            Choice::new()
                .rule(Comparison::numeric_greater_than("$.total", 100).next("Wait"))
                .rule(
                    Comparison::is_present("$.gift", true)
                        .and(Comparison::boolean_equals("$.gift", true))
                        .next("Wait"),
                )
                .otherwise("Done"),
        )
        .state("Wait", Wait::for_seconds(5).next("Done"))
        .state("Done", Succeed::new())
        .state("Failed", Fail::new("Order.Failed", "see the input"))
        .comment("Orders")
        .timeout_seconds(60);
    assert_eq!(
        machine.to_string_pretty(),
        r#"{
  "Comment": "Orders",
  "TimeoutSeconds": 60,
  "StartAt": "Check",
  "States": {
    "Check": {
      "Type": "Task",
      "Comment": "Looks at the order",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {
        "FunctionName": "${Check}",
        "Payload.$": "$"
      },
      "TimeoutSeconds": "${Timeout}",
      "ResultPath": null,
      "Retry": [
        {
          "ErrorEquals": [
            "Lambda.TooManyRequestsException"
          ],
          "IntervalSeconds": 2,
          "BackoffRate": 2.0
        }
      ],
      "Catch": [
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "ResultPath": "$.error",
          "Next": "Failed"
        }
      ],
      "Next": "Decide"
    },
    "Decide": {
      "Type": "Choice",
      "Choices": [
        {
          "Variable": "$.total",
          "NumericGreaterThan": 100,
          "Next": "Wait"
        },
        {
          "And": [
            {
              "Variable": "$.gift",
              "IsPresent": true
            },
            {
              "Variable": "$.gift",
              "BooleanEquals": true
            }
          ],
          "Next": "Wait"
        }
      ],
      "Default": "Done"
    },
    "Wait": {
      "Type": "Wait",
      "Seconds": 5,
      "Next": "Done"
    },
    "Done": {
      "Type": "Succeed"
    },
    "Failed": {
      "Type": "Fail",
      "Error": "Order.Failed",
      "Cause": "see the input"
    }
  }
}
"#
    );
}

#[test]
fn a_distributed_map_is_written_in_the_usual_order() {
    let map = Map::new(
        ItemProcessor::new("Keep")
            .processor_config(ProcessorConfig::distributed(ExecutionType::Express))
            .state("Keep", Pass::new().end()),
    )
    .label("files")
    .item_reader(
        ItemReader::default()
            .resource("arn:aws:states:::s3:getObject")
            .reader_config(
                ReaderConfig::default()
                    .input_type(InputType::Csv)
                    .csv_header_location("FIRST_ROW"),
            )
            .arguments(Json::from_iter([("Bucket", "${Bucket}"), ("Key", "a.csv")])),
    )
    .tolerated_failure_percentage(5)
    .next("Done");
    assert!(map.is_distributed());
    assert_eq!(
        map.to_json().to_string(),
        concat!(
            r#"{"Type":"Map","Label":"files","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","#,
            r#""ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"},"#,
            r#""Arguments":{"Bucket":"${Bucket}","Key":"a.csv"}},"ToleratedFailurePercentage":5,"#,
            r#""ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"#,
            r#""StartAt":"Keep","States":{"Keep":{"Type":"Pass","End":true}}},"Next":"Done"}"#
        )
    );
}
