//! What the README shows is what is printed.

use crate::Folder;

#[test]
fn the_readme_shows_what_is_printed() {
    let folder = Folder::new().with("order.asl.json", include_str!("shown/order.asl.json"));
    let (_, out, _) = folder.run(&["validate", "order.asl.json"]);
    assert_eq!(out, include_str!("shown/validate.txt"));
}
