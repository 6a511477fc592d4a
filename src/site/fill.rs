//! Fills the holes of a text: the only place where a link of a text becomes an address.
//!
//! One text is filled twice, differently: on its page with root-relative addresses, in feeds with absolute ones.

use std::fmt::Write as _;

use super::links::Resolved;
use crate::base::escape::push_escaped;
use crate::base::{Address, BaseUrl};
use crate::briefing::markdown::Fill;

/// How holes are filled.
#[derive(Debug, Clone, Copy)]
pub struct Filler<'a> {
    /// Where the site is published.
    pub base_url: &'a BaseUrl,
    /// The page's own address where its anchors are read elsewhere, as in a feed; `None` on the page itself.
    pub elsewhere: Option<&'a Address>,
}

impl Filler<'_> {
    /// Fills one hole from the links of the text. The holes for key facts and components are the caller's.
    pub fn fill(&self, links: &[Resolved], hole: &Fill, out: &mut String) {
        match hole {
            Fill::OwnAnchor => self.push_own(out),
            Fill::Link(index) => self.push_link(links.get(*index), out),
            Fill::Image(index) => self.push_picture(links.get(*index), out),
            Fill::Cited(_) | Fill::Facts | Fill::Call(_) | Fill::CallEnd(_) => {}
        }
    }

    /// An address as it is printed here.
    #[must_use]
    pub fn address(&self, address: &Address) -> String {
        if self.elsewhere.is_some() { self.base_url.absolute(address) } else { self.base_url.relative(address) }
    }

    fn push_own(&self, out: &mut String) {
        if let Some(own) = self.elsewhere {
            push_escaped(out, &self.base_url.absolute(own));
        }
    }

    fn push_link(&self, link: Option<&Resolved>, out: &mut String) {
        out.push_str(" href=\"");
        match link {
            Some(Resolved::To { address, suffix }) => {
                push_escaped(out, &self.address(address));
                push_escaped(out, suffix);
            }
            Some(Resolved::Own(anchor)) => {
                self.push_own(out);
                push_escaped(out, anchor);
            }
            Some(Resolved::Picture { address, .. }) => push_escaped(out, &self.address(address)),
            Some(Resolved::Elsewhere(url)) => push_escaped(out, url),
            Some(Resolved::Nowhere) | None => {
                out.truncate(out.len() - " href=\"".len());
                return;
            }
        }
        out.push('"');
    }

    fn push_picture(&self, link: Option<&Resolved>, out: &mut String) {
        out.push_str(" src=\"");
        let size = match link {
            Some(Resolved::Picture { address, size }) => {
                push_escaped(out, &self.address(address));
                *size
            }
            Some(Resolved::Elsewhere(url)) => {
                push_escaped(out, url);
                None
            }
            _ => None,
        };
        out.push('"');
        if let Some((width, height)) = size {
            let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
        }
    }
}
