//! Resources of the services that run jobs: what the document names, the policy allows.

use sfn_codegen::{Settings, synthesize};
use sfn_dsl::prelude::*;
use sfn_dsl::{IntoResource, Task};

/// The parameter of a call, and the resources of the statement that allows it.
fn said<R: Shape, I: 'static>(
    call: Task<R, I>,
    parameter: &str,
    action: &str,
) -> (String, Vec<String>) {
    let call = std::cell::RefCell::new(Some(call.discard_result(())));
    let start = state("S", move |_: Expr<()>| -> Flow<()> {
        call.take().expect("a state is made once").end()
    });
    let artifacts = synthesize(&Workflow::new("w", start), &Settings::new())
        .unwrap_or_else(|errors| panic!("{errors}"));
    let document = artifacts.definition.to_json();
    let pointer = format!("/States/S/Arguments/{parameter}");
    let named = document.pointer(&pointer).and_then(|value| value.as_str());
    let named = named.unwrap_or_else(|| panic!("{pointer}: {document:?}"));
    let statements = artifacts.policy.statements.iter();
    let resources = statements
        .filter(|statement| statement.actions.iter().any(|found| found == action))
        .flat_map(|statement| statement.resources.clone())
        .collect();
    (named.to_owned(), resources)
}

/// The forms of a resource whose API takes its name alone: what each is in the document, and what the policy is for.
macro_rules! forms {
    ($($test:ident: $Resource:ident, $action:literal, $parameter:literal, |$resource:ident| $call:expr,
        named $named:literal;)*) => {$(
        #[test]
        fn $test() {
            fn call($resource: impl IntoResource<$Resource>) -> (String, Vec<String>) {
                said($call, $parameter, $action)
            }
            let here = |name: &str| $named.replace("NAME", name);
            let (named, resources) = call($Resource::named("n"));
            assert_eq!((named.as_str(), resources), ("n", vec![here("n")]));

            let arn = here("n").replace("${AWS::Partition}", "aws").replace("${AWS::Region}", "eu-west-1").replace("${AWS::AccountId}", "123456789012");
            // An API that takes names alone looks in the account of the call.
            let (named, resources) = call($Resource::from_arn(arn.as_str()));
            assert_eq!((named.as_str(), resources), ("n", vec![here("n")]));

            let (named, resources) = call($Resource::placeholder("Name"));
            assert_eq!((named.as_str(), resources), ("${Name}", vec![here("${Name}")]));
        }
    )*};
}
forms! {
    glue_jobs: GlueJob, "glue:StartJobRun", "JobName", |r| glue::start_job_run(r),
        named "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:job/NAME";
    data_brew_jobs: DataBrewJob, "databrew:startJobRun", "Name", |r| databrew::start_job_run(r),
        named "arn:${AWS::Partition}:databrew:${AWS::Region}:${AWS::AccountId}:job/NAME";
    projects: BuildProject, "codebuild:StartBuild", "ProjectName", |r| codebuild::start_build(r),
        named "arn:${AWS::Partition}:codebuild:${AWS::Region}:${AWS::AccountId}:project/NAME";
    kubernetes_clusters: EksCluster, "eks:DeleteCluster", "Name", |r| eks::delete_cluster(r),
        named "arn:${AWS::Partition}:eks:${AWS::Region}:${AWS::AccountId}:cluster/NAME";
}

#[test]
fn a_resource_of_another_account_is_not_reached_by_its_name() {
    static ELSEWHERE: GlueJob = GlueJob::in_account("210987654321", "clean");
    let start = state("S", |_: Expr<()>| {
        glue::start_job_run(&ELSEWHERE)
            .discard_result(())
            .end::<Standard>()
    });
    let errors = Workflow::new("w", start)
        .synthesize()
        .unwrap_err()
        .to_string();
    assert!(
        errors.contains("looks for it in the account of the call")
            && errors.contains(".credentials("),
        "{errors}"
    );
}

/// A family without a revision is run in its newest one, which has another ARN.
#[test]
fn a_task_definition_is_a_revision_or_a_family() {
    let here = "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/";
    let (named, resources) = said(
        ecs::run_task(TaskDefinition::named("resize:7")),
        "TaskDefinition",
        "ecs:RunTask",
    );
    assert_eq!(
        (named.as_str(), resources),
        ("resize:7", vec![format!("{here}resize:7")])
    );
    let (named, resources) = said(
        ecs::run_task(TaskDefinition::placeholder("ResizeTask")),
        "TaskDefinition",
        "ecs:RunTask",
    );
    assert_eq!(named, "${ResizeTask}");
    assert!(
        resources.contains(&format!("{here}${{ResizeTask}}")),
        "{resources:?}"
    );
    assert!(
        resources.contains(&format!("{here}${{ResizeTask}}:*")),
        "{resources:?}"
    );
    let (named, resources) = said(
        ecs::run_task(TaskDefinition::placeholder("ResizeTaskArn")),
        "TaskDefinition",
        "ecs:RunTask",
    );
    assert_eq!(
        (named.as_str(), resources),
        ("${ResizeTaskArn}", vec!["${ResizeTaskArn}".to_owned()])
    );
}

#[test]
fn a_job_names_its_queue_and_its_definition() {
    static QUEUE: JobQueue = JobQueue::placeholder("NightQueueArn");
    static RENDER: JobDefinition = JobDefinition::named("render:3");
    let (queue, resources) = said(
        batch::submit_job("render", &QUEUE, &RENDER),
        "JobQueue",
        "batch:SubmitJob",
    );
    assert_eq!(queue, "${NightQueueArn}");
    assert_eq!(
        resources,
        [
            "${NightQueueArn}",
            "arn:${AWS::Partition}:batch:${AWS::Region}:${AWS::AccountId}:job-definition/render:3"
        ]
    );
}

#[test]
fn lists_grow_beside_data() {
    #[derive(Shape)]
    struct Order {
        env: Value,
        id: String,
    }
    let define = |order: Expr<Order>| {
        batch::submit_job("render", JobQueue::named("q"), JobDefinition::named("d"))
            .container_overrides(
                batch::ContainerOverrides::new()
                    .parameter("Environment", order.env)
                    .environment("ID", order.id),
            )
            .parameter("Tags", order.env)
            .tag("team", "media")
            .discard_result(order)
            .end::<Standard>()
    };
    let synthesis = Workflow::new("w", state("S", define)).synthesize().unwrap();
    let document: Value = serde_json::from_str(&synthesis.document.to_string_compact()).unwrap();
    let arguments = &document["States"]["S"]["Arguments"];
    assert_eq!(
        arguments["ContainerOverrides"]["Environment"],
        r#"{% $append($states.input.env, [{"Name": "ID", "Value": $states.input.id}]) %}"#
    );
    assert_eq!(
        arguments["Tags"],
        r#"{% $merge([$states.input.env, {"team": "media"}]) %}"#
    );
}
