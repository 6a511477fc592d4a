//! The settings stage: everything that is decided before a text is read.
//!
//! Configuration, data, registries, theme and fonts, each made from the files and, where they need them, from those before
//! it; and the clock, which the options and the configuration's time zone make. Mistakes are told beside it: a part that
//! cannot be read is what it would be if nothing had been written, so that the stages after it find theirs in the same run.

use std::sync::Arc;

use super::layout::Given;
use super::{Memory, Options};
use crate::base::Diagnostics;
use crate::input::data::{self, Data};
use crate::input::{Config, Files};
use crate::site::{Clock, Registries, Withheld, registry};
use crate::theme::{Fonts, Theme};

/// What a build is to do, as decided.
pub struct Settings {
    /// The configuration.
    pub config: Config,
    /// The build's moment, and what is published at it.
    pub clock: Clock,
    /// The data files.
    pub data: Data,
    /// Tags, authors and sources, from the data.
    pub registries: Registries,
    /// The layers of the theme.
    pub theme: Theme,
    /// What pictures are lettered with.
    pub fonts: Arc<Fonts>,
}

impl Settings {
    /// Reads them; fonts that were read before and are the same are not read again.
    pub fn read(files: &Files, options: &Options, memory: &Memory) -> (Self, Diagnostics) {
        let (config, mut diagnostics) = Config::read(files, options.overrides.clone());
        let clock = Clock { now: options.now, zone: config.timezone.clone(), drafts: options.drafts, future: options.future };
        let (data, found) = data::read(files);
        diagnostics.extend(found);
        let (registries, found) = registry::read(&data);
        diagnostics.extend(found);
        let (theme, found) = Theme::read(files, &config);
        diagnostics.extend(found);
        let (fonts, found) = Fonts::read(files, &theme, memory.fonts.as_ref());
        diagnostics.extend(found);
        (Self { config, clock, data, registries, theme, fonts }, diagnostics)
    }

    /// What a layout is made from, with what is known once the texts are read.
    pub fn layout<'a>(&'a self, files: &'a Files, withheld: &'a [Withheld], closed: &'a [String]) -> Given<'a> {
        let Self { config, registries, theme, fonts, .. } = self;
        Given { files, config, theme, fonts, registries, withheld, closed }
    }
}
