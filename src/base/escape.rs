//! The one escaping writer: every sink of text in HTML, XML or an attribute goes through it.

/// Appends `text` to `out` so that it is safe as HTML or XML text and inside a quoted attribute.
///
/// `& < > " '` become references; control characters that XML 1.0 forbids (all but tab, line feed and carriage
/// return) and the two non-characters U+FFFE and U+FFFF are dropped.
pub fn push_escaped(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let (mut clean_from, mut from) = (0, 0);
    while let Some(index) = next_marked(bytes, from) {
        let (replacement, length) = match bytes[index] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\'' => ("&#39;", 1),
            0xef if matches!(bytes.get(index + 1..index + 3), Some([0xbf, 0xbe | 0xbf])) => ("", 3),
            0xef => {
                from = index + 1;
                continue;
            }
            _ => ("", 1),
        };
        out.push_str(&text[clean_from..index]);
        out.push_str(replacement);
        clean_from = index + length;
        from = clean_from;
    }
    out.push_str(&text[clean_from..]);
}

/// The next byte that must not stay as it is or asks for a closer look.
///
/// This is the hottest loop of feeds and texts, and nearly every byte is plain: sixteen are looked at at once, which
/// takes a fifth of the instructions of a look at each.
fn next_marked(bytes: &[u8], from: usize) -> Option<usize> {
    let (chunks, last) = bytes[from..].as_chunks::<16>();
    let has_mark = |chunk: &[u8; 16]| chunk.iter().fold(false, |found, byte| found | is_marked(*byte));
    let plain = chunks.iter().position(has_mark).unwrap_or(chunks.len());
    let rest = chunks.get(plain).map_or(last, |chunk| chunk);
    rest.iter().position(|byte| is_marked(*byte)).map(|at| from + plain * 16 + at)
}

/// Markup, control characters, and the first byte of U+FFFE and U+FFFF (which is that of others, too).
fn is_marked(byte: u8) -> bool {
    let is_control = (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7f);
    let is_markup = (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'');
    is_control | is_markup | (byte == 0xef)
}

/// [`push_escaped`] into a new string.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// The text of an HTML fragment: tags removed, the references that [`push_escaped`] makes resolved.
///
/// For fragments that this program wrote; it is no parser for HTML of others.
#[must_use]
pub fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('<') { rest.find('>').map_or("", |end| &rest[end + 1..]) } else { push_reference(&mut out, rest) };
    }
    out.push_str(rest);
    out
}

fn push_reference<'a>(out: &mut String, rest: &'a str) -> &'a str {
    const REFERENCES: [(&str, char); 6] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&nbsp;", '\u{a0}')];
    for (reference, character) in REFERENCES {
        if let Some(after) = rest.strip_prefix(reference) {
            out.push(character);
            return after;
        }
    }
    out.push('&');
    &rest[1..]
}

#[cfg(test)]
mod tests {
    use super::{escaped, text_of};

    #[test]
    fn markup_and_control_characters_never_pass() {
        assert_eq!(escaped("a<b> & \"c\" 'd'\0\u{1b}e\n"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;e\n");
        assert_eq!(escaped(&"plain, and longer than sixteen bytes & ".repeat(2)), "plain, and longer than sixteen bytes &amp; ".repeat(2));
        assert_eq!(escaped("\u{fffe}é\u{ffff}\u{fffd}\u{7f}\u{85}ﬁ\t"), "é\u{fffd}\u{85}ﬁ\t");
    }

    #[test]
    fn text_of_undoes_escaping() {
        let text = "R&D <strong> \"x\"";
        assert_eq!(text_of(&format!("<em>{}</em> & co", escaped(text))), format!("{text} & co"));
    }
}
