//! `cost`: what executions cost in a month, as Standard and as Express.

use super::io::{Format, Io, Status, Stop};
use super::named::Named;
use crate::cost::{Assumptions, Month, Paths, break_even, month, paths, prices};
use crate::nearest::nearest;
use clap::Args;
use sfn_asl::json::{Json, Number};
use sfn_asl::model::State;
use std::fmt::Write as _;

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// How many executions there are in a month
    #[arg(long, short = 'n', value_name = "N", default_value = "100000", value_parser = count)]
    executions: u64,
    /// How many items the Maps get, or one of them: `--items 100 --items Charge=20`
    #[arg(long, value_name = "[MAP=]N")]
    items: Vec<String>,
    /// How long an execution takes: 300ms, 2s, 1.5m
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = seconds)]
    duration: f64,
    /// How long an Express child of a Distributed Map takes [default: as long as an execution]
    #[arg(long, value_name = "TIME", value_parser = seconds)]
    child_duration: Option<f64>,
    /// How much memory an Express execution takes, in MB
    #[arg(long, value_name = "MB", default_value = "64")]
    memory: u64,
    /// The region, whose price of transitions is used
    #[arg(long, value_name = "REGION", default_value = "us-east-1", value_parser = region)]
    region: &'static prices::Region,
    /// The 4,000 free transitions of the account are used up by others
    #[arg(long)]
    no_free_tier: bool,
    /// How the figures are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// A number of executions: 10000, 10_000, 10k, 1.5M.
fn count(text: &str) -> Result<u64, String> {
    let (digits, factor) = match text.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (&text[..at], 1e3),
        Some((at, 'm' | 'M')) => (&text[..at], 1e6),
        _ => (text, 1.0),
    };
    let number: f64 = digits
        .replace(['_', ','], "")
        .parse()
        .map_err(|_| "write a number, such as 10000, 50k or 1.5M".to_owned())?;
    let count = number * factor;
    if (0.0..=1e15).contains(&count) {
        Ok(count.round() as u64)
    } else {
        Err("write a number from 0 to 1,000,000,000M".to_owned())
    }
}

/// A duration in seconds: 300ms, 2s, 1.5m, 2.
fn seconds(text: &str) -> Result<f64, String> {
    let wrong = || "write a duration, such as 300ms, 2s or 1.5m".to_owned();
    let at = text.find(|char: char| char.is_alphabetic());
    let (digits, unit) = text.split_at(at.unwrap_or(text.len()));
    let factor = match unit {
        "ms" => 0.001,
        "s" | "" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3_600.0,
        _ => return Err(wrong()),
    };
    let seconds = digits.parse::<f64>().map_err(|_| wrong())? * factor;
    if (0.0..=31_536_000.0).contains(&seconds) {
        Ok(seconds)
    } else {
        Err("a workflow runs from 0 seconds to a year".to_owned())
    }
}

fn region(text: &str) -> Result<&'static prices::Region, String> {
    prices::find(text).ok_or_else(|| {
        let known: Vec<&str> = prices::REGIONS.iter().map(|region| region.name).collect();
        format!("its price is not known; known are {}", known.join(", "))
    })
}

impl Options {
    /// Prints what executions of each cost.
    pub(crate) fn run(&self, all: &[Named], io: &mut Io<'_>) -> Result<Status, Stop> {
        let assumptions = self.assumptions().map_err(Stop::Usage)?;
        maps_exist(&assumptions, all)?;
        for (at, one) in all.iter().enumerate() {
            let counted = paths(&one.document, &assumptions);
            if self.format == Format::Json {
                io.line(&self.json(one, &counted, &assumptions).to_compact())?;
                continue;
            }
            if all.len() > 1 {
                io.line(&format!("{}{}", if at > 0 { "\n" } else { "" }, one.place))?;
            }
            io.text(&self.human(&counted, &assumptions))?;
        }
        Ok(Status::Fine)
    }

    fn assumptions(&self) -> Result<Assumptions, String> {
        let mut assumptions = Assumptions {
            seconds: self.duration,
            child_seconds: self.child_duration.unwrap_or(self.duration),
            memory_mb: self.memory,
            free_tier: !self.no_free_tier,
            region: self.region,
            ..Assumptions::default()
        };
        for given in &self.items {
            let (map, items) = match given.rsplit_once('=') {
                Some((map, items)) => (Some(map), items),
                None => (None, given.as_str()),
            };
            let items = count(items).map_err(|message| {
                format!("error: `--items {given}`: {message}\n  = help: `--items 100` is for every Map, `--items Charge=20` for one")
            })?;
            match map {
                Some(map) => assumptions.items_of.push((map.to_owned(), items)),
                None => assumptions.items = items,
            }
        }
        Ok(assumptions)
    }

    fn human(&self, counted: &Paths, assumptions: &Assumptions) -> String {
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "transitions of an execution: {} at least, {} likely, {} at most",
            number(counted.least),
            number(counted.likely),
            number(counted.most)
        );
        if counted.express_children > 0.0 {
            let children = number(counted.express_children);
            let _ = writeln!(out, "and {children} Express executions that it starts");
        }
        let _ = writeln!(
            out,
            "\n{:>15}  {:>13}  {:>27}  {:>13}",
            "executions", "Standard", "from .. to", "Express"
        );
        for executions in volumes(self.executions) {
            let Month {
                standard,
                standard_least,
                standard_most,
                express,
                ..
            } = month(counted, assumptions, executions);
            let range = format!("{} .. {}", dollars(standard_least), dollars(standard_most));
            let express = express.map_or_else(|| "-".to_owned(), dollars);
            let _ = writeln!(
                out,
                "{:>15}  {:>13}  {range:>27}  {express:>13}{}",
                number(executions as f64),
                dollars(standard),
                if executions == self.executions {
                    "  <"
                } else {
                    ""
                }
            );
        }
        out.push('\n');
        match break_even(counted, assumptions) {
            Some(executions) => {
                let executions = number(executions as f64);
                let _ = writeln!(
                    out,
                    "Express costs less from {executions} executions a month"
                );
            }
            None if counted.not_in_express.is_empty() => {
                let _ = writeln!(out, "Express never costs less");
            }
            None => {}
        }
        for remark in self.remarks(counted, assumptions) {
            let _ = writeln!(out, "note: {remark}");
        }
        out
    }

    /// What the figures rest on.
    fn remarks(&self, counted: &Paths, assumptions: &Assumptions) -> Vec<String> {
        let mut remarks = vec![format!(
            "an execution takes {} s and {} MB; {}; called services, logs and data transfer come on top",
            number(assumptions.seconds),
            assumptions.memory_mb,
            if assumptions.free_tier {
                "the 4,000 free transitions of the account are counted"
            } else {
                "no free transitions are counted"
            }
        )];
        if !counted.assumed_items.is_empty() {
            remarks.push(format!(
                "{} gets {} items, which `--items` sets",
                listed(&counted.assumed_items),
                number(assumptions.items as f64)
            ));
        }
        if !counted.loops.is_empty() {
            remarks.push(format!(
                "{} can be entered again and again: once is counted at most, and as often as chance leads back in what is likely",
                listed(&counted.loops)
            ));
        }
        for (state, why) in counted.not_in_express.iter().take(3) {
            remarks.push(format!("`{state}` cannot be in an Express workflow: {why}"));
        }
        if assumptions.seconds > 300.0 {
            remarks.push("an Express workflow runs for five minutes at most".to_owned());
        }
        remarks
    }

    fn json(&self, one: &Named, counted: &Paths, assumptions: &Assumptions) -> Json {
        let months: Json = volumes(self.executions)
            .into_iter()
            .map(|executions| {
                let month = month(counted, assumptions, executions);
                Json::from_iter([
                    ("executions", Json::from(executions)),
                    ("standard", value(month.standard)),
                    ("standardLeast", value(month.standard_least)),
                    ("standardMost", value(month.standard_most)),
                    ("express", month.express.map_or(Json::Null, value)),
                ])
            })
            .collect();
        let remarks = self.remarks(counted, assumptions);
        Json::from_iter([
            ("file", Json::from(&one.place)),
            ("name", Json::from(&one.name)),
            (
                "transitions",
                Json::from_iter([
                    ("least", value(counted.least)),
                    ("likely", value(counted.likely)),
                    ("most", value(counted.most)),
                ]),
            ),
            ("expressChildren", value(counted.express_children)),
            ("currency", Json::from("USD")),
            ("months", months),
            (
                "breakEven",
                break_even(counted, assumptions).map_or(Json::Null, Json::from),
            ),
            ("notes", remarks.iter().map(Json::from).collect()),
        ])
    }
}

/// Whether every Map that items are given to is in one of the definitions.
fn maps_exist(assumptions: &Assumptions, all: &[Named]) -> Result<(), Stop> {
    if all.is_empty() {
        return Ok(());
    }
    let maps: Vec<&str> = all
        .iter()
        .flat_map(|one| one.document.walk())
        .filter(|visit| matches!(visit.state, State::Map(_)))
        .map(|visit| visit.name.as_str())
        .collect();
    let unknown = assumptions
        .items_of
        .iter()
        .find(|(name, _)| !maps.contains(&name.as_str()));
    let Some((name, _)) = unknown else {
        return Ok(());
    };
    let help = match (nearest(name, maps.iter().copied()), maps.as_slice()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => "there is no Map at all".to_owned(),
        (None, maps) => {
            let names: Vec<String> = maps.iter().map(|name| (*name).to_owned()).collect();
            format!("there is {}", listed(&names))
        }
    };
    Err(Stop::Usage(format!(
        "error: there is no Map `{name}` to give items to\n  = help: {help}"
    )))
}

/// The volume that was asked for among others.
fn volumes(asked: u64) -> Vec<u64> {
    let mut volumes: Vec<u64> = (3..=8).map(|power| 10_u64.pow(power)).collect();
    volumes.push(asked);
    volumes.sort_unstable();
    volumes.dedup();
    volumes
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(3)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len() {
        0..=3 => shown.join(", "),
        many => format!("{} and {} more", shown.join(", "), many - 3),
    }
}

fn value(number: f64) -> Json {
    // Millionths of a dollar are exact enough, and the same on every machine.
    let rounded = (number * 1e6).round() / 1e6;
    Number::from_f64(rounded).map_or(Json::Null, Json::Number)
}

/// A number with its thousands apart, and a decimal when it has one.
fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    let whole = grouped(rounded.trunc());
    match (rounded.fract() * 10.0).round() as u64 {
        0 => whole,
        tenth => format!("{whole}.{tenth}"),
    }
}

fn dollars(value: f64) -> String {
    if value > 0.0 && value < 0.005 {
        return "<$0.01".to_owned();
    }
    let cents = (value * 100.0).round();
    format!(
        "${}.{:02}",
        grouped((cents / 100.0).trunc()),
        (cents % 100.0) as u64
    )
}

fn grouped(whole: f64) -> String {
    let digits = format!("{whole:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
