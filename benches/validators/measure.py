"""Runs the validators in turns on the same definitions, and prints medians. compare.sh installs them and calls this."""

import argparse
import json
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import time

arguments = argparse.ArgumentParser()
for name in ["sfn", "asl-validator", "cfn-lint", "snapshots", "scratch"]:
    arguments.add_argument("--" + name, required=True)
arguments.add_argument("--statelint")
arguments.add_argument("--rounds", type=int, default=7)
arguments.add_argument("folders", nargs="*")
options = arguments.parse_args()


def generated(states):
    """A chain of Lambda tasks, each with a payload, a retrier and a catcher."""
    names = [f"Step {number}" for number in range(states)]
    machine = {"StartAt": names[0], "States": {}}
    for name, following in zip(names, names[1:] + ["Done"]):
        machine["States"][name] = {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:charge",
                "Payload": {"order.$": "$.order", "key.$": "States.Format('{}-{}', $$.Execution.Name, $.order.id)"},
            },
            "ResultPath": "$.charge",
            "TimeoutSeconds": 30,
            "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Failed"}],
            "Next": following,
        }
    machine["States"]["Done"] = {"Type": "Succeed"}
    machine["States"]["Failed"] = {"Type": "Fail", "Error": "Failed"}
    return machine


def snapshots(folder):
    for path in sorted(pathlib.Path(folder).rglob("definition*.snap")):
        # A header stands before the definition, between lines of dashes.
        yield json.loads(path.read_text().split("---\n", 2)[2])


def folder(path):
    for file in sorted(pathlib.Path(path).rglob("*.json")):
        try:
            definition = json.loads(file.read_text())
        except ValueError:
            continue
        if isinstance(definition, dict) and "States" in definition:
            yield definition


class Files:
    """Definitions on disk: as they are, and each in a template, which is what cfn-lint reads."""

    def __init__(self, name, definitions):
        self.name = name
        place = pathlib.Path(options.scratch) / "files" / name.replace(" ", "-")
        place.mkdir(parents=True)
        self.plain, self.templates = [], []
        for number, definition in enumerate(definitions):
            plain, template = place / f"{number}.asl.json", place / f"{number}.template.json"
            plain.write_text(json.dumps(definition, indent=2))
            role = "arn:aws:iam::123456789012:role/r"
            properties = {"RoleArn": role, "DefinitionString": json.dumps(definition)}
            machine = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
            template.write_text(json.dumps({"Resources": {"Machine": machine}}, indent=2))
            self.plain.append(str(plain))
            self.templates.append(str(template))


def asl_validator(files):
    paths = [word for path in files.plain for word in ("--json-path", path)]
    return [options.asl_validator, "--silent", *paths]


contestants = {
    "sfn validate": lambda files: [options.sfn, "validate", *files.plain],
    "asl-validator": asl_validator,
    "cfn-lint": lambda files: [options.cfn_lint, "--regions", "eu-west-1", "--", *files.templates],
}
# The program of the gem looks at its first file as often as it is given one, so its library is asked.
STATELINT = "linter = StateMachineLint::Linter.new; exit(ARGV.map { |file| linter.validate(file).empty? }.all? ? 0 : 1)"
if options.statelint:
    ruby = shlex.split(options.statelint)
    contestants["statelint"] = lambda files: [*ruby, "-r", "statelint", "-e", STATELINT, "--", *files.plain]


# What GNU time starts has its own peak; what Python starts begins with that of Python.
GNU_TIME = shutil.which("time")


def once(command):
    report = pathlib.Path(options.scratch) / "memory"
    if GNU_TIME:
        command = [GNU_TIME, "--quiet", "--format=%M", f"--output={report}", *command]
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = (time.perf_counter() - start) * 1e3
    memory = int(report.read_text()) / 1024 if GNU_TIME else float("nan")
    return wall, (usage.ru_utime + usage.ru_stime) * 1e3, memory, child.returncode


sets = [Files(f"{states} states", [generated(states)]) for states in (10, 100, 1000)]
sets.append(Files("snapshots", snapshots(options.snapshots)))
sets += [Files(pathlib.Path(path).name, folder(path)) for path in options.folders]

print("| files | | time, median | min..max | per file | ratio | processor | peak memory | exit |")
print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
for files in sets:
    count = len(files.plain)
    seen = {name: [] for name in contestants}
    for number in range(options.rounds + 1):
        for name, command in contestants.items():
            run = once(command(files))
            if number > 0:  # The first round warms the file cache.
                seen[name].append(run)
    first = None
    for name, runs in seen.items():
        wall, cpu, memory = (statistics.median(run[at] for run in runs) for at in range(3))
        first = first or wall
        walls = [run[0] for run in runs]
        print(
            f"| {files.name}, {count} | {name} | {wall:.1f} ms | {min(walls):.0f}..{max(walls):.0f} | {wall / count:.2f} ms"
            f" | {wall / first:.0f} x | {cpu:.0f} ms | {memory:.1f} MiB | {runs[0][3]} |",
            flush=True,
        )
