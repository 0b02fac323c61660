//! The worker against a stand-in of Step Functions.

use activity_worker::worker::{ActivityTask, TaskService, Turn, take_turn};
use activity_worker::{Measurement, SPECTROMETER, SpectrometerError, Spectrum};
use std::cell::RefCell;
use std::convert::Infallible;

type Answer = Result<(), Infallible>;

/// Has one task to do, and writes down what it is told.
struct OneTask {
    task: RefCell<Option<&'static str>>,
    told: RefCell<Vec<String>>,
}

impl OneTask {
    fn with(input: &'static str) -> Self {
        OneTask {
            task: RefCell::new(Some(input)),
            told: RefCell::default(),
        }
    }

    fn note(&self, what: String) -> Answer {
        self.told.borrow_mut().push(what);
        Ok(())
    }

    fn turn(
        &self,
        work: impl FnOnce(Measurement, &dyn Fn() -> Answer) -> Result<Spectrum, SpectrometerError>,
    ) -> Turn {
        let arn = "arn:aws:states:eu-central-1:123456789012:activity:laboratory-spectrometer-v1";
        let Ok(turn) = take_turn(self, &SPECTROMETER, arn, work);
        turn
    }
}

impl TaskService for OneTask {
    type Error = Infallible;

    fn get_activity_task(&self, _: &str) -> Result<Option<ActivityTask>, Infallible> {
        Ok(self.task.borrow_mut().take().map(|input| ActivityTask {
            task_token: "token-1".to_owned(),
            input: input.to_owned(),
        }))
    }
    fn send_task_heartbeat(&self, token: &str) -> Answer {
        self.note(format!("{token}: heartbeat"))
    }
    fn send_task_success(&self, token: &str, output: &str) -> Answer {
        self.note(format!("{token}: {output}"))
    }
    fn send_task_failure(&self, token: &str, error: &str, cause: &str) -> Answer {
        self.note(format!("{token}: {error}: {cause}"))
    }
}

#[test]
fn a_task_is_worked_on_with_heartbeats() {
    let service = OneTask::with(r#"{"barcode":"S-17","scans":2}"#);
    let turn = service.turn(|measurement, heartbeat| {
        for _ in 0..measurement.scans {
            let Ok(()) = heartbeat();
        }
        Ok(Spectrum {
            key: format!("spectra/{}.csv", measurement.barcode),
            peak_nm: 589.3,
        })
    });
    assert_eq!(turn, Turn::Answered);
    assert_eq!(
        *service.told.borrow(),
        [
            "token-1: heartbeat",
            "token-1: heartbeat",
            r#"token-1: {"key":"spectra/S-17.csv","peakNm":589.3}"#,
        ]
    );
    // There was one task.
    assert_eq!(service.turn(|_, _| unreachable!()), Turn::Idle);
}

#[test]
fn an_error_is_told_by_the_name_that_the_workflow_retries() {
    let service = OneTask::with(r#"{"barcode":"S-17","scans":1}"#);
    service.turn(|_, _| Err(SpectrometerError::LampWarmingUp));
    let retried = SpectrometerError::LAMP_WARMING_UP;
    assert_eq!(
        *service.told.borrow(),
        [format!("token-1: {}: LampWarmingUp", retried.as_str())]
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    let service = OneTask::with(r#"{"barcode":"S-17"}"#);
    service.turn(|_, _| unreachable!());
    assert_eq!(
        *service.told.borrow(),
        ["token-1: InvalidInput: missing field `scans` at line 1 column 18"]
    );
}
