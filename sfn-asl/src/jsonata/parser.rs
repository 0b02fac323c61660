//! From tokens to an expression, by precedence (Pratt): what a token means at the beginning of an operand, and what it
//! means after one.
//!
//! Nothing is nested deeper than [`MAX_NESTING`], no tree is higher than [`MAX_HEIGHT`], so that what walks an expression
//! may recurse.

use super::ancestry::{Slots, astray, parent_of};
use super::ast::{Expression, Kind, Node, Operator, Path, Span, Step};
use super::error::SyntaxError;
use super::lexer::{Lexer, Token};

/// How deep brackets, conditions and the like are nested at most.
pub const MAX_NESTING: usize = 200;
/// How high a tree is at most: longer chains of operators than this are refused.
pub const MAX_HEIGHT: usize = 1_000;

/// How tightly what comes after an operand binds; 0 for what ends it.
fn binding(token: &Token) -> u8 {
    let Token::Mark(mark) = token else { return 0 };
    match mark.as_bytes() {
        b"[" | b"(" | b"@" | b"#" => 80,
        b"." => 75,
        b"{" => 70,
        b"*" | b"/" | b"%" => 60,
        b"+" | b"-" | b"&" => 50,
        b"=" | b"!=" | b"<" | b"<=" | b">" | b">=" | b"^" | b"~>" | b"in" => 40,
        b"and" => 30,
        b"or" => 25,
        b"?" => 20,
        b":=" => 10,
        _ => 0,
    }
}

pub(super) type Result<T> = std::result::Result<T, Box<SyntaxError>>;

/// What was written, where `[]` makes a difference between forms that are the same once read.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// A name, with predicates or without.
    Name,
    /// A bare name, which may be `function`.
    BareName,
    /// What `@` binds.
    Focus,
    Other,
}

/// An operand that is being put together.
pub(super) struct Operand {
    pub(super) node: Node,
    pub(super) form: Form,
    pub(super) height: usize,
    /// The `%` in it that look back further than it.
    pub(super) seeking: Vec<usize>,
}

/// What the parts of an operand add to it.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) height: usize,
    pub(super) seeking: Vec<usize>,
}

impl Parts {
    /// Takes a part whose `%` look back from the whole.
    pub(super) fn take(&mut self, part: Operand) -> Node {
        self.seeking.extend(&part.seeking);
        self.seeking.extend(parent_of(&part.node));
        self.enclose(part)
    }

    /// Takes a part whose `%` are no business of the whole.
    pub(super) fn enclose(&mut self, part: Operand) -> Node {
        self.height = self.height.max(part.height);
        part.node
    }

    pub(super) fn whole(self, span: Span, kind: Kind) -> Operand {
        Operand {
            node: Node::new(span, kind),
            form: Form::Other,
            height: self.height + 1,
            seeking: self.seeking,
        }
    }
}

pub(super) struct Parser<'t> {
    lexer: Lexer<'t>,
    pub(super) token: Token,
    pub(super) span: Span,
    /// Where the token before this one ends.
    before: usize,
    nesting: usize,
    pub(super) slots: Slots,
}

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Expression> {
    let mut parser = Parser {
        lexer: Lexer::new(text),
        token: Token::End,
        span: Span::default(),
        before: 0,
        nesting: 0,
        slots: Slots::default(),
    };
    parser.advance(false)?;
    let whole = parser.expression(0)?;
    if parser.token != Token::End {
        let message = format!(
            "{} is not expected here: an operator is missing, or a bracket is closed too early",
            parser.token.words()
        );
        return Err(SyntaxError::new("S0201", parser.span, message));
    }
    if parent_of(&whole.node).is_some() || !whole.seeking.is_empty() {
        return Err(astray(whole.node.span));
    }
    Ok(Expression {
        root: whole.node,
        labels: parser.slots.labels(),
    })
}

impl Parser<'_> {
    /// Goes to the next token. After an operand a `/` divides.
    pub(super) fn advance(&mut self, after_operand: bool) -> Result<()> {
        self.before = self.span.end;
        let (token, span) = self.lexer.next(after_operand)?;
        if let Token::Mark(mark @ ("!" | "~")) = token {
            let message = format!(
                "`{mark}` is no operator{}",
                if mark == "!" {
                    ": use $not(..) or `!=`"
                } else {
                    ": use `~>`"
                }
            );
            return Err(SyntaxError::new("S0204", span, message));
        }
        (self.token, self.span) = (token, span);
        Ok(())
    }

    pub(super) fn is(&self, mark: &str) -> bool {
        self.token.is(mark)
    }

    /// Takes a mark that must be there.
    pub(super) fn expect(&mut self, mark: &str, after_operand: bool) -> Result<()> {
        if self.is(mark) {
            return self.advance(after_operand);
        }
        let (code, message) = if self.token == Token::End {
            (
                "S0203",
                format!("the expression ends where `{mark}` is expected"),
            )
        } else {
            (
                "S0202",
                format!("{} stands where `{mark}` is expected", self.token.words()),
            )
        };
        Err(SyntaxError::new(code, self.span, message))
    }

    /// Takes a mark if it is there.
    pub(super) fn eat(&mut self, mark: &str) -> Result<bool> {
        let is = self.is(mark);
        if is {
            self.advance(false)?;
        }
        Ok(is)
    }

    pub(super) fn since(&self, start: usize) -> Span {
        Span::new(start, self.before.max(start))
    }

    /// Reads an operand and all that binds tighter than `power`. INVARIANT: recurses no deeper than [`MAX_NESTING`].
    pub(super) fn expression(&mut self, power: u8) -> Result<Operand> {
        let start = self.span;
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            let message = format!("the expression is nested more than {MAX_NESTING} levels deep");
            return Err(SyntaxError::new("S0000", start, message));
        }
        let token = std::mem::replace(&mut self.token, Token::End);
        let mut left = {
            self.advance(true)?;
            self.operand(token, start)?
        };
        while power < binding(&self.token) {
            let Token::Mark(mark) = self.token else { break };
            let at = self.span;
            self.advance(false)?;
            left = self.after(left, mark, at)?;
            if left.height > MAX_HEIGHT {
                let message = format!("the expression has more than {MAX_HEIGHT} levels");
                return Err(SyntaxError::new("S0000", at, message));
            }
        }
        self.nesting -= 1;
        Ok(left)
    }

    /// What follows a dot. A name alone, as nearly every step is, comes as that: no path is made of it first.
    pub(super) fn step(&mut self) -> Result<std::result::Result<Node, Operand>> {
        const DOT: u8 = 75;
        if !matches!(self.token, Token::Name(_)) {
            return self.expression(DOT).map(Err);
        }
        let (at, before, next) = (self.span, self.before, self.lexer.at());
        let token = std::mem::replace(&mut self.token, Token::End);
        self.advance(true)?;
        match token {
            Token::Name(name) if binding(&self.token) <= DOT => {
                Ok(Ok(Node::new(at, Kind::Name(name))))
            }
            // Something belongs to the name: once more, from its beginning.
            token => {
                self.lexer.go_back(next);
                (self.token, self.span, self.before) = (token, at, before);
                self.expression(DOT).map(Err)
            }
        }
    }

    /// What a token means at the beginning of an operand. The token after it is the current one.
    fn operand(&mut self, token: Token, at: Span) -> Result<Operand> {
        let leaf = |kind| Ok(Parts::default().whole(at, kind));
        match token {
            Token::String(text) => leaf(Kind::String(text)),
            Token::Number(number) => leaf(Kind::Number(number)),
            Token::Value(Some(value)) => leaf(Kind::Bool(value)),
            Token::Value(None) => leaf(Kind::Null),
            Token::Regex(regex) => leaf(Kind::Regex(regex)),
            Token::Variable(name) => leaf(Kind::Variable(name)),
            Token::Name(name) => Ok(Self::name(name, at)),
            Token::End => Err(SyntaxError::new(
                "S0207",
                at,
                "the expression ends where a value is expected",
            )),
            Token::Mark(mark) => match mark {
                "and" | "or" | "in" => Ok(Self::name(mark.to_owned(), at)),
                "*" => leaf(Kind::Wildcard),
                "**" => leaf(Kind::Descendant),
                "%" => {
                    let slot = self.slots.open();
                    leaf(Kind::Parent(slot))
                }
                "-" => self.negation(at),
                "(" => self.block(at),
                "[" => self.array(at),
                "{" => {
                    let mut parts = Parts::default();
                    let pairs = self.pairs(&mut parts, true)?;
                    Ok(parts.whole(self.since(at.start), Kind::Object(pairs)))
                }
                "|" => self.transform(at),
                _ => Err(self.no_operand(mark, at)),
            },
        }
    }

    fn no_operand(&self, mark: &str, at: Span) -> Box<SyntaxError> {
        let newer = mark == "?" || mark == ":" && self.lexer.byte_before(at.start) == Some(b'?');
        let hint = if newer {
            ": `??` and `?:` came after the JSONata 2.0.6 that Step Functions runs, use `$exists(a) ? a : b`"
        } else {
            ""
        };
        let message = format!("`{mark}` stands where a value is expected{hint}");
        SyntaxError::new("S0211", at, message)
    }

    fn name(name: String, at: Span) -> Operand {
        let step = Step::new(Node::new(at, Kind::Name(name)));
        let path = Path {
            steps: vec![step],
            ..Path::default()
        };
        Operand {
            form: Form::BareName,
            ..Parts::default().whole(at, Kind::Path(path))
        }
    }

    fn negation(&mut self, at: Span) -> Result<Operand> {
        let of = self.expression(70)?;
        let span = self.since(at.start);
        if let Kind::Number(number) = of.node.kind {
            return Ok(Parts::default().whole(span, Kind::Number(-number)));
        }
        let mut parts = Parts::default();
        let of = Box::new(parts.take(of));
        Ok(parts.whole(span, Kind::Negate(of)))
    }

    fn block(&mut self, at: Span) -> Result<Operand> {
        let (mut parts, mut items) = (Parts::default(), Vec::new());
        while !self.is(")") {
            let item = self.expression(0)?;
            items.push(parts.take(item));
            if !self.eat(";")? {
                break;
            }
        }
        self.expect(")", true)?;
        Ok(parts.whole(self.since(at.start), Kind::Block(items)))
    }

    fn array(&mut self, at: Span) -> Result<Operand> {
        let (mut parts, mut items) = (Parts::default(), Vec::new());
        if !self.is("]") {
            loop {
                let item = self.expression(0)?;
                let start = item.node.span.start;
                let item = parts.take(item);
                items.push(if self.eat("..")? {
                    let to = self.expression(0)?;
                    let kind = Kind::Range {
                        from: Box::new(item),
                        to: Box::new(parts.take(to)),
                    };
                    parts.height += 1;
                    Node::new(self.since(start), kind)
                } else {
                    item
                });
                if !self.eat(",")? {
                    break;
                }
            }
        }
        self.expect("]", true)?;
        Ok(parts.whole(self.since(at.start), Kind::Array(items)))
    }

    /// Keys and values up to the closing brace.
    pub(super) fn pairs(&mut self, parts: &mut Parts, own: bool) -> Result<Vec<(Node, Node)>> {
        let mut pairs = Vec::new();
        let mut take = |part: Operand| {
            if own {
                parts.take(part)
            } else {
                parts.enclose(part)
            }
        };
        if !self.is("}") {
            loop {
                let key = take(self.expression(0)?);
                self.expect(":", false)?;
                let value = take(self.expression(0)?);
                pairs.push((key, value));
                if !self.eat(",")? {
                    break;
                }
            }
        }
        self.expect("}", true)?;
        Ok(pairs)
    }

    fn transform(&mut self, at: Span) -> Result<Operand> {
        let mut parts = Parts::default();
        let pattern = Box::new(parts.enclose(self.expression(0)?));
        self.expect("|", false)?;
        let update = Box::new(parts.enclose(self.expression(0)?));
        let delete = if self.eat(",")? {
            Some(Box::new(parts.enclose(self.expression(0)?)))
        } else {
            None
        };
        self.expect("|", false)?;
        let kind = Kind::Transform {
            pattern,
            update,
            delete,
        };
        Ok(parts.whole(self.since(at.start), kind))
    }

    /// What a mark means after an operand. The token after the mark is the current one.
    fn after(&mut self, left: Operand, mark: &'static str, at: Span) -> Result<Operand> {
        match mark {
            "." => self.map(left),
            "[" => self.filter(left, at),
            "{" => self.group(left, at),
            "^" => self.sort(left, at),
            "@" | "#" => self.bind_step(left, mark, at),
            "(" => self.call(left),
            "?" => self.condition(left),
            ":=" => self.bind(left, at),
            "~>" => {
                let mut parts = Parts::default();
                let start = left.node.span.start;
                let left = Box::new(parts.enclose(left));
                let right = Box::new(parts.enclose(self.expression(40)?));
                Ok(parts.whole(self.since(start), Kind::Apply { left, right }))
            }
            _ => {
                let Some(operator) = Operator::from_text(mark) else {
                    return Err(self.no_operand(mark, at));
                };
                let mut parts = Parts::default();
                let start = left.node.span.start;
                let left = Box::new(parts.take(left));
                let right = self.expression(binding(&Token::Mark(mark)))?;
                let right = Box::new(parts.take(right));
                let kind = Kind::Binary {
                    operator,
                    left,
                    right,
                };
                Ok(parts.whole(self.since(start), kind))
            }
        }
    }

    fn condition(&mut self, condition: Operand) -> Result<Operand> {
        let mut parts = Parts::default();
        let start = condition.node.span.start;
        let condition = Box::new(parts.take(condition));
        let then = Box::new(parts.take(self.expression(0)?));
        let otherwise = if self.eat(":")? {
            Some(Box::new(parts.take(self.expression(0)?)))
        } else {
            None
        };
        let kind = Kind::Condition {
            condition,
            then,
            otherwise,
        };
        Ok(parts.whole(self.since(start), kind))
    }

    fn bind(&mut self, left: Operand, at: Span) -> Result<Operand> {
        let Kind::Variable(name) = left.node.kind else {
            let message = "only a variable is set with `:=`, as in `$total := 1`";
            return Err(SyntaxError::new("S0212", at, message));
        };
        let mut parts = Parts::default();
        let value = Box::new(parts.take(self.expression(9)?));
        let span = self.since(left.node.span.start);
        Ok(parts.whole(span, Kind::Bind { name, value }))
    }
}
