//! An SVG becomes a PNG of a given size.
//!
//! Nothing outside the SVG is looked at: addresses in it are not followed, whether of files or of hosts, and its type is set
//! in the fonts that are handed over. The same text gives the same bytes on every machine.
//!
//! Few colours make a small file and a quick one: a picture of up to 256 is written with a palette, any other in full.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, FontResolver, ImageHrefResolver, Options, Tree};
use rustc_hash::FxHashMap;

use crate::theme::Fonts;
use crate::theme::fonts::USUAL_FAMILY;

/// What is drawn, understood but not yet drawn.
pub struct Drawing(Tree);

/// Reads an SVG.
///
/// # Errors
/// It is none; in the words of the parser.
pub fn read(svg: &str, fonts: &Fonts) -> Result<Drawing, String> {
    let font_resolver = FontResolver {
        select_fallback: Box::new(|character, tried, _| fonts.helping_out(character, tried)),
        select_font: FontResolver::default_font_selector(),
    };
    let options = Options {
        font_resolver,
        font_family: USUAL_FAMILY.to_owned(),
        fontdb: fonts.database(),
        image_href_resolver: ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) },
        ..Options::default()
    };
    Tree::from_str(svg, &options).map(Drawing).map_err(|error| words(&error))
}

fn words(error: &usvg::Error) -> String {
    match error {
        usvg::Error::ParsingFailed(fault) => format!("what the template gives is no XML: {fault}"),
        usvg::Error::InvalidSize => "what the template gives has no size; `svg` needs `width` and `height`, or `viewBox`".to_owned(),
        other => other.to_string(),
    }
}

impl Drawing {
    /// The picture, on white, as wide as asked for. What is higher than the picture is cut off.
    ///
    /// # Errors
    /// It has no size that can be drawn.
    pub fn png(&self, width: u32, height: u32) -> Result<Vec<u8>, String> {
        let mut pixels = Pixmap::new(width, height).ok_or("it has no size")?;
        pixels.fill(Color::WHITE);
        #[expect(clippy::cast_precision_loss, reason = "pictures are far smaller than a float is exact")]
        let scale = width as f32 / self.0.size().width();
        resvg::render(&self.0, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        encoded(&pixels).map_err(|error| error.to_string())
    }
}

/// A picture without transparency as PNG.
fn encoded(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::with_capacity(64 * 1024);
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    // Measured on cards: level 3 takes 3 ms for 37 KB; the quickest way 0.4 ms for 59 KB, the smallest 23 ms for 31 KB.
    encoder.set_deflate_compression(png::DeflateCompression::Level(3));
    let data = match Indexed::of(pixels) {
        Some(Indexed { palette, indices }) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            encoder.set_filter(png::Filter::NoFilter);
            indices
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

/// A picture as numbers of colours.
struct Indexed {
    palette: Vec<u8>,
    indices: Vec<u8>,
}

impl Indexed {
    /// `None` if there are more than 256 colours. Much of a card is flat: rows that equal the one above and runs of one
    /// colour are not looked up pixel by pixel.
    fn of(pixels: &Pixmap) -> Option<Self> {
        let row = pixels.width() as usize;
        let (mut numbers, mut palette) = (FxHashMap::<[u8; 4], u8>::default(), Vec::new());
        let mut indices: Vec<u8> = Vec::with_capacity(row * pixels.height() as usize);
        let (colours, _) = pixels.data().as_chunks::<4>();
        let mut above: &[[u8; 4]] = &[];
        for colours in colours.chunks(row) {
            if colours == above {
                indices.extend_from_within(indices.len() - row..);
                continue;
            }
            for run in colours.chunk_by(|left, right| left == right) {
                let number = match numbers.get(&run[0]) {
                    Some(number) => *number,
                    None => {
                        let number = u8::try_from(numbers.len()).ok()?;
                        palette.extend_from_slice(&run[0][..3]);
                        numbers.insert(run[0], number);
                        number
                    }
                };
                indices.resize(indices.len() + run.len(), number);
            }
            above = colours;
        }
        Some(Self { palette, indices })
    }
}

#[cfg(test)]
mod tests {
    use super::{Indexed, encoded};
    use resvg::tiny_skia::{Color, Pixmap};

    /// A picture with a pixel for each colour, the first on all others.
    fn picture(colours: u16) -> Pixmap {
        let mut pixels = Pixmap::new(40, 20).expect("has a size");
        pixels.fill(Color::WHITE);
        for colour in 0..colours {
            let [high, low] = colour.to_be_bytes();
            let at = usize::from(colour) * 4;
            pixels.data_mut()[at..at + 4].copy_from_slice(&[high, low, 9, 255]);
        }
        pixels
    }

    #[test]
    fn few_colours_make_a_palette_and_many_do_not() {
        // White is one more.
        for (colours, fits) in [(1, true), (255, true), (256, false), (300, false)] {
            assert_eq!(Indexed::of(&picture(colours)).is_some(), fits, "{colours}");
        }
    }

    #[test]
    fn what_is_written_is_what_was_drawn() {
        for colours in [3, 300] {
            let pixels = picture(colours);
            let bytes = encoded(&pixels).expect("can be written");
            let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
            decoder.set_transformations(png::Transformations::EXPAND);
            let mut reader = decoder.read_info().expect("is a PNG");
            let mut data = vec![0; reader.output_buffer_size().expect("is known")];
            reader.next_frame(&mut data).expect("is whole");
            let expected: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|pixel| pixel[..3].to_vec()).collect();
            assert!(data == expected, "{colours} colours");
        }
    }
}
