use sfn_dsl::prelude::*;

#[lambda("validate order")]
fn validate(order: String) -> bool;

#[lambda("arn:aws:lambda:eu-west-1:123456789012:function:charge")]
fn charge(order: String) -> bool;

#[lambda("ship:live")]
fn ship(order: String) -> bool;

#[lambda("${NotifyFunction}")]
fn notify(order: String) -> bool;

#[lambda(arn = "arn:aws:sns:eu-west-1:123456789012:topic")]
fn publish(order: String) -> bool;

#[lambda(placeholder = "${ArchiveArn}")]
fn archive(order: String) -> bool;

#[lambda("a", arn = "arn:aws:lambda:eu-west-1:123456789012:function:b")]
fn two(order: String) -> bool;

#[lambda(arn = "arn:aws:lambda:eu-west-1:123456789012:function:c:live", qualifier = "beta")]
fn qualified(order: String) -> bool;

#[lambda("d", qualifier = "a b")]
fn qualifier(order: String) -> bool;

#[lambda("e", dirct)]
fn misspelt(order: String) -> bool;

fn main() {
    let _ = (validate("1"), charge("1"), ship("1"), notify("1"), publish("1"), archive("1"));
    let _ = (two("1"), qualified("1"), qualifier("1"), misspelt("1"));
}
