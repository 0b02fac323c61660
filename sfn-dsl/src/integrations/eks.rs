//! Amazon EKS: clusters, and what runs in them. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
//!
//! ```
//! use sfn_dsl::integrations::eks::{Endpoint, LogOptions};
//! use sfn_dsl::prelude::*;
//!
//! static JOBS: EksCluster = EksCluster::named("jobs");
//!
//! #[state]
//! fn compute(_: Expr<()>) -> Flow<Option<Value>> {
//!     let at = Endpoint::new("${ClusterEndpoint}", "${ClusterCertificateAuthority}");
//!     let job = constant(&serde_json::json!({
//!         "apiVersion": "batch/v1",
//!         "kind": "Job",
//!         "metadata": { "name": "pi" },
//!         "spec": { "template": { "spec": {
//!             "containers": [{ "name": "pi", "image": "perl", "command": ["perl"] }],
//!             "restartPolicy": "Never"
//!         } } }
//!     }));
//!     eks::run_job(&JOBS, at, job)
//!         .log_options(LogOptions::retrieve())
//!         .sync()
//!         .output(|job| job.logs)
//!         .end()
//! }
//! # Workflow::new("w", compute).synthesize().unwrap();
//! ```

use super::http::Method;
use super::{Data, integration, request, response, structure};
use crate::expr::node::Node;
use crate::resource::{EksCluster, IntoResource, Role};
use crate::{IntoExpr, Shape, Task};

integration! {
    /// `eks:runJob`.
    RunJob = "eks" : "runJob",
    patterns [Job(FinishedJob, ".sync")],
    options {
        /// The namespace, `default` otherwise.
        namespace: String => "Namespace",
        /// Whether `.sync()` gives the logs of the job.
        log_options: LogOptions => "LogOptions",
    }
}
integration! {
    /// `eks:call`.
    CallKubernetes = "eks" : "call",
    patterns [],
    options {
        /// The body.
        request_body = Data => "RequestBody",
    },
    maps {
        /// A part of the query string, with the list of its values: `query_parameter("labelSelector", ["app=web"])`.
        query_parameter: Vec<String> => "QueryParameters",
    }
}

/// Where the API of a cluster is. Only a public one can be called.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    url: Node,
    certificate_authority: Node,
}

impl Endpoint {
    /// Its URL (`Endpoint`), and its certificate in base64 (`CertificateAuthority`).
    pub fn new(url: impl IntoExpr<String>, certificate_authority: impl IntoExpr<String>) -> Self {
        Endpoint {
            url: url.into_expr().node(),
            certificate_authority: certificate_authority.into_expr().node(),
        }
    }

    /// That of a cluster which a state before has created.
    #[must_use]
    pub fn of(cluster: crate::Expr<ClusterDetails>) -> Self {
        Endpoint::new(cluster.endpoint, cluster.certificate_authority.data)
    }

    fn set<R, I>(self, task: Task<R, I>, cluster: impl IntoResource<EksCluster>) -> Task<R, I> {
        task.resource("ClusterName", cluster.reference())
            .argument("CertificateAuthority", self.certificate_authority)
            .argument("Endpoint", self.url)
    }
}

/// Runs a job of Kubernetes; with `.sync()` waits until it is done. Who may is for the cluster to say (RBAC).
///
/// - `cluster` (`ClusterName`): the cluster.
/// - `endpoint` (`Endpoint`, `CertificateAuthority`): where it is reached.
/// - `job` (`Job`): its definition, of `batch/v1`.
#[track_caller]
pub fn run_job(
    cluster: impl IntoResource<EksCluster>,
    endpoint: Endpoint,
    job: impl Data,
) -> Task<KubernetesResponse<serde_json::Value>, RunJob> {
    endpoint
        .set(RunJob::call(), cluster)
        .argument("Job", job.data().node)
}

/// Calls the API of Kubernetes. Who may is for the cluster to say (RBAC). An answer of 400 or more is an error of this
/// state, `EKS.404` say.
///
/// - `cluster` (`ClusterName`): the cluster.
/// - `endpoint` (`Endpoint`, `CertificateAuthority`): where it is reached.
/// - `method` (`Method`): the method.
/// - `path` (`Path`): the path, `/api/v1/namespaces/default/pods` say.
#[track_caller]
pub fn call<Body: Shape>(
    cluster: impl IntoResource<EksCluster>,
    endpoint: Endpoint,
    method: impl IntoExpr<Method>,
    path: impl IntoExpr<String>,
) -> Task<KubernetesResponse<Body>, CallKubernetes> {
    endpoint
        .set(CallKubernetes::call(), cluster)
        .argument("Method", method.into_expr().node())
        .argument("Path", path.into_expr().node())
}

structure! {
    /// Whether logs come with the result of a job.
    LogOptions
    /// They do.
    fn of(retrieve: bool => "RetrieveLogs",)
    options {
        /// Whether they stay text, where they would be read as JSON otherwise.
        raw_logs: bool => "RawLogs",
    },
    maps {
        /// What limits them: `log_parameter("tailLines", ["6"])`.
        log_parameter: Vec<String> => "LogParameters",
    }
}
impl LogOptions {
    /// Logs come with the result.
    pub fn retrieve() -> Self {
        LogOptions::of(true)
    }
}

integration! {
    /// `eks:createCluster`.
    CreateCluster = "eks" : "createCluster",
    patterns [Job(CreatedCluster, ".sync")],
    /// Creates a cluster; with `.sync()` waits until it is there.
    fn create_cluster(
        /// Its name.
        name: String => "Name",
        /// The role of its control plane.
        role in Role => "RoleArn",
        /// Its network.
        vpc: VpcConfig => "ResourcesVpcConfig",
    ) -> CreatedCluster,
    options {
        /// The version of Kubernetes, `1.33` say.
        version: String => "Version",
        /// Its addresses.
        kubernetes_network_config = Data => "KubernetesNetworkConfig",
        /// What it logs.
        logging = Data => "Logging",
        /// What it encrypts.
        encryption_config = Data => "EncryptionConfig",
        /// Who may use it.
        access_config = Data => "AccessConfig",
        /// Makes a repeated call create one cluster.
        client_request_token: String => "ClientRequestToken",
    },
    maps {
        /// A tag.
        tag: String => "Tags",
    }
}
structure! {
    /// The network of a cluster.
    VpcConfig
    /// In these subnets, of two zones or more.
    fn subnets(subnets: Vec<String> => "SubnetIds",)
    options {
        /// Its security groups.
        security_groups: Vec<String> => "SecurityGroupIds",
        /// Whether its API is reached from everywhere, as it has to be for `eks:call` and `eks:runJob`.
        endpoint_public_access: bool => "EndpointPublicAccess",
        /// Whether it is reached from within the VPC.
        endpoint_private_access: bool => "EndpointPrivateAccess",
        /// From where it is reached.
        public_access_cidrs: Vec<String> => "PublicAccessCidrs",
    }
}
integration! {
    /// `eks:deleteCluster`.
    DeleteCluster = "eks" : "deleteCluster",
    patterns [Job(serde_json::Value, ".sync")],
    /// Deletes a cluster that has no node groups or Fargate profiles any more; with `.sync()` waits until it is gone.
    fn delete_cluster(
        /// The cluster.
        cluster in EksCluster => "Name",
    ) -> CreatedCluster,
    options {}
}
integration! {
    /// `eks:createNodegroup`.
    CreateNodegroup = "eks" : "createNodegroup",
    patterns [Job(CreatedNodegroup, ".sync")],
    options {
        /// How many nodes.
        scaling_config: ScalingConfig => "ScalingConfig",
        /// The kinds of instance.
        instance_types: Vec<String> => "InstanceTypes",
        /// Their disks, in GiB.
        disk_size: u64 => "DiskSize",
        /// Their image.
        ami_type: String => "AmiType",
        /// `ON_DEMAND` or `SPOT`.
        capacity_type: String => "CapacityType",
        /// What keeps pods away.
        taints = Data => "Taints",
        /// A launch template.
        launch_template = Data => "LaunchTemplate",
        /// The version of Kubernetes.
        version: String => "Version",
        /// Makes a repeated call create one group.
        client_request_token: String => "ClientRequestToken",
    },
    maps {
        /// A label of the nodes.
        label: String => "Labels",
        /// A tag.
        tag: String => "Tags",
    }
}
request! {
    /// A group of nodes.
    Nodegroup for
    /// Creates a group of nodes; with `.sync()` waits until it is there.
    fn create_nodegroup by CreateNodegroup -> CreatedNodegroup {
        /// The cluster.
        cluster in EksCluster => "ClusterName",
        /// Its name.
        name: String => "NodegroupName",
        /// Where its nodes are.
        subnets: Vec<String> => "Subnets",
        /// The role of its nodes.
        node_role in Role => "NodeRole",
    }
}
structure! {
    /// How many nodes a group has.
    ScalingConfig
    /// Between these.
    fn between(min: u64 => "MinSize", max: u64 => "MaxSize",)
    options {
        /// How many now.
        desired_size: u64 => "DesiredSize",
    }
}
integration! {
    /// `eks:deleteNodegroup`.
    DeleteNodegroup = "eks" : "deleteNodegroup",
    patterns [Job(serde_json::Value, ".sync")],
    /// Deletes a group of nodes; with `.sync()` waits until it is gone.
    fn delete_nodegroup(
        /// The cluster.
        cluster in EksCluster => "ClusterName",
        /// The name of the group.
        name: String => "NodegroupName",
    ) -> CreatedNodegroup,
    options {}
}
integration! {
    /// `eks:createFargateProfile`.
    CreateFargateProfile = "eks" : "createFargateProfile",
    patterns [Job(CreatedFargateProfile, ".sync")],
    /// Says which pods run on Fargate; with `.sync()` waits until they do.
    fn create_fargate_profile(
        /// The cluster.
        cluster in EksCluster => "ClusterName",
        /// Its name.
        name: String => "FargateProfileName",
        /// The role of the pods.
        pod_execution_role in Role => "PodExecutionRoleArn",
    ) -> CreatedFargateProfile,
    options {
        /// Where pods run: private subnets.
        subnets: Vec<String> => "Subnets",
        /// Which pods.
        selectors: Vec<PodSelector> => "Selectors",
        /// Makes a repeated call create one profile.
        client_request_token: String => "ClientRequestToken",
    },
    maps {
        /// A tag.
        tag: String => "Tags",
    }
}
structure! {
    /// Which pods run on Fargate.
    PodSelector
    /// Those of this namespace.
    fn namespace(namespace: String => "Namespace",)
    options {},
    maps {
        /// Only those with this label.
        label: String => "Labels",
    }
}
integration! {
    /// `eks:deleteFargateProfile`.
    DeleteFargateProfile = "eks" : "deleteFargateProfile",
    patterns [Job(serde_json::Value, ".sync")],
    /// Deletes a profile; with `.sync()` waits until it is gone.
    fn delete_fargate_profile(
        /// The cluster.
        cluster in EksCluster => "ClusterName",
        /// The name of the profile.
        name: String => "FargateProfileName",
    ) -> CreatedFargateProfile,
    options {}
}

response! {
    /// What Kubernetes answers.
    KubernetesResponse<Body> / KubernetesResponseExpr {
        /// The body.
        response_body: Body => "ResponseBody",
        /// Headers by their names, each with the list of its values.
        headers: serde_json::Value => "Headers",
        /// The status, 200 say.
        status_code: u64 => "StatusCode",
    }
}
response! {
    /// A finished job: the object of Kubernetes, and its logs if they were asked for.
    FinishedJob / FinishedJobExpr {
        /// Its status, as Kubernetes says it.
        status: serde_json::Value => "status",
        /// Logs by pod and container.
        logs: Option<serde_json::Value> => "logs",
    }
}
response! {
    /// A created cluster.
    CreatedCluster / CreatedClusterExpr {
        /// The cluster.
        cluster: ClusterDetails => "Cluster",
    }
}
response! {
    /// A cluster.
    ClusterDetails / ClusterDetailsExpr {
        /// Its name.
        name: String => "Name",
        /// Its ARN.
        arn: String => "Arn",
        /// `ACTIVE` after `.sync()`.
        status: String => "Status",
        /// Where its API is; there as soon as it is `ACTIVE`.
        endpoint: String => "Endpoint",
        /// Its certificate.
        certificate_authority: CertificateAuthority => "CertificateAuthority",
    }
}
response! {
    /// A certificate.
    CertificateAuthority / CertificateAuthorityExpr {
        /// In base64.
        data: String => "Data",
    }
}
response! {
    /// A created group of nodes.
    CreatedNodegroup / CreatedNodegroupExpr {
        /// The group.
        nodegroup: NodegroupState => "Nodegroup",
    }
}
response! {
    /// A group of nodes.
    NodegroupState / NodegroupStateExpr {
        /// Its name.
        nodegroup_name: String => "NodegroupName",
        /// Its ARN.
        nodegroup_arn: String => "NodegroupArn",
        /// `ACTIVE` after `.sync()`.
        status: String => "Status",
    }
}
response! {
    /// A created Fargate profile.
    CreatedFargateProfile / CreatedFargateProfileExpr {
        /// The profile.
        fargate_profile: FargateProfile => "FargateProfile",
    }
}
response! {
    /// A Fargate profile.
    FargateProfile / FargateProfileExpr {
        /// Its name.
        fargate_profile_name: String => "FargateProfileName",
        /// Its ARN.
        fargate_profile_arn: String => "FargateProfileArn",
        /// `ACTIVE` after `.sync()`.
        status: String => "Status",
    }
}
