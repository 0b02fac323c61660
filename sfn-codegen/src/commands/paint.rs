//! Colours for people at a terminal, and plain text for everybody else.

use std::io::IsTerminal;

/// Whether, and with what, text is coloured.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    /// On when the stream is a terminal and nobody asked for none, see <https://no-color.org>.
    pub(crate) fn on(stream: &impl IsTerminal) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            on: stream.is_terminal() && !refused,
        }
    }

    /// On, wherever it goes.
    pub(crate) fn always() -> Self {
        Self { on: true }
    }

    pub(crate) fn is_on(self) -> bool {
        self.on
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.with("32", text)
    }

    pub(crate) fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    pub(crate) fn warn(self, text: &str) -> String {
        self.with("33", text)
    }

    /// An error as it prints, with its first words and its arrows set off.
    pub(crate) fn error(self, text: &str) -> String {
        if !self.on {
            return text.to_owned();
        }
        let lines: Vec<String> = text
            .lines()
            .map(|line| match line.split_once(": ") {
                Some((head, rest)) if head.starts_with("error") => {
                    format!("{}: {rest}", self.with("1;31", head))
                }
                Some((head, rest)) if head.starts_with("warning[") => {
                    format!("{}: {rest}", self.with("1;33", head))
                }
                _ => match line.strip_prefix("  --> ") {
                    Some(place) => format!("  {} {place}", self.with("1;34", "-->")),
                    None => line.to_owned(),
                },
            })
            .collect();
        lines.join("\n")
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.on {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}
