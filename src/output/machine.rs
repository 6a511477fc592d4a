//! Files for machines: the sitemap, robots.txt, and pages that lead from an old address to the new one.

use std::fmt::Write as _;

use crate::base::escape::escaped;
use crate::base::{Address, WrittenDate};
use crate::site::plan::SITEMAP_MAX;
use crate::site::{Job, PageId, Task};
use crate::theme::View;

/// A sitemap (sitemaps.org protocol 0.9), a numbered part of one, or the index of the parts.
#[must_use]
pub fn sitemap(view: &View, part: usize, parts: usize) -> String {
    if part == 0 && parts > 0 {
        return sitemap_index(view, parts);
    }
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let listed = view.plan.jobs.iter().filter(|job| job.task.is_listed());
    for job in listed.skip(part.saturating_sub(1) * SITEMAP_MAX).take(SITEMAP_MAX) {
        let (address, changed) = sitemap_row(view, job);
        let _ = write!(out, "  <url><loc>{}</loc>", escaped(&view.config.base_url.absolute(address)));
        if let Some(date) = changed {
            let _ = write!(out, "<lastmod>{}</lastmod>", date.iso(&view.clock.zone));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

fn sitemap_index(view: &View, parts: usize) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for part in 1..=parts {
        if let Ok(address) = Address::new(&format!("sitemap-{part}.xml")) {
            let _ = writeln!(out, "  <sitemap><loc>{}</loc></sitemap>", escaped(&view.config.base_url.absolute(&address)));
        }
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// What a sitemap tells of a page: its address and its last change; lists have none of their own.
pub(super) fn sitemap_row<'a>(view: &View, job: &'a Job) -> (&'a Address, Option<WrittenDate>) {
    let Task::Page(id) = &job.task else { return (&job.address, None) };
    let head = &view.site.page(*id).head;
    (&job.address, head.updated.or(head.date))
}

/// Everyone may read everything, and the sitemap is there.
#[must_use]
pub fn robots(view: &View) -> String {
    let sitemap = Address::new("sitemap.xml").map(|address| view.config.base_url.absolute(&address)).unwrap_or_default();
    let news = if view.config.news_sitemap { sitemap.replace("sitemap.xml", "news-sitemap.xml") } else { String::new() };
    let news = if news.is_empty() { news } else { format!("Sitemap: {news}\n") };
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n{news}")
}

/// A page that leads on at once, and says so to those who cannot follow.
#[must_use]
pub fn redirect(view: &View, to: PageId) -> String {
    let address = view.plan.page(to);
    let relative = escaped(&view.config.base_url.relative(address));
    let absolute = escaped(&view.config.base_url.absolute(address));
    let title = escaped(&view.site.page(to).head.title);
    let language = escaped(&view.config.language);
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n  <meta charset=\"utf-8\">\n  <meta name=\"viewport\" content=\"width=device-width\">\n  \
         <title>{title}</title>\n  <link rel=\"canonical\" href=\"{absolute}\">\n  <meta name=\"robots\" content=\"noindex\">\n  \
         <meta http-equiv=\"refresh\" content=\"0; url={relative}\">\n</head>\n<body>\n  \
         <p>This page has moved to <a href=\"{relative}\">{title}</a>.</p>\n</body>\n</html>\n"
    )
}
