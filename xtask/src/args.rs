//! Command-line words become options, asked for by name: `--count 5`, `--count=5`, `--no-hugo`.
//!
//! Each task takes what it knows out of the list; [`Args::finish`] then refuses whatever is left, so a misspelt
//! option never passes silently.

use std::env;
use std::path::PathBuf;
use std::str::FromStr;

use crate::failure::Failure;

pub struct Args {
    words: Vec<String>,
}

impl Args {
    /// The task's name and what follows it.
    pub fn from_command_line() -> Result<(String, Self), Failure> {
        let mut words = env::args_os()
            .skip(1)
            .map(|word| word.into_string().map_err(|word| Failure::Usage(format!("`{}` is not UTF-8", word.display()))));
        let task = words.next().unwrap_or_else(|| Err(Failure::Usage("no task given".into())))?;
        let words = words.collect::<Result<_, _>>()?;
        Ok((task, Self { words }))
    }

    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    pub fn value(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let prefix = format!("{name}=");
        let Some(at) = self.words.iter().position(|word| word == name || word.starts_with(&prefix)) else {
            return Ok(None);
        };
        let word = self.words.remove(at);
        if let Some(value) = word.strip_prefix(&prefix) {
            return Ok(Some(value.to_owned()));
        }
        if self.words.get(at).is_none_or(|next| next.starts_with("--")) {
            return Err(Failure::Usage(format!("`{name}` needs a value")));
        }
        Ok(Some(self.words.remove(at)))
    }

    /// A whole number of at least 1.
    pub fn number<N: FromStr + PartialOrd + From<u8>>(&mut self, name: &str, default: N) -> Result<N, Failure> {
        let Some(text) = self.value(name)? else { return Ok(default) };
        let number = text.parse().ok().filter(|number| *number >= N::from(1));
        number.ok_or_else(|| Failure::Usage(format!("`{name} {text}`: not a whole number of at least 1")))
    }

    pub fn required_path(&mut self, name: &str) -> Result<PathBuf, Failure> {
        let value = self.value(name)?;
        value.map(PathBuf::from).ok_or_else(|| Failure::Usage(format!("`{name}` is missing")))
    }

    /// Refuses what no one asked for.
    pub fn finish(self) -> Result<(), Failure> {
        match self.words.first() {
            None => Ok(()),
            Some(word) => Err(Failure::Usage(format!("`{word}` is not known here"))),
        }
    }
}
