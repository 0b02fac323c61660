# What `cargo build` wrote for the environment is all that Terraform needs to know of the workflow.

variable "environment" {
  type = string # staging or production
}

locals {
  workflow = "backups-snapshot-database-v1"
  files    = "${path.module}/${var.environment}/${local.workflow}"
}

resource "aws_iam_role" "workflow" {
  name               = local.workflow
  assume_role_policy = file("${local.files}/trust.json")
}

resource "aws_iam_role_policy" "workflow" {
  role   = aws_iam_role.workflow.id
  policy = file("${local.files}/policy.json")
}

resource "aws_sfn_state_machine" "workflow" {
  name       = local.workflow
  role_arn   = aws_iam_role.workflow.arn
  definition = file("${local.files}/definition.asl.json")
}
