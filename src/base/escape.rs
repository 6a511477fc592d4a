//! The one escaping writer: every sink of text in HTML, XML or an attribute goes through it.

/// Appends `text` to `out` so that it is safe as HTML or XML text and inside a quoted attribute.
///
/// `& < > " '` become references; control characters that XML 1.0 forbids (all but tab, line feed and carriage
/// return) and the two non-characters U+FFFE and U+FFFF are dropped.
pub fn push_escaped(out: &mut String, text: &str) {
    let mut clean_from = 0;
    for (index, character) in text.char_indices() {
        let replacement = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ if is_forbidden(character) => "",
            _ => continue,
        };
        out.push_str(&text[clean_from..index]);
        out.push_str(replacement);
        clean_from = index + character.len_utf8();
    }
    out.push_str(&text[clean_from..]);
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

fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::{escaped, text_of};

    #[test]
    fn markup_and_control_characters_never_pass() {
        assert_eq!(escaped("a<b> & \"c\" 'd'\0\u{1b}e\n"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;e\n");
    }

    #[test]
    fn text_of_undoes_escaping() {
        let text = "R&D <strong> \"x\"";
        assert_eq!(text_of(&format!("<em>{}</em> & co", escaped(text))), format!("{text} & co"));
    }
}
