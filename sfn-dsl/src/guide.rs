#![doc = include_str!("../guide/_00_contents.md")]
//!
//! Here are the texts alone; nothing in this module is used by a program.

macro_rules! chapters {
    ($($name:ident $file:literal)*) => {$(
        #[doc = include_str!(concat!("../guide/", $file))]
        pub mod $name {}
    )*};
}
chapters! {
    _01_first_state "_01_first_state.md"
    _02_data "_02_data.md"
    _03_tasks "_03_tasks.md"
    _04_flow "_04_flow.md"
    _05_choices "_05_choices.md"
    _06_errors "_06_errors.md"
    _07_waiting "_07_waiting.md"
    _08_side_by_side "_08_side_by_side.md"
    _09_kinds "_09_kinds.md"
    _10_languages "_10_languages.md"
    _11_programs "_11_programs.md"
    _12_variables "_12_variables.md"
    _13_distributed_maps "_13_distributed_maps.md"
    _14_patterns "_14_patterns.md"
    _15_functions "_15_functions.md"
    _20_asl "_20_asl.md"
    _21_cdk "_21_cdk.md"
}
