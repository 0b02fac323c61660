//! What names and ARNs say of each other: made-up calls, and those whose kind is often met.

use super::*;
use crate::sdk::irregular;

/// Fills the ARN of a type for a call: what is required has a `!`, a list `[]`.
fn filled(operation: &str, members: &[&str], kind: &str, resource: &str) -> String {
    filled_in(operation, members, kind, resource, &[kind], &[])
}

fn filled_in(
    operation: &str,
    members: &[&str],
    kind: &str,
    resource: &str,
    kinds: &[&str],
    later: &[[&str; 3]],
) -> String {
    let irregular = "[https://example.com 2026-11]\nsvc trail TrailName = Trail rev\nsvc acl Scope = -\nsvc:addTags * * = @ResourceId\n";
    let irregular = irregular::read("v", irregular).unwrap();
    let later = later
        .iter()
        .map(|[a, b, c]| ((*a).into(), (*b).into(), (*c).into()));
    let members: Vec<Member> = members
        .iter()
        .map(|name| Member {
            name: name.trim_end_matches(['!', ']', '[']).to_owned(),
            required: name.ends_with('!'),
            form: match name.contains('[') {
                true => Form::Texts,
                false => Form::Text,
            },
            ..Member::default()
        })
        .collect();
    let call = Call {
        service: "svc",
        operation,
        members: &members,
        irregular: &irregular,
        later: &later.collect(),
    };
    let filled = call.fill(kind, resource, kinds);
    match filled.arn {
        Some(holder) => format!("{} @{holder}", filled.template),
        None => filled.template,
    }
}

#[test]
fn a_parameter_is_told_by_what_it_is_about() {
    for (operation, members, kind, resource, expected) in [
        (
            "getIt",
            &["AnalyzerArn!"][..],
            "analyzer",
            "analyzer/{AnalyzerName}",
            "analyzer/{AnalyzerArn}",
        ),
        ("getIt", &["Bucket!"], "bucket", "{BucketName}", "{Bucket}"),
        (
            "stop",
            &["InstanceIds[]!"],
            "instance",
            "instance/{InstanceId}",
            "instance/{InstanceIds[]}",
        ),
        // About the type of resource, where the variable does not say.
        (
            "updateProfile",
            &["ProfileId!", "Name"],
            "profile",
            "profile/{ResourceId}",
            "profile/{ProfileId}",
        ),
        // Only called a name: about what the operation is about.
        (
            "deleteRuleset",
            &["Name!"],
            "Ruleset",
            "ruleset/{ResourceId}",
            "ruleset/{Name}",
        ),
        (
            "updateWindow",
            &["WindowId!", "Name"],
            "maintenancewindow",
            "w/{ResourceId}",
            "w/{ResourceId}",
        ),
        // With the name of the service before it, or the end of what it is about.
        (
            "getIt",
            &["SvcAppId!"],
            "app",
            "app/{AppId}",
            "app/{SvcAppId}",
        ),
        (
            "deleteDBSubnetGroup",
            &["DbSubnetGroupName!"],
            "subgrp",
            "subgrp:{SubnetGroupName}",
            "subgrp:{DbSubnetGroupName}",
        ),
        (
            "describeDataQualityJobDefinition",
            &["JobDefinitionName!"],
            "data-quality-job-definition",
            "d/{DataQualityJobDefinitionName}",
            "d/{JobDefinitionName}",
        ),
        // There is nothing else that it could be about.
        ("startLogging", &["Id!"], "log", "log/{LogName}", "log/{Id}"),
        // A name is no id.
        (
            "deleteProxy",
            &["DbProxyName!"],
            "proxy",
            "db-proxy:{DbProxyId}",
            "db-proxy:{DbProxyId}",
        ),
    ] {
        assert_eq!(
            filled(operation, members, kind, resource),
            expected,
            "{operation}"
        );
    }
}

#[test]
fn what_is_created_has_its_name_but_not_its_id() {
    let create = |kind, resource, later: &[[&str; 3]]| {
        filled_in("createFlow", &["Name!"], kind, resource, &[kind], later)
    };
    assert_eq!(create("flow", "flow/{FlowName}", &[]), "flow/{Name}");
    assert_eq!(create("flow", "flow/{FlowId}", &[]), "flow/{FlowId}");
    // Unless calls that come later name it by that.
    let any = "flow/{FlowKey}";
    assert_eq!(create("flow", any, &[]), any);
    assert_eq!(
        create("flow", any, &[["flow", "FlowKey", "Name"]]),
        "flow/{Name}"
    );
    // What it is created in is there already.
    let alias = filled(
        "createAlias",
        &["FlowId!", "Name!"],
        "alias",
        "flow/{FlowId}/alias/{AliasId}",
    );
    assert_eq!(alias, "flow/{FlowId}/alias/{AliasId}");
}

#[test]
fn the_whole_arn_is_held_by_a_parameter_about_it_or_about_anything() {
    let group = "targetgroup/{TargetGroupName}/{TargetGroupId}";
    assert_eq!(
        filled(
            "registerTargets",
            &["TargetGroupArn!"],
            "targetgroup",
            group
        ),
        format!("{group} @TargetGroupArn")
    );
    let tag = |kind, resource| {
        filled_in(
            "tagResource",
            &["ResourceArn!", "Tags"],
            kind,
            resource,
            &["a", "b"],
            &[],
        )
    };
    assert_eq!(tag("a", "a/{AName}"), "a/{AName} @ResourceArn");
    // Another parameter says what this one is: the vault that a backup of any resource goes to.
    let backup = filled(
        "startJob",
        &["VaultName!", "ResourceArn!"],
        "vault",
        "vault:{VaultName}",
    );
    assert_eq!(backup, "vault:{VaultName}");
    // `Arn` is about the channel, and what is created cannot be given by its ARN.
    let kinds = ["channel", "stream-key"];
    let key = filled_in(
        "deleteChannel",
        &["Arn!"],
        "stream-key",
        "stream-key/{ResourceId}",
        &kinds,
        &[],
    );
    assert_eq!(key, "stream-key/{ResourceId}");
    let rule = filled(
        "createNotificationRule",
        &["ResourceArn!"],
        "notificationrule",
        "rule/{RuleId}",
    );
    assert_eq!(rule, "rule/{RuleId}");
    // The ARN of what it is in stands where its name does; of two variables, once.
    let topic = filled(
        "describeTopic",
        &["ClusterArn!", "TopicName!"],
        "topic",
        "topic/{ClusterName}/{TopicName}",
    );
    assert_eq!(topic, "topic/{ClusterArn}/{TopicName}");
    let stream = filled(
        "addStream",
        &["FlowArn!"],
        "stream",
        "flow:{FlowId}:{FlowName}/stream/{StreamName}",
    );
    assert_eq!(stream, "flow:{FlowArn}/stream/{StreamName}");
}

#[test]
fn what_is_irregular_is_said() {
    assert_eq!(
        filled("stop", &["Trail!"], "trail", "trail/{TrailName}"),
        "trail/{Trail rev}"
    );
    // Without that parameter the line is about other operations.
    assert_eq!(
        filled("stop", &["TrailName!"], "trail", "trail/{TrailName}"),
        "trail/{TrailName}"
    );
    // What is not given is not taken for a parameter of its name.
    assert_eq!(
        filled("get", &["Scope!", "Name!"], "acl", "{Scope}/acl/{Name}"),
        "{scope}/acl/{Name}"
    );
    assert_eq!(
        filled("addTags", &["ResourceId!"], "any", "any/{AnyName}"),
        "any/{AnyName} @ResourceId"
    );
}
