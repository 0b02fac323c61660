//! What the fuzz targets share: the checks, which are those of the tests, and how definitions are mutated.

#[path = "../../sfn-asl/tests/checks/mod.rs"]
pub mod asl;
#[path = "../../sfn-codegen/tests/checks/mod.rs"]
pub mod codegen;
pub mod mutate;
pub mod words;

#[cfg(fuzzing)]
pub use libfuzzer_sys;

/// A fuzz target of checks on bytes; with `json` its input is also mutated as a tree.
///
/// Built without `cargo fuzz` it is a program that runs the checks on the files it is given, and says how long each took.
#[macro_export]
macro_rules! target {
    ($check:path, json $(, $more:path)*) => {
        $crate::target!($check $(, $more)*);

        #[cfg(fuzzing)]
        $crate::libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
            let plain = |data: &mut [u8], size| $crate::libfuzzer_sys::fuzzer_mutate(data, size, max);
            $crate::mutate::mutate(data, size, max, seed, plain)
        });
    };
    ($check:path $(, $more:path)*) => {
        #[cfg(fuzzing)]
        $crate::libfuzzer_sys::fuzz_target!(|data: &[u8]| {
            $check(data);
            $($more(data);)*
        });

        #[cfg(not(fuzzing))]
        fn main() -> std::process::ExitCode {
            $crate::replay(&[$check $(, $more)*])
        }
    };
}

/// Runs checks on the files that the command line names.
pub fn replay(checks: &[fn(&[u8])]) -> std::process::ExitCode {
    let mut status = std::process::ExitCode::SUCCESS;
    for name in std::env::args_os().skip(1) {
        let shown = name.to_string_lossy();
        match std::fs::read(&name) {
            Ok(bytes) => {
                let start = std::time::Instant::now();
                checks.iter().for_each(|check| check(&bytes));
                println!("{shown}: {} bytes, {:?}", bytes.len(), start.elapsed());
            }
            Err(error) => {
                eprintln!("error: `{shown}` cannot be read: {error}");
                status = std::process::ExitCode::FAILURE;
            }
        }
    }
    status
}
