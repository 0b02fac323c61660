//! What is done with paths: here the form of the tree and that of the text differ most.

use super::ancestry::parent_of;
use super::ast::{Kind, Node, Path, SortTerm, Span, Stage, Step};
use super::error::SyntaxError;
use super::parser::{Form, Operand, Parser, Parts, Result};

impl Parser<'_> {
    /// `left . right`
    pub(super) fn map(&mut self, left: Operand) -> Result<Operand> {
        let start = left.node.span.start;
        let right = self.step()?;
        // A path is as high as its highest step, however many it has.
        let as_step = |part: &Operand| part.height + usize::from(!is_path(&part.node));
        let height = as_step(&left).max(right.as_ref().map_or_else(as_step, |_| 1));
        let fresh = !is_path(&left.node);
        let (mut path, mut seeking) = into_path(left, true);
        let known = path.steps.len() - 1;
        match right {
            Ok(name) => path.steps.push(Step::new(name)),
            Err(right) => join(&mut path, right),
        }
        let last = path.steps.len() - 1;
        for (at, step) in path.steps.iter_mut().enumerate().skip(known) {
            name_step(&mut step.node)?;
            path.keep_singleton_array |= step.node.keep_array;
            step.cons_array |= (at == last || at == 0 && fresh) && constructs(&step.node);
        }
        seeking.extend(self.slots.settle(&mut path)?);
        Ok(Operand {
            node: Node::new(self.since(start), Kind::Path(path)),
            form: Form::Other,
            height,
            seeking,
        })
    }

    /// `left[..]`
    pub(super) fn filter(&mut self, mut left: Operand, at: Span) -> Result<Operand> {
        let form = match left.form {
            Form::BareName => Form::Name,
            form => form,
        };
        if self.is("]") {
            left.node.keep_array = true;
            if let (Form::Name | Form::BareName | Form::Focus, Kind::Path(path)) =
                (left.form, &mut left.node.kind)
            {
                path.keep_singleton_array |= left.form != Form::Focus;
                if let Some(step) = path.steps.last_mut() {
                    step.node.keep_array = true;
                }
            }
            self.advance(false)?;
            left.node.span = self.since(left.node.span.start);
            return Ok(Operand { form, ..left });
        }
        let predicate = self.expression(0)?;
        self.expect("]", true)?;
        let span = self.since(left.node.span.start);
        let height = left.height.max(predicate.height) + 1;
        let node = match left.node.kind {
            Kind::Path(mut path) => {
                if let Some(step) = path.steps.last_mut() {
                    self.slots.settle_filter(step, &predicate.seeking)?;
                    step.seeking.extend(&predicate.seeking);
                    if !predicate.seeking.is_empty() {
                        step.seeking.extend(parent_of(&predicate.node));
                    }
                    step.stages.push(Stage::Filter(predicate.node));
                }
                Kind::Path(path)
            }
            Kind::Group { .. } => {
                let message =
                    "a predicate cannot follow `{..}`: put brackets around what is before it";
                return Err(SyntaxError::new("S0209", at, message));
            }
            kind => {
                let mut inner = Step::new(Node::new(left.node.span, kind));
                self.slots.settle_filter(&mut inner, &predicate.seeking)?;
                left.seeking.extend(&predicate.seeking);
                match inner.node.kind {
                    Kind::Filter { of, mut predicates } => {
                        predicates.push(predicate.node);
                        Kind::Filter { of, predicates }
                    }
                    _ => Kind::Filter {
                        of: Box::new(inner.node),
                        predicates: vec![predicate.node],
                    },
                }
            }
        };
        let keep_array = left.node.keep_array;
        Ok(Operand {
            node: Node {
                keep_array,
                ..Node::new(span, node)
            },
            form,
            height,
            seeking: left.seeking,
        })
    }

    /// `left{..}`
    pub(super) fn group(&mut self, left: Operand, at: Span) -> Result<Operand> {
        let mut parts = Parts::default();
        let pairs = self.pairs(&mut parts, false)?;
        let span = self.since(left.node.span.start);
        let twice = || {
            let message =
                "a second `{..}` cannot follow the first: put brackets around what is before it";
            SyntaxError::new("S0210", at, message)
        };
        let (keep_array, seeking) = (left.node.keep_array, left.seeking);
        let kind = match left.node.kind {
            Kind::Path(mut path) => {
                if path.group.replace(pairs).is_some() {
                    return Err(twice());
                }
                Kind::Path(path)
            }
            Kind::Group { .. } => return Err(twice()),
            _ => Kind::Group {
                of: Box::new(left.node),
                pairs,
            },
        };
        Ok(Operand {
            node: Node {
                keep_array,
                ..Node::new(span, kind)
            },
            form: Form::Other,
            height: left.height.max(parts.height) + 1,
            seeking,
        })
    }

    /// `left^(..)`
    pub(super) fn sort(&mut self, left: Operand, at: Span) -> Result<Operand> {
        let start = left.node.span.start;
        self.expect("(", false)?;
        let (mut parts, mut terms) = (Parts::default(), Vec::new());
        loop {
            let descending = self.eat(">")?;
            if !descending {
                self.eat("<")?;
            }
            let by = self.expression(0)?;
            terms.push(SortTerm {
                descending,
                by: parts.take(by),
            });
            if !self.eat(",")? {
                break;
            }
        }
        self.expect(")", false)?;
        let height = left.height.max(parts.height) + 1;
        let (mut path, mut seeking) = into_path(left, false);
        let mut step = Step::new(Node::new(self.since(at.start), Kind::Sort(terms)));
        step.seeking = parts.seeking;
        path.steps.push(step);
        seeking.extend(self.slots.settle(&mut path)?);
        Ok(Operand {
            node: Node::new(self.since(start), Kind::Path(path)),
            form: Form::Other,
            height,
            seeking,
        })
    }

    /// `left@$name` and `left#$name`
    pub(super) fn bind_step(
        &mut self,
        left: Operand,
        mark: &'static str,
        at: Span,
    ) -> Result<Operand> {
        let start = left.node.span.start;
        let name = self.expression(80)?;
        let Kind::Variable(name) = name.node.kind else {
            let message = format!("a variable follows `{mark}`, as in `{mark}$item`");
            return Err(SyntaxError::new("S0214", name.node.span, message));
        };
        let height = left.height + 1;
        let (mut path, seeking) = into_path(left, false);
        let Some(step) = path.steps.last_mut() else {
            return Err(SyntaxError::new("S0214", at, "there is no step to bind"));
        };
        let mut form = Form::Other;
        if mark == "@" {
            form = Form::Focus;
            let (code, message) = match step {
                _ if matches!(step.node.kind, Kind::Sort(_)) => {
                    ("S0216", "`@` cannot follow `^(..)`: put it before")
                }
                _ if !step.stages.is_empty() || matches!(step.node.kind, Kind::Filter { .. }) => {
                    ("S0215", "`@` cannot follow a predicate: put it before")
                }
                _ => ("", ""),
            };
            if !code.is_empty() {
                return Err(SyntaxError::new(code, at, message));
            }
            step.focus = Some(name);
        } else if step.stages.is_empty() {
            match std::mem::replace(&mut step.node.kind, Kind::Null) {
                Kind::Filter { of, predicates } => {
                    step.node = *of;
                    step.stages
                        .extend(predicates.into_iter().map(Stage::Filter));
                    step.stages.push(Stage::Index(name));
                }
                kind => {
                    step.node.kind = kind;
                    step.index = Some(name);
                }
            }
        } else {
            step.stages.push(Stage::Index(name));
        }
        step.tuple = true;
        Ok(Operand {
            node: Node::new(self.since(start), Kind::Path(path)),
            form,
            height,
            seeking,
        })
    }
}

/// Puts what follows a dot behind the steps before it.
fn join(path: &mut Path, right: Operand) {
    let mut step = match right.node.kind {
        Kind::Path(right) => return path.steps.extend(right.steps),
        Kind::Filter { of, predicates } => {
            let mut step = Step::new(*of);
            step.stages = predicates.into_iter().map(Stage::Filter).collect();
            step
        }
        _ => Step::new(right.node),
    };
    step.seeking = right.seeking;
    path.steps.push(step);
}

fn is_path(node: &Node) -> bool {
    matches!(node.kind, Kind::Path(_))
}

/// An operand as a path, and what of it is seeking from the whole of the path. Only a `%` that begins a path seeks on.
fn into_path(operand: Operand, mapped: bool) -> (Path, Vec<usize>) {
    match operand.node.kind {
        Kind::Path(path) => (path, operand.seeking),
        _ => {
            let seeking = parent_of(&operand.node)
                .filter(|_| mapped)
                .into_iter()
                .collect();
            let mut step = Step::new(operand.node);
            step.seeking = operand.seeking;
            // Hardly anything is made a path to stay alone.
            let mut steps = Vec::with_capacity(4);
            steps.push(step);
            let path = Path {
                steps,
                ..Path::default()
            };
            (path, seeking)
        }
    }
}

/// In a path a string is a name, and a number is nothing.
fn name_step(node: &mut Node) -> Result<()> {
    match &mut node.kind {
        Kind::String(text) => node.kind = Kind::Name(std::mem::take(text)),
        Kind::Filter { of, .. } => return name_step(of),
        Kind::Number(_) | Kind::Bool(_) | Kind::Null => {
            let message = "a number, true, false or null cannot be a step of a path: quote a field of that name";
            return Err(SyntaxError::new("S0213", node.span, message));
        }
        _ => {}
    }
    Ok(())
}

/// Whether a step makes a list that is not taken apart.
fn constructs(node: &Node) -> bool {
    match &node.kind {
        Kind::Array(_) => true,
        Kind::Filter { of, .. } => constructs(of),
        Kind::Block(parts) => parts.iter().any(|part| match &part.kind {
            Kind::Path(path) => path.steps.first().is_some_and(|step| step.cons_array),
            Kind::Block(_) => constructs(part),
            _ => false,
        }),
        _ => false,
    }
}
