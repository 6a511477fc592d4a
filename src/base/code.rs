//! The codes of all diagnostics: one table from which severity and title come.
//!
//! A code never changes its meaning and is never used again for another. Its page in the guide is
//! `docs/content/codes/CODE.md`, compiled in for `nutgraf explain CODE`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::diagnostic::Severity;

macro_rules! codes {
    ($($code:ident $severity:ident $title:literal;)*) => {
        /// The stable code of a kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $title] $code,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// Its name: `E0102`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)* }
            }

            /// The severity its findings have unless a setting says otherwise.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)* }
            }

            /// What it is about, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$code => $title,)* }
            }

            /// The page of the guide that explains it.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self {
                    $(Self::$code => include_str!(concat!("../../docs/content/codes/", stringify!($code), ".md")),)*
                }
            }
        }
    };
}

codes! {
    E0101 Error "File is not UTF-8 text";
    E0102 Error "Front matter is never closed";
    E0103 Error "YAML syntax";
    E0104 Error "TOML syntax";
    E0105 Error "Misspelt front-matter key";
    W0106 Warning "Unknown front-matter key";
    E0107 Error "Wrong type of value";
    E0108 Error "Unreadable or impossible date";
    E0109 Error "Key given twice";
    E0110 Error "No title";
    E0111 Error "Front matter too large or too deep";
    E0112 Error "Value not allowed";
    E0113 Error "File changed during the build";
    E0201 Error "Key fact without label or value";
    E0202 Error "Key facts in two places differ";
    E0203 Error "Unknown source";
    W0204 Warning "Key fact label used twice";
    E0205 Error "Key facts table of the wrong shape";
    W0206 Warning "Date range runs backwards";
    E0207 Error "Quotation not in its source";
    E0208 Error "Figure or date not in its source";
    W0209 Warning "Source says it otherwise";
    E0210 Error "Snapshot of a source not found";
    W0211 Warning "Quotation stands in another source";
    W0212 Warning "Figure of the text not in the cited source";
    E0213 Error "Facts of one property of two types";
    W0214 Warning "Facts contradict each other";
    E0215 Error "Unknown entity";
    E0216 Error "Unknown property of facts";
    W0220 Warning "Source that nothing cites";
    W0221 Warning "Retracted source in use";
    W0222 Warning "Disputed source in use";
    W0227 Warning "Snapshot changed since it was recorded";
    W0228 Warning "Snapshot seems to end in something else";
    E0229 Error "Snapshot published whole without a licence";
    W0231 Warning "Stronger word than the source's";
    W0232 Warning "Surer than the source";
    E0234 Error "Name not in its source";
    W0235 Warning "Dates and a duration that conflict";
    W0236 Warning "Headline surer than the text";
    W0237 Warning "Total that conflicts with its parts";
    W0239 Warning "Name of the text not in the cited source";
    W0240 Warning "Waiver that does not apply";
    W0241 Warning "Evidence lock out of date";
    W0242 Warning "Claim not in the evidence lock";
    W0243 Warning "Denied by one and not by the other";
    W0244 Warning "Figure stands elsewhere in the source";
    W0245 Warning "Weekday does not fit its date";
    W0246 Warning "Figure goes the other way";
    E0301 Error "Broken link";
    E0302 Error "Broken anchor";
    E0303 Error "Missing image";
    W0304 Warning "Image without alternative text";
    W0305 Warning "Raw HTML shown as text";
    W0306 Warning "Link with a scheme that is not allowed";
    W0307 Warning "Footnote without a definition";
    W0308 Warning "Image cannot be measured";
    W0309 Warning "Link to a page that is not published";
    E0310 Error "Markdown that the parser cannot read";
    E0320 Error "Component that cannot be read";
    E0321 Error "Unknown component";
    E0322 Error "Component called wrongly";
    E0323 Error "Component failed";
    E0401 Error "Two pages at one address";
    E0402 Error "Addresses differ only in letter case or Unicode form";
    E0403 Error "Address not allowed";
    E0404 Error "Unknown tag";
    E0405 Error "Unknown author";
    E0406 Error "Mistake in a registry";
    E0501 Error "Theme not found";
    E0502 Error "Template not found";
    E0503 Error "Template syntax";
    E0504 Error "Template failed while rendering";
    E0505 Error "Theme setting not valid";
    E0506 Error "Mistake in theme.yaml";
    E0507 Error "Social card cannot be drawn";
    W0508 Warning "Colour that cannot be read";
    E0601 Error "Configuration cannot be read";
    E0602 Error "Unknown setting";
    E0603 Error "Setting not valid";
    E0604 Error "Data file cannot be read";
    E0701 Error "Output folder refused";
    E0702 Error "Output would overwrite a file of yours";
    E0703 Error "Output cannot be written";
    E0801 Error "Symbolic link leaves the project";
    E0802 Error "File cannot be read";
    W0803 Warning "Static file not published";
    E0804 Error "File name not allowed";
    E0901 Error "Preview cannot listen";
    E0902 Error "Files cannot be watched";
}

impl Code {
    /// Finds a code by name, in any letter case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
