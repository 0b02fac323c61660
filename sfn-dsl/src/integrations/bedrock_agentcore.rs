//! Amazon Bedrock AgentCore. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrockagentcore.html>
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Ticket { id: String, messages: Vec<Value> }
//!
//! #[state]
//! fn triage(ticket: Expr<Ticket>) -> Flow<Value> {
//!     bedrock_agentcore::invoke_harness("${TriageHarnessArn}", ticket.id, ticket.messages).max_iterations(10).end()
//! }
//! # Workflow::new("w", triage).synthesize().unwrap();
//! ```

use super::integration;

integration! {
    /// `bedrockagentcore:invokeHarness`.
    InvokeHarness = "bedrockagentcore" : "invokeHarness",
    patterns [],
    /// Lets an agent work, for up to 15 minutes. What it answers is dynamic data.
    fn invoke_harness(
        /// The ARN of the harness.
        harness_arn: String => "HarnessArn",
        /// The session that the agent goes on with, 33 characters or more.
        runtime_session_id: String => "RuntimeSessionId",
        /// What is said to it: a list of messages.
        messages = Data => "Messages",
    ) -> serde_json::Value,
    options {
        /// The endpoint of the harness.
        qualifier: String => "Qualifier",
        /// Who it works for.
        actor_id: String => "ActorId",
        /// The user that it works for.
        runtime_user_id: String => "RuntimeUserId",
        /// The model, in place of the harness's own.
        model = Data => "Model",
        /// What it is told before anything else.
        system_prompt = Data => "SystemPrompt",
        /// Its tools, in place of the harness's own.
        tools = Data => "Tools",
        /// Its skills.
        skills = Data => "Skills",
        /// The names of the tools that it may use.
        allowed_tools: Vec<String> => "AllowedTools",
        /// How many rounds it takes at most.
        max_iterations: u64 => "MaxIterations",
        /// How much it says at most.
        max_tokens: u64 => "MaxTokens",
        /// How long it takes at most, in seconds.
        agent_timeout_seconds: u64 => "TimeoutSeconds",
    }
}
