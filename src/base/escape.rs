//! The one escaping writer: every sink of text in HTML, XML or an attribute goes through it.

/// Appends `text` to `out` so that it is safe as HTML or XML text and inside a quoted attribute.
///
/// `& < > " '` become references; control characters that XML 1.0 forbids (all but tab, line feed and carriage
/// return) and the two non-characters U+FFFE and U+FFFF are dropped.
pub fn push_escaped(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut clean_from = 0;
    // Byte by byte through a table: this is the hottest loop of feeds and texts, and nearly every byte is plain.
    for (index, byte) in bytes.iter().enumerate() {
        let (replacement, length) = match CLASSES[usize::from(*byte)] {
            0 => continue,
            1 => ("&amp;", 1),
            2 => ("&lt;", 1),
            3 => ("&gt;", 1),
            4 => ("&quot;", 1),
            5 => ("&#39;", 1),
            6 => ("", 1),
            _ if matches!(bytes.get(index + 1..index + 3), Some([0xbf, 0xbe | 0xbf])) => ("", 3),
            _ => continue,
        };
        out.push_str(&text[clean_from..index]);
        out.push_str(replacement);
        clean_from = index + length;
    }
    out.push_str(&text[clean_from..]);
}

/// What each byte asks for: nothing, one of the references, to be dropped, or (the first byte of U+FFFE and U+FFFF, as
/// of others) a closer look.
const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        if !matches!(control, 0x9 | 0xa | 0xd) {
            classes[control] = 6;
        }
        control += 1;
    }
    classes[0x7f] = 6;
    classes[b'&' as usize] = 1;
    classes[b'<' as usize] = 2;
    classes[b'>' as usize] = 3;
    classes[b'"' as usize] = 4;
    classes[b'\'' as usize] = 5;
    classes[0xef] = 7;
    classes
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
        assert_eq!(escaped("\u{fffe}é\u{ffff}\u{fffd}\u{7f}\u{85}ﬁ\t"), "é\u{fffd}\u{85}ﬁ\t");
    }

    #[test]
    fn text_of_undoes_escaping() {
        let text = "R&D <strong> \"x\"";
        assert_eq!(text_of(&format!("<em>{}</em> & co", escaped(text))), format!("{text} & co"));
    }
}
