//! What was measured: the works, and for each of them and each program a series of runs.

use super::measure::Cost;

/// A kind of work, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    Cold,
    Unchanged,
    OneEdit,
    StartCold,
    StartWarm,
    PreviewEdit,
}

impl Work {
    pub const ALL: [Self; 6] = [Self::Cold, Self::Unchanged, Self::OneEdit, Self::StartCold, Self::StartWarm, Self::PreviewEdit];

    /// Its name for programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Cold => "cold",
            Self::Unchanged => "unchanged",
            Self::OneEdit => "one-edit",
            Self::StartCold => "start-cold",
            Self::StartWarm => "start-warm",
            Self::PreviewEdit => "preview-edit",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Cold => "Build the whole site",
            Self::Unchanged => "Build again, nothing changed",
            Self::OneEdit => "Build again, one text edited",
            Self::StartCold => "Start the preview without a cache",
            Self::StartWarm => "Start the preview after a build",
            Self::PreviewEdit => "Save a text, see it in the preview",
        }
    }
}

/// What one program needed for one kind of work with so many briefings, a value for each run.
pub struct Series {
    pub work: Work,
    pub count: u64,
    pub program: &'static str,
    /// Seconds until it was done, as a clock on the wall shows.
    pub walls: Vec<f64>,
    /// Seconds of processor time, as far as known.
    pub cpus: Vec<f64>,
    /// Largest resident sets in bytes, as far as known. A preview has one for all of its edits.
    pub peaks: Vec<f64>,
}

impl Series {
    pub fn new(work: Work, count: u64, program: &'static str) -> Self {
        Self { work, count, program, walls: Vec::new(), cpus: Vec::new(), peaks: Vec::new() }
    }

    pub fn push(&mut self, cost: &Cost) {
        self.walls.push(cost.wall);
        self.cpus.extend(cost.resources.map(|resources| resources.cpu));
        self.peaks.extend(cost.resources.map(|resources| resources.peak));
    }

    pub fn wall(&self) -> Option<Spread> {
        Spread::of(self.walls.clone())
    }

    pub fn cpu(&self) -> Option<Spread> {
        Spread::of(self.cpus.clone())
    }

    pub fn peak(&self) -> Option<Spread> {
        Spread::of(self.peaks.clone())
    }
}

/// The runs of a series in one quantity.
#[derive(Clone, Copy)]
pub struct Spread {
    pub median: f64,
    pub min: f64,
    pub max: f64,
    /// The 95th percentile by nearest rank: 95 of 100 runs took no longer.
    pub high: f64,
}

impl Spread {
    /// None of no values.
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let (min, max) = (*values.first()?, *values.last()?);
        // The two middle values; of an odd number they are one and the same.
        let median = f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2]);
        let rank = (values.len() * 95).div_ceil(100);
        Some(Self { median, min, max, high: values[rank - 1] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        let spread = Spread::of(vec![4.0, 1.0, 2.0, 3.0]).map(|spread| (spread.median, spread.min, spread.max));
        assert_eq!(spread, Some((2.5, 1.0, 4.0)));
        assert!(Spread::of(Vec::new()).is_none());
    }

    #[test]
    fn few_take_longer_than_the_95th_percentile() {
        let high = |last: u8| Spread::of((1..=last).map(f64::from).collect()).map(|spread| spread.high);
        assert_eq!((high(100), high(20), high(3)), (Some(95.0), Some(19.0), Some(3.0)));
    }
}
