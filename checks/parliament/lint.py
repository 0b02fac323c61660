"""Lints policies with parliament 1.6.4: python lint.py FOLDER

Prints every finding that `explained.txt` does not account for, and how many it does; exits 1 when there is one.
Install with: pip install parliament==1.6.4 "setuptools<70"
"""

import collections
import json
import pathlib
import re
import sys
import warnings

warnings.simplefilter("ignore")
import parliament  # noqa: E402

HERE = {
    "${AWS::Partition}": "aws",
    "${AWS::Region}": "eu-west-1",
    "${AWS::AccountId}": "123456789012",
    "${AWS::URLSuffix}": "amazonaws.com",
}


def explained():
    rules = []
    for line in (pathlib.Path(__file__).parent / "explained.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            issue, pattern, reason = (part.strip() for part in line.split(" | ", 2))
            rules.append((issue, re.compile(pattern), reason))
    return rules


def prepared(policy):
    """Statements without the resources that are placeholders as a whole: the linter cannot know what they become."""
    statements = []
    for statement in policy["Statement"]:
        resources = statement["Resource"]
        resources = resources if isinstance(resources, list) else [resources]
        known = [r for r in resources if not re.fullmatch(r"\$\{[^}]*\}(:.*)?", r)]
        if known:
            text = json.dumps({**statement, "Resource": known})
            for placeholder, value in HERE.items():
                text = text.replace(placeholder, value)
            text = re.sub(r"\{\{resolve:[^}]*(\}[^}]+)*\}\}", "placeholder", text)
            text = re.sub(r'"(arn:)\$\{[^}]*\}', r'"\1aws', text)
            statements.append(json.loads(re.sub(r"\$\{[^}\"]*\}", "placeholder", text)))
    return {**policy, "Statement": statements}


def main(folder):
    rules, counts, left = explained(), collections.Counter(), 0
    for path in sorted(pathlib.Path(folder).rglob("*.json")):
        policy = json.loads(path.read_text())
        if not any("Resource" in statement for statement in policy.get("Statement", [])):
            continue
        policy = prepared(policy)
        if not policy["Statement"]:
            continue
        counts["policies"] += 1
        for finding in parliament.analyze_policy_string(json.dumps(policy)).findings:
            text = f"{finding.detail} {finding.location}"
            for issue, pattern, reason in rules:
                if issue == finding.issue and pattern.search(text):
                    counts[reason] += 1
                    break
            else:
                left += 1
                print(f"{path.name}: {finding.issue} {text}")
    for what, count in counts.most_common():
        print(f"{count:6}  {what}")
    print(f"{left:6}  findings left")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
