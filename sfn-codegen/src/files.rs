//! Files on disk: what would change, and changing all of it or nothing.
//!
//! Knows directories and bytes, not what is in them.

use crate::artifacts::{Files, is_own_file};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is new, or holds something else.
    Written,
    /// It holds what it should, and is not touched.
    Unchanged,
    /// The workflow no longer has it.
    Removed,
}

/// A file as it is and as it should be.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) path: PathBuf,
    pub(crate) found: Option<Vec<u8>>,
    pub(crate) wanted: Option<String>,
}

impl Planned {
    pub(crate) fn change(&self) -> Change {
        match (&self.found, &self.wanted) {
            (Some(found), Some(wanted)) if found == wanted.as_bytes() => Change::Unchanged,
            (_, Some(_)) => Change::Written,
            (_, None) => Change::Removed,
        }
    }
}

/// What writing the files of a workflow below a directory would do. Each workflow has a directory of its own. Of the files in it
/// only those that a workflow can have are looked at; of these, one that the workflow no longer has is removed.
pub(crate) fn plan(workflow: &str, files: Files, out: &Path) -> io::Result<Vec<Planned>> {
    let directory = out.join(workflow);
    let mut planned = Vec::new();
    for (name, wanted) in files {
        let path = directory.join(&*name);
        let found = match fs::read(&path) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(named(error, &path)),
        };
        planned.push(Planned {
            path,
            found,
            wanted: Some(wanted),
        });
    }
    let entries = match fs::read_dir(&directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(planned),
        Err(error) => return Err(named(error, &directory)),
    };
    let mut left: Vec<PathBuf> = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| named(error, &directory))?.path();
        let own = path.file_name().and_then(|name| name.to_str());
        if own.is_some_and(is_own_file) && planned.iter().all(|planned| planned.path != path) {
            left.push(path);
        }
    }
    left.sort();
    for path in left {
        let found = Some(fs::read(&path).map_err(|error| named(error, &path))?);
        planned.push(Planned {
            path,
            found,
            wanted: None,
        });
    }
    Ok(planned)
}

/// Does what is planned. First everything new is written beside its place, then all of it is moved there: an error
/// while writing leaves every file as it was.
pub(crate) fn apply(planned: &[Planned]) -> io::Result<()> {
    let mut moves: Vec<(PathBuf, &Path)> = Vec::new();
    let written = planned
        .iter()
        .filter(|planned| planned.change() == Change::Written)
        .try_for_each(|planned| {
            let temporary = beside(&planned.path);
            moves.push((temporary.clone(), &planned.path));
            write(&temporary, planned.wanted.as_deref().unwrap_or_default())
                .map_err(|error| named(error, &planned.path))
        });
    let moved = written.and_then(|()| {
        moves
            .iter()
            .try_for_each(|(from, to)| fs::rename(from, to).map_err(|error| named(error, to)))
    });
    if moved.is_err() {
        for (temporary, _) in &moves {
            // What is not there any more has been moved; what is left over is of no use.
            let _ = fs::remove_file(temporary);
        }
        return moved;
    }
    planned
        .iter()
        .filter(|planned| planned.change() == Change::Removed)
        .try_for_each(|planned| {
            fs::remove_file(&planned.path).map_err(|error| named(error, &planned.path))
        })
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let mut file = fs::File::create(path)?;
    file.write_all(text.as_bytes())
}

/// Writes a file in one step: whoever reads it sees what was there or what is there now.
#[cfg(feature = "cli")]
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let temporary = beside(path);
    write(&temporary, text)
        .and_then(|()| fs::rename(&temporary, path))
        .map_err(|error| {
            // What is not there any more has been moved.
            let _ = fs::remove_file(&temporary);
            named(error, path)
        })
}

/// A name in the same directory, so that moving it to its place is one step, and that nobody else uses.
fn beside(path: &Path) -> PathBuf {
    static USED: AtomicUsize = AtomicUsize::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let number = USED.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!(".{name}.{}.{number}.tmp", std::process::id()))
}

fn named(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// The lines in which two texts differ, a few of them, for people.
pub(crate) fn difference(found: &str, wanted: &str) -> Vec<String> {
    const SHOWN: usize = 4;
    let (old, new): (Vec<&str>, Vec<&str>) = (found.lines().collect(), wanted.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let mut lines = vec![format!("  @@ line {} @@", same + 1)];
    for (sign, side) in [
        ('-', &old[same..old.len() - tail]),
        ('+', &new[same..new.len() - tail]),
    ] {
        lines.extend(
            side.iter()
                .take(SHOWN)
                .map(|line| format!("  {sign} {line}")),
        );
        if side.len() > SHOWN {
            lines.push(format!("  {sign} .. and {} more lines", side.len() - SHOWN));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_short() {
        assert_eq!(
            difference("a\nb\nc\n", "a\nx\nc\n"),
            ["  @@ line 2 @@", "  - b", "  + x"]
        );
        assert_eq!(difference("", "a\n"), ["  @@ line 1 @@", "  + a"]);
        let long = difference("a\n", &"b\n".repeat(9));
        assert_eq!(long.last().unwrap(), "  + .. and 5 more lines");
    }

    #[test]
    fn writing_is_all_or_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let wanted = |name: &str| Planned {
            path: directory.path().join(name),
            found: None,
            wanted: Some("x\n".into()),
        };
        fs::write(directory.path().join("file"), "not a directory").unwrap();
        let error = apply(&[wanted("a"), wanted("file/b")]).unwrap_err();
        assert!(error.to_string().contains("file"), "{error}");
        let left: Vec<_> = fs::read_dir(directory.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["file"]);
        apply(&[wanted("a"), wanted("sub/b")]).unwrap();
        assert_eq!(
            fs::read_to_string(directory.path().join("sub/b")).unwrap(),
            "x\n"
        );
        assert_eq!(
            fs::read_dir(directory.path().join("sub")).unwrap().count(),
            1
        );
    }
}
