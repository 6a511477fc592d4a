//! The `nutgraf` program.

fn main() -> std::process::ExitCode {
    nutgraf::cli::main()
}
