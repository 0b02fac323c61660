//! `docs/json.md` shows what programs get, member for member.

use super::Folder;
use sfn_asl::Json;

const PAGE: &str = include_str!("../../../docs/json.md");

/// The block of the page that begins with a line.
fn block<'p>(rest: &mut &'p str, fence: &str) -> Option<&'p str> {
    let start = rest.find(fence)? + fence.len();
    let end = start + rest[start..].find("```")?;
    let found = &rest[start..end];
    *rest = &rest[end + 3..];
    Some(found)
}

/// Whether two values have the same members, all the way down; of lists the first items are compared, and `null` is as good as anything.
fn compare(at: &str, shown: &Json, printed: &Json, out: &mut Vec<String>) {
    match (shown, printed) {
        (Json::Object(shown), Json::Object(printed)) => {
            let all = shown.keys().chain(printed.keys());
            for key in all {
                match (shown.get(key), printed.get(key)) {
                    (Some(shown), Some(printed)) => {
                        compare(&format!("{at}/{key}"), shown, printed, out)
                    }
                    (Some(_), None) => out.push(format!("{at}/{key} is shown and not printed")),
                    _ => out.push(format!("{at}/{key} is printed and not shown")),
                }
            }
        }
        (Json::Array(shown), Json::Array(printed)) => {
            if let (Some(shown), Some(printed)) = (shown.first(), printed.first()) {
                compare(&format!("{at}/0"), shown, printed, out);
            }
        }
        (Json::Null, _) | (_, Json::Null) => {}
        (shown, printed) if shown.kind() == printed.kind() => {}
        _ => out.push(format!(
            "{at} is {} on the page, and {}",
            shown.kind(),
            printed.kind()
        )),
    }
}

#[test]
fn the_page_shows_what_is_printed() {
    let folder = Folder::new()
        .with("order.asl.json", include_str!("shown/order.asl.json"))
        .with("orders.asl.json", include_str!("shown/orders.asl.json"))
        .with(
            "orders.next.asl.json",
            include_str!("shown/orders.next.asl.json"),
        );
    let (mut rest, mut seen) = (PAGE, Vec::new());
    while let Some(command) = block(&mut rest, "```console\n$ sfn ") {
        let shown: Json = block(&mut rest, "```json\n").unwrap().parse().unwrap();
        let args: Vec<&str> = command.split_whitespace().collect();
        let (_, out, err) = folder.run(&args);
        assert_eq!(err, "", "{command}");
        let printed: Json = out.parse().unwrap();
        let mut differences = Vec::new();
        compare("", &shown, &printed, &mut differences);
        assert!(differences.is_empty(), "{command}: {differences:#?}");
        seen.push(args[0]);
    }
    for command in [
        "validate", "lint", "iam", "graph", "diff", "cost", "schema", "fmt",
    ] {
        assert!(seen.contains(&command), "{command} is not on the page");
    }
}
