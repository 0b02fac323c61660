//! Filters: `[?(@.price > 10 && @.name =~ /a.*/i)]`.

use super::ast::{COMPARATORS, Filter, Operand};
use super::reader::{Reader, Result};

/// How deep brackets are nested in a filter at most.
const MAX_NESTING: usize = 32;

impl Reader<'_> {
    /// `a || b`, or what binds tighter. INVARIANT: recurses no deeper than [`MAX_NESTING`].
    pub(super) fn filter(&mut self) -> Result<Filter> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return self.fail(format!(
                "filters are nested more than {MAX_NESTING} levels deep"
            ));
        }
        let mut any = vec![self.all()?];
        while self.eat_after_blank("||") {
            any.push(self.all()?);
        }
        self.nesting -= 1;
        Ok(if any.len() == 1 {
            any.remove(0)
        } else {
            Filter::Or(any)
        })
    }

    fn all(&mut self) -> Result<Filter> {
        let mut all = vec![self.test()?];
        while self.eat_after_blank("&&") {
            all.push(self.test()?);
        }
        Ok(if all.len() == 1 {
            all.remove(0)
        } else {
            Filter::And(all)
        })
    }

    fn test(&mut self) -> Result<Filter> {
        self.blank();
        let mut negated = false;
        while self.starts_with("!") {
            self.at += 1;
            self.blank();
            negated = !negated;
        }
        let test = if self.starts_with("(") {
            self.at += 1;
            let filter = self.filter()?;
            if !self.eat_after_blank(")") {
                return self.fail("a `)` is missing in the filter");
            }
            filter
        } else {
            self.comparison()?
        };
        Ok(if negated {
            Filter::Not(Box::new(test))
        } else {
            test
        })
    }

    fn comparison(&mut self) -> Result<Filter> {
        let left = self.operand()?;
        self.blank();
        let rest = self.rest();
        let is = |text: &str| {
            rest.get(..text.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(text))
        };
        let Some((text, operator)) = COMPARATORS.iter().find(|(text, _)| is(text)) else {
            return Ok(Filter::Exists(left));
        };
        self.at += text.len();
        let right = self.operand()?;
        Ok(Filter::Compare {
            left,
            operator: *operator,
            right,
        })
    }

    fn operand(&mut self) -> Result<Operand> {
        self.blank();
        match self.peek() {
            Some(b'@' | b'$') => self.inner_path().map(Operand::Path),
            Some(quote @ (b'\'' | b'"')) => self.quoted(quote).map(Operand::String),
            Some(b'/') => self.regex(),
            Some(b'[') => self.list(),
            _ => self.word(),
        }
    }

    /// What is not quoted: a number, `true`, `false`, `null`; any other word is text, as the Java library takes it.
    fn word(&mut self) -> Result<Operand> {
        let length = self
            .rest()
            .find(|char: char| !(char.is_alphanumeric() || "+-._".contains(char)))
            .unwrap_or(self.rest().len());
        let word = &self.rest()[..length];
        let operand = match word {
            "" => {
                return self.fail(
                    "a filter compares paths such as @.price, quoted text, numbers, true, false and null",
                );
            }
            "true" => Operand::Bool(true),
            "false" => Operand::Bool(false),
            "null" => Operand::Null,
            _ => match word.parse::<f64>() {
                Ok(number) if number.is_finite() => Operand::Number(number),
                _ => Operand::String(word.to_owned()),
            },
        };
        self.at += length;
        Ok(operand)
    }

    fn list(&mut self) -> Result<Operand> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return self.fail(format!(
                "lists are nested more than {MAX_NESTING} levels deep"
            ));
        }
        self.at += 1;
        let mut items = Vec::new();
        if !self.eat_after_blank("]") {
            loop {
                items.push(self.operand()?);
                if self.eat_after_blank("]") {
                    break;
                }
                if !self.eat_after_blank(",") {
                    return self.fail("a list in a filter is not closed with `]`");
                }
            }
        }
        self.nesting -= 1;
        Ok(Operand::List(items))
    }

    fn regex(&mut self) -> Result<Operand> {
        let start = self.at + 1;
        let mut escaped = false;
        let end = self.text.as_bytes()[start..]
            .iter()
            .position(|byte| match byte {
                _ if escaped => {
                    escaped = false;
                    false
                }
                b'\\' => {
                    escaped = true;
                    false
                }
                byte => *byte == b'/',
            });
        let Some(end) = end else {
            return self.fail("a regular expression is not closed with `/`");
        };
        self.at = start + end + 1;
        let flags = self
            .rest()
            .bytes()
            .take_while(u8::is_ascii_lowercase)
            .count();
        let operand = Operand::Regex {
            pattern: self.text[start..start + end].to_owned(),
            flags: self.rest()[..flags].to_owned(),
        };
        self.at += flags;
        Ok(operand)
    }
}
