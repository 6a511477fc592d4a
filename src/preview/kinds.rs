//! The content type of a file, by its ending. One that is not in the table is a download, for browsers are told not
//! to guess.

const KINDS: [(&str, &str); 49] = [
    ("html", "text/html; charset=utf-8"),
    ("htm", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("geojson", "application/geo+json"),
    ("jsonld", "application/ld+json"),
    ("webmanifest", "application/manifest+json"),
    ("xml", "application/xml; charset=utf-8"),
    ("xsl", "application/xml; charset=utf-8"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("tsv", "text/tab-separated-values; charset=utf-8"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("ics", "text/calendar; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("apng", "image/apng"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("jxl", "image/jxl"),
    ("ico", "image/x-icon"),
    ("bmp", "image/bmp"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("epub", "application/epub+zip"),
    ("zip", "application/zip"),
    ("gz", "application/gzip"),
    ("wasm", "application/wasm"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("ogg", "audio/ogg"),
    ("wav", "audio/wav"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mov", "video/quicktime"),
];

/// The content type of the file at `path`.
pub(super) fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map_or("application/octet-stream", |(_, kind)| kind)
}

/// Whether the file at `path` is a page, to which the reload script can be added.
pub(super) fn is_html(path: &str) -> bool {
    kind(path).starts_with("text/html")
}

#[cfg(test)]
mod tests {
    use super::{is_html, kind};

    #[test]
    fn kinds_go_by_the_last_ending() {
        for (path, expected) in [
            ("a/index.html", "text/html; charset=utf-8"),
            ("A.HTML", "text/html; charset=utf-8"),
            ("tags/x/feed.xml", "application/xml; charset=utf-8"),
            ("index.md", "text/markdown; charset=utf-8"),
            ("a.tar.gz", "application/gzip"),
            ("a.html/CNAME", "application/octet-stream"),
            (".nojekyll", "application/octet-stream"),
            ("a.exe", "application/octet-stream"),
        ] {
            assert_eq!(kind(path), expected, "{path}");
        }
        assert!(is_html("a.htm") && !is_html("a.html.txt"));
    }
}
