//! Calls, partial applications, and functions that are written out: after an operand they all begin with a bracket.

use super::ast::{Kind, Node};
use super::error::SyntaxError;
use super::lexer::Token;
use super::parser::{Form, Operand, Parser, Parts, Result};

impl Parser<'_> {
    pub(super) fn call(&mut self, function: Operand) -> Result<Operand> {
        let start = function.node.span.start;
        let (mut parts, mut arguments) = (Parts::default(), Vec::new());
        if !self.is(")") {
            loop {
                if self.is("?") {
                    arguments.push(Node::new(self.span, Kind::Placeholder));
                    self.advance(false)?;
                } else {
                    let argument = self.expression(0)?;
                    arguments.push(parts.take(argument));
                }
                if !self.eat(",")? {
                    break;
                }
            }
        }
        self.expect(")", true)?;
        if function.form == Form::BareName && is_lambda(&function.node) {
            return self.lambda(start, arguments);
        }
        let function = Box::new(parts.enclose(function));
        let kind = Kind::Call {
            function,
            arguments,
        };
        Ok(parts.whole(self.since(start), kind))
    }

    fn lambda(&mut self, start: usize, arguments: Vec<Node>) -> Result<Operand> {
        let mut parameters = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let Kind::Variable(name) = argument.kind else {
                let message = "the parameters of a function are variables, as in function($a, $b)";
                return Err(SyntaxError::new("S0208", argument.span, message));
            };
            parameters.push(name);
        }
        let signature = self.signature()?;
        self.expect("{", false)?;
        let mut parts = Parts::default();
        let body = Box::new(parts.enclose(self.expression(0)?));
        // After a function comes a call of it, or an operator that takes a value: a slash begins a regular expression.
        self.expect("}", false)?;
        let kind = Kind::Lambda {
            parameters,
            signature,
            body,
        };
        Ok(parts.whole(self.since(start), kind))
    }

    fn signature(&mut self) -> Result<Option<Box<super::Signature>>> {
        if !self.is("<") {
            return Ok(None);
        }
        let start = self.span.start;
        let (mut depth, mut text) = (1, String::from("<"));
        while depth > 0 && !self.is("{") && self.token != Token::End {
            self.advance(false)?;
            match &self.token {
                Token::Mark(mark) => {
                    depth += i32::from(*mark == "<") - i32::from(*mark == ">");
                    text.push_str(mark);
                }
                Token::Name(name) => text.push_str(name),
                _ => {}
            }
        }
        self.expect(">", false)?;
        super::signature::parse(&text)
            .map(|signature| Some(Box::new(signature)))
            .map_err(|(code, message)| SyntaxError::new(code, self.since(start), message))
    }
}

fn is_lambda(node: &Node) -> bool {
    let Kind::Path(path) = &node.kind else {
        return false;
    };
    matches!(&path.steps[..], [step] if matches!(&step.node.kind, Kind::Name(name) if name == "function" || name == "λ"))
}
