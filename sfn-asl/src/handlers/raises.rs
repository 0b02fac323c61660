//! What a state can raise, as far as it can be told from the document.

use super::names::Needs;
use crate::model::{State, Task, Visit};

/// Which of the things that errors [need](Needs) a state has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Raises(u16);

impl Raises {
    const EVERYTHING: Raises = Raises(u16::MAX);

    fn just(needs: &[Needs]) -> Self {
        Raises(needs.iter().fold(0, |all, one| all | 1 << *one as u16))
    }

    /// Whether an error that needs this can be raised.
    pub(super) fn can(self, needs: Needs) -> bool {
        match needs {
            Needs::Nothing => true,
            Needs::NotTerminal => false,
            needs => self.0 & (1 << needs as u16) != 0,
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// What the state itself raises, without what is inside of it.
    pub(super) fn by(visit: &Visit<'_>) -> Self {
        let mut raises = match visit.state {
            State::Task(task) => task_raises(task),
            State::Choice(choice) if choice.default.is_none() => Self::just(&[Needs::Choice]),
            State::Parallel(_) => Self::just(&[Needs::Parallel]),
            State::Map(map) if map.is_distributed() => {
                let mut raises = Self::just(&[Needs::DistributedMap]);
                if map.item_reader.is_some() {
                    raises.add(Self::just(&[Needs::ItemReader]));
                }
                if map.result_writer.is_some() {
                    raises.add(Self::just(&[Needs::ResultWriter]));
                }
                raises
            }
            State::Unknown(_) => Self::EVERYTHING,
            _ => Self::default(),
        };
        raises.add(Self::just(&[match visit.is_jsonata() {
            true => Needs::Jsonata,
            false => Needs::JsonPath,
        }]));
        raises
    }
}

fn task_raises(task: &Task) -> Raises {
    let callee = Callee::of(task);
    let heartbeat = task.heartbeat_seconds.is_some() || task.heartbeat_seconds_path.is_some();
    let timeout = task.timeout_seconds.is_some() || task.timeout_seconds_path.is_some();
    let mut raises = match callee {
        // Whoever answers gives the error any name that does not begin with `States.`.
        Callee::Worker => Raises::just(&[Needs::Lambda, Needs::DynamoDb]),
        Callee::Function => Raises::just(&[Needs::Lambda, Needs::DynamoDb, Needs::Timeout]),
        Callee::Service {
            name: "dynamodb",
            sdk: false,
        } => Raises::just(&[Needs::DynamoDb, Needs::Timeout]),
        Callee::Service { name: "http", .. } => Raises::just(&[Needs::Http, Needs::Timeout]),
        // A service may give up by itself, and say so by this name.
        Callee::Service { .. } => Raises::just(&[Needs::Timeout]),
        Callee::Unknown => {
            Raises::just(&[Needs::Lambda, Needs::DynamoDb, Needs::Http, Needs::Timeout])
        }
    };
    if timeout || heartbeat {
        raises.add(Raises::just(&[Needs::Timeout]));
    }
    if heartbeat {
        raises.add(Raises::just(&[Needs::Heartbeat]));
    }
    raises
}

/// Who answers a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Callee<'a> {
    /// Somebody outside, whenever it is done: an activity's worker, or who gets a task token.
    Worker,
    /// A Lambda function.
    Function,
    /// A service, by its own integration or by an SDK call.
    Service { name: &'a str, sdk: bool },
    /// Nobody can tell from the document.
    Unknown,
}

impl<'a> Callee<'a> {
    pub(super) fn of(task: &'a Task) -> Self {
        let resource = task.resource.as_deref().unwrap_or("");
        if resource.ends_with(".waitForTaskToken") || resource.contains(":activity:") {
            return Callee::Worker;
        }
        if resource.contains(":function:") {
            return Callee::Function;
        }
        // Nothing but an integration has neither region nor account.
        let Some((_, call)) = resource.split_once(":states:::") else {
            return Callee::Unknown;
        };
        let (sdk, call) = match call.strip_prefix("aws-sdk:") {
            Some(call) => (true, call),
            None => (false, call),
        };
        match call.split_once(':') {
            Some(("lambda", _)) => Callee::Function,
            Some((name, _)) if !name.contains("${") => Callee::Service { name, sdk },
            _ => Callee::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_answers_is_in_the_resource() {
        let of = |resource: &str| {
            let task = Task::new(resource);
            match Callee::of(&task) {
                Callee::Service { name, sdk } => format!("{name} {sdk}"),
                other => format!("{other:?}"),
            }
        };
        assert_eq!(of("arn:aws:states:::sns:publish"), "sns false");
        assert_eq!(of("arn:aws:states:::aws-sdk:s3:getObject"), "s3 true");
        assert_eq!(
            of("arn:${AWS::Partition}:states:::http:invoke"),
            "http false"
        );
        assert_eq!(of("arn:aws:states:::lambda:invoke"), "Function");
        assert_eq!(of("arn:aws:states:::aws-sdk:lambda:invoke"), "Function");
        assert_eq!(
            of("arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:f"),
            "Function"
        );
        assert_eq!(
            of("arn:aws:states:::sqs:sendMessage.waitForTaskToken"),
            "Worker"
        );
        assert_eq!(of("arn:aws:states:eu-west-1:1:activity:scan"), "Worker");
        assert_eq!(of("${ScannerArn}"), "Unknown");
        assert_eq!(of("arn:aws:states:::${Call}"), "Unknown");
    }
}
