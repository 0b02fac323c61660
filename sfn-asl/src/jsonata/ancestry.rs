//! Which step each `%` looks back to.
//!
//! Every `%` has a slot that says how many levels it still has to go back. A path settles the slots that its last step
//! is seeking with by going over the steps before it; what is not settled is left to what the path is in.

use super::ast::{Kind, Node, Path, Span, Step};
use super::error::SyntaxError;

/// A `%` and what is known of it.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// How many steps it has to go back still.
    level: usize,
    label: usize,
}

/// All `%` of an expression, by number.
#[derive(Debug, Default)]
pub(super) struct Slots {
    all: Vec<Slot>,
    /// Over how many steps they have gone back so far, together.
    gone: usize,
}

/// How far all `%` of an expression go back together at most: a path of `%` and nothing else would take the square of its
/// length to settle. Some two hundred in a row are taken.
const MAX_GONE: usize = 100_000;

type Result<T> = std::result::Result<T, Box<SyntaxError>>;

pub(super) fn astray(span: Span) -> Box<SyntaxError> {
    SyntaxError::new(
        "S0217",
        span,
        "`%` does not look back to a step of a path: write it after one, as in `a.b.%`",
    )
}

impl Slots {
    pub(super) fn open(&mut self) -> usize {
        let number = self.all.len();
        self.all.push(Slot {
            level: 1,
            label: number,
        });
        number
    }

    pub(super) fn labels(self) -> Vec<usize> {
        self.all.into_iter().map(|slot| slot.label).collect()
    }

    /// Goes back over a step. INVARIANT: recurses no deeper than the expression is nested.
    fn step(&mut self, step: &mut Step, slot: usize) -> Result<()> {
        self.gone += 1;
        if self.gone > MAX_GONE {
            let message = "its `%` look back over too many steps";
            return Err(SyntaxError::new("S0000", step.node.span, message));
        }
        match step.node.kind {
            Kind::Name(_) | Kind::Wildcard => {
                self.all[slot].level = self.all[slot].level.saturating_sub(1);
                if self.all[slot].level == 0 {
                    if let Some(other) = step.ancestor {
                        self.all[slot].label = self.all[other].label;
                    }
                    step.ancestor = Some(slot);
                    step.tuple = true;
                }
                Ok(())
            }
            Kind::Block(_) => {
                step.tuple = true;
                self.node(&mut step.node, slot)
            }
            _ => self.node(&mut step.node, slot),
        }
    }

    fn node(&mut self, node: &mut Node, slot: usize) -> Result<()> {
        match &mut node.kind {
            Kind::Name(_) | Kind::Wildcard => {
                self.all[slot].level = self.all[slot].level.saturating_sub(1);
                Ok(())
            }
            Kind::Parent(_) => {
                self.all[slot].level += 1;
                Ok(())
            }
            Kind::Block(parts) => match parts.last_mut() {
                Some(last) => self.node(last, slot),
                None => Ok(()),
            },
            Kind::Path(path) => {
                path.tuple = true;
                let mut steps = path.steps.iter_mut().rev();
                if let Some(last) = steps.next() {
                    self.step(last, slot)?;
                }
                for step in steps {
                    if self.all[slot].level == 0 {
                        break;
                    }
                    self.step(step, slot)?;
                }
                Ok(())
            }
            Kind::Filter { of, .. } => self.node(of, slot),
            _ => Err(astray(node.span)),
        }
    }

    /// Settles what the last step of a path is seeking; gives what could not be settled.
    pub(super) fn settle(&mut self, path: &mut Path) -> Result<Vec<usize>> {
        let mut left = Vec::new();
        let Some((last, before)) = path.steps.split_last_mut() else {
            return Ok(left);
        };
        let mut slots = last.seeking.clone();
        slots.extend(parent_of(&last.node));
        for slot in slots {
            let mut at = before.len();
            while self.all[slot].level > 0 {
                if at == 0 {
                    left.push(slot);
                    break;
                }
                at -= 1;
                // Of several steps in a row that bind the context, the first one is looked back to.
                while at > 0 && before[at].focus.is_some() && before[at - 1].focus.is_some() {
                    at -= 1;
                }
                self.step(&mut before[at], slot)?;
            }
        }
        Ok(left)
    }

    /// Settles what a predicate is seeking, as far as the step it filters goes.
    pub(super) fn settle_filter(&mut self, filtered: &mut Step, seeking: &[usize]) -> Result<()> {
        for &slot in seeking {
            if self.all[slot].level == 1 {
                self.step(filtered, slot)?;
            } else {
                self.all[slot].level = self.all[slot].level.saturating_sub(1);
            }
        }
        Ok(())
    }
}

/// The number of a `%`, filtered or not.
pub(super) fn parent_of(node: &Node) -> Option<usize> {
    match &node.kind {
        Kind::Parent(slot) => Some(*slot),
        Kind::Filter { of, .. } => parent_of(of),
        _ => None,
    }
}
