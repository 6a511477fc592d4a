//! The arguments as typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A static-site generator for curated, sourced briefings.
#[derive(Debug, Parser)]
#[command(name = "nutgraf", version, propagate_version = true, disable_help_subcommand = true, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new project with sample content.
    Init(InitOptions),
    /// Write a new briefing from an archetype.
    New(NewOptions),
    /// Write the site into the output folder.
    Build(BuildOptions),
    /// Preview the site, reloading as you type.
    Serve(ServeOptions),
    /// Find every mistake, without writing anything.
    Check(CheckOptions),
    /// Tell what is drafted, scheduled or expired.
    List(ListOptions),
    /// Keep copies of what briefings rest on.
    Source {
        /// What to do with them.
        #[command(subcommand)]
        what: SourceCommand,
    },
    /// Explain a diagnostic code, or list all of them.
    Explain {
        /// The code, such as E0102.
        code: Option<String>,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// One JSON object on standard output.
    Json,
    /// GitHub Actions annotations.
    Github,
    /// SARIF 2.1.0.
    Sarif,
}

/// Options of every command that reads a project.
#[derive(Debug, Clone, Args)]
pub struct ProjectOptions {
    /// The project's folder [default: the nearest one with a nutgraf.yaml or content folder]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Where the site will be published, over the project's own setting.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Include drafts.
    #[arg(long)]
    pub drafts: bool,
    /// Include what is scheduled for later.
    #[arg(long)]
    pub future: bool,
    /// The moment to build for, in RFC 3339 [default: SOURCE_DATE_EPOCH if set, else now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// Treat warnings as errors.
    #[arg(long)]
    pub strict: bool,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Print only what is wrong.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `init`.
#[derive(Debug, Clone, Args)]
pub struct InitOptions {
    /// The folder to make; `.` is this one.
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// Add a GitHub Pages workflow.
    #[arg(long)]
    pub github: bool,
}

/// Options of `new`.
#[derive(Debug, Clone, Args)]
pub struct NewOptions {
    /// The briefing's title.
    pub title: String,
    /// The section to put it in, a folder below content/.
    #[arg(long, short, value_name = "FOLDER")]
    pub section: Option<String>,
    /// The archetype to start from: archetypes/NAME.md.
    #[arg(long, short, value_name = "NAME", default_value = "briefing")]
    pub archetype: String,
    /// The project's folder.
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The moment to date it, in RFC 3339 [default: SOURCE_DATE_EPOCH if set, else now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// What `source` does.
#[derive(Debug, Subcommand)]
pub enum SourceCommand {
    /// Store the text of a source, and write its record.
    Add(Box<AddOptions>),
    /// Show a copy with the numbers of its lines.
    Show(ShowOptions),
}

/// Options of `source add`.
#[derive(Debug, Clone, Args)]
pub struct AddOptions {
    /// A file of text or HTML, an address on the web, or - for what is pasted.
    #[arg(value_name = "FILE|URL|-")]
    pub from: String,
    /// The id that citations use, and the name of the stored file [default: from the title]
    #[arg(long)]
    pub id: Option<String>,
    /// Show the record for the front matter of this briefing, instead of adding it to the registry.
    #[arg(long, value_name = "BRIEFING.md")]
    pub to: Option<PathBuf>,
    /// Its title, over what the page says.
    #[arg(long)]
    pub title: Option<String>,
    /// Who published it, over what the page says.
    #[arg(long)]
    pub publisher: Option<String>,
    /// When it was published, over what the page says.
    #[arg(long)]
    pub date: Option<String>,
    /// The language it is in, such as de or pt-BR, over what the page says.
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// The lines that are the work, such as 5-38 or "5-12, 14-38".
    #[arg(long, value_name = "A-B")]
    pub lines: Option<String>,
    /// Store the page as it is, too.
    #[arg(long)]
    pub keep_html: bool,
    /// Take the lines that are proposed without asking.
    #[arg(long, short)]
    pub yes: bool,
    /// Fetch even if the host is this machine, or one of the local network.
    #[arg(long)]
    pub allow_private: bool,
    /// Give up fetching after so many seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// The project's folder.
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The moment to date it, in RFC 3339 [default: SOURCE_DATE_EPOCH if set, else now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// Options of `source show`.
#[derive(Debug, Clone, Args)]
pub struct ShowOptions {
    /// The copy: a path below content/, or that of any file.
    pub file: PathBuf,
    /// The project's folder.
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// Options of `build`.
#[derive(Debug, Clone, Args)]
pub struct BuildOptions {
    /// What every command takes.
    #[command(flatten)]
    pub project: ProjectOptions,
    /// The output folder, over the project's own setting.
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Build again whenever something changes.
    #[arg(long, short)]
    pub watch: bool,
    /// Look for changes by reading the folders again and again, for file systems that tell of none.
    #[arg(long, requires = "watch")]
    pub poll: bool,
    /// Tell how long each stage took.
    #[arg(long)]
    pub timings: bool,
    /// Tell what was written and removed, and what each page asked for.
    #[arg(long)]
    pub explain: bool,
}

/// Options of `check`.
#[derive(Debug, Clone, Args)]
pub struct CheckOptions {
    /// What every command takes.
    #[command(flatten)]
    pub project: ProjectOptions,
    /// Write every claim with the passage it rests on into an HTML file.
    #[arg(long, value_name = "FILE")]
    pub evidence_report: Option<PathBuf>,
    /// Write what was found in snapshots into evidence.lock, for checks where the snapshots are not at hand.
    #[arg(long)]
    pub lock: bool,
}

/// Options of `list`.
#[derive(Debug, Clone, Args)]
pub struct ListOptions {
    /// What to list [default: all that is not published]
    #[arg(value_enum)]
    pub what: Option<Listed>,
    /// What every command takes.
    #[command(flatten)]
    pub project: ProjectOptions,
}

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    /// Drafts.
    Drafts,
    /// What is held until a later moment.
    Scheduled,
    /// What is no longer published.
    Expired,
    /// What will expire.
    Due,
    /// What is published and should have been looked at again: its `review_by` has passed.
    Stale,
    /// What rests on sources that were retracted or are disputed.
    Recalled,
    /// Everything, published or not.
    All,
}

/// Options of `serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeOptions {
    /// What every command takes.
    #[command(flatten)]
    pub project: ProjectOptions,
    /// The port, 0 for any that is free [default: 4343, or the next free one]
    #[arg(long, short, value_name = "PORT")]
    pub port: Option<u16>,
    /// The address to listen on.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// Look for changes by reading the folders again and again.
    #[arg(long)]
    pub poll: bool,
    /// Show only what is published: no drafts, nothing scheduled.
    #[arg(long, conflicts_with_all = ["drafts", "future"])]
    pub published: bool,
    /// Show the site as it will be at a moment: what is published then, and no more.
    #[arg(long, value_name = "TIME", conflicts_with = "now")]
    pub at: Option<String>,
    /// Open the front page in the browser.
    #[arg(long)]
    pub open: bool,
}
