//! How far a command is with many files: a line on the terminal, gone when it is done.

use super::Io;
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

/// From how many files on it is worth saying.
const MANY: usize = 50;

/// The line.
pub(super) struct Progress {
    all: usize,
    on: bool,
    shown: bool,
    last: Instant,
}

impl Progress {
    /// For that many files; nothing is ever shown where nobody looks.
    pub(super) fn of(all: usize) -> Self {
        Self {
            all,
            on: all >= MANY && std::io::stderr().is_terminal(),
            shown: false,
            last: Instant::now(),
        }
    }

    /// Says how many are done.
    pub(super) fn show(&mut self, done: usize, io: &mut Io<'_>) {
        if self.on && self.last.elapsed() > Duration::from_millis(100) {
            // What cannot be shown is not missed.
            let _ = write!(io.err, "\r{done} of {} files", self.all).and_then(|()| io.err.flush());
            self.shown = true;
            self.last = Instant::now();
        }
    }

    /// Takes the line away, before something else is printed.
    pub(super) fn clear(&mut self, io: &mut Io<'_>) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io.err, "\r\u{1b}[K").and_then(|()| io.err.flush());
        }
    }
}
