//! What does a picture tell beside what it shows, and how is that taken away?
//!
//! A telephone writes into a photo where and when it was taken and with which device. Every picture is decoded and
//! written anew, so that nothing but what it shows is kept, turned as the camera was held. What only looks like a
//! picture, or hides something behind one, does not survive that.

use std::{io::Cursor, num::NonZeroU64};

use axum::body::Bytes;
use fengqiao_base::Refusal;
use fengqiao_web::problem::Problem;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageResult, Limits,
    codecs::{
        jpeg::{JpegDecoder, JpegEncoder},
        png::{PngDecoder, PngEncoder},
        webp::WebPDecoder,
    },
    error::LimitError,
    metadata::Orientation,
};
use tokio::sync::Semaphore;

use crate::files::Sniffed;

/// The longest side that is taken, in pixels.
const LONGEST_SIDE: u32 = 20_000;
/// The most bytes a picture has when it is decoded: a photo of 64 million pixels.
const MOST_BYTES: u64 = 192 * 1024 * 1024;
/// The most pictures of one that moves.
const MOST_FRAMES: u32 = 2000;
/// How good a photo is kept, of 100.
const QUALITY: u8 = 90;
const MIB: u64 = 1024 * 1024;
/// So many MiB are decoded at once; whoever comes then waits.
static ROOM: Semaphore = Semaphore::const_new(256);

/// Why a picture is not taken.
enum Fault {
    /// It cannot be read, or is not what it says.
    Unreadable,
    /// It would need too much memory or time.
    TooLarge,
    /// It moves, and is no GIF.
    Moving,
}

impl From<ImageError> for Fault {
    fn from(error: ImageError) -> Self {
        if matches!(error, ImageError::Limits(_)) { Self::TooLarge } else { Self::Unreadable }
    }
}

impl From<gif::DecodingError> for Fault {
    fn from(error: gif::DecodingError) -> Self {
        if matches!(error, gif::DecodingError::OutOfMemory) { Self::TooLarge } else { Self::Unreadable }
    }
}

impl From<gif::EncodingError> for Fault {
    fn from(_: gif::EncodingError) -> Self {
        Self::Unreadable
    }
}

impl Fault {
    fn refusal(&self) -> Refusal {
        match self {
            Self::Unreadable => Refusal::new("picture-unreadable"),
            Self::TooLarge => Refusal::new("picture-too-large").with("most", MOST_BYTES / 3 / 1_000_000),
            Self::Moving => Refusal::new("picture-moving"),
        }
    }
}

/// Whether this is a kind of picture that is written anew.
fn is_picture(kind: Sniffed) -> bool {
    matches!(kind.ending, "jpg" | "png" | "webp" | "gif")
}

/// The picture without anything but what it shows, and what it is now; other files as they are.
pub async fn plain(bytes: Bytes, kind: Sniffed) -> Result<Result<(Bytes, Sniffed), Refusal>, Problem> {
    if !is_picture(kind) {
        return Ok(Ok((bytes, kind)));
    }
    let needed = match needed(&bytes, kind) {
        Ok(needed) => needed,
        Err(fault) => return Ok(Err(fault.refusal())),
    };
    let room =
        u32::try_from(needed.div_ceil(MIB).clamp(1, MOST_BYTES / MIB)).expect("as many as were clamped");
    let _room = ROOM.acquire_many(room).await.map_err(Problem::fault)?;
    let work = tokio::task::spawn_blocking(move || anew(&bytes, kind));
    let done = work.await.map_err(Problem::fault)?;
    Ok(done.map(|(bytes, kind)| (bytes.into(), kind)).map_err(|fault| fault.refusal()))
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

/// How many bytes it has decoded, from its head alone.
fn needed(bytes: &[u8], kind: Sniffed) -> Result<u64, Fault> {
    let from = Cursor::new(bytes);
    let needed = match kind.ending {
        "jpg" => allowed(JpegDecoder::new(from)?)?.total_bytes(),
        "png" => allowed(PngDecoder::with_limits(from, limits())?)?.total_bytes(),
        "webp" => allowed(WebPDecoder::new(from)?)?.total_bytes(),
        _ => {
            let decoder = frames(bytes)?;
            u64::from(decoder.width()) * u64::from(decoder.height())
        }
    };
    if needed > MOST_BYTES { Err(Fault::TooLarge) } else { Ok(needed) }
}

fn allowed<D: ImageDecoder>(mut decoder: D) -> ImageResult<D> {
    decoder.set_limits(limits())?;
    if decoder.total_bytes() > MOST_BYTES {
        return Err(ImageError::Limits(LimitError::from_kind(
            image::error::LimitErrorKind::InsufficientMemory,
        )));
    }
    Ok(decoder)
}

fn anew(bytes: &[u8], kind: Sniffed) -> Result<(Vec<u8>, Sniffed), Fault> {
    let from = Cursor::new(bytes);
    let photo = Sniffed { media_type: "image/jpeg", ending: "jpg" };
    let drawing = Sniffed { media_type: "image/png", ending: "png" };
    let (picture, kind) = match kind.ending {
        "jpg" => (upright(JpegDecoder::new(from)?)?, photo),
        "png" => {
            let decoder = PngDecoder::with_limits(from, limits())?;
            if decoder.is_apng()? {
                return Err(Fault::Moving);
            }
            (upright(decoder)?, drawing)
        }
        "webp" => {
            let decoder = WebPDecoder::new(from)?;
            if decoder.has_animation() {
                return Err(Fault::Moving);
            }
            let picture = upright(decoder)?;
            let kind = if picture.color().has_alpha() { drawing } else { photo };
            (picture, kind)
        }
        _ => return Ok((moving(bytes)?, kind)),
    };
    let mut out = Vec::new();
    if kind == photo {
        let grey_or_colours = match picture {
            DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => picture,
            other => other.into_rgb8().into(),
        };
        JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&grey_or_colours)?;
    } else {
        picture.write_with_encoder(PngEncoder::new(&mut out))?;
    }
    Ok((out, kind))
}

/// What it shows, turned as the camera was held.
fn upright(decoder: impl ImageDecoder) -> ImageResult<DynamicImage> {
    let mut decoder = allowed(decoder)?;
    // What is told of the way it was held may be nonsense; the picture is good all the same.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn frames(bytes: &[u8]) -> Result<gif::Decoder<Cursor<&[u8]>>, Fault> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::Indexed);
    options.check_frame_consistency(true);
    let most = NonZeroU64::new(MOST_BYTES).expect("more than nothing");
    options.set_memory_limit(gif::MemoryLimit::Bytes(most));
    Ok(options.read_info(Cursor::new(bytes))?)
}

/// A GIF, frame by frame with its own colours: what stands beside the frames is left behind.
fn moving(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut decoder = frames(bytes)?;
    let palette = decoder.global_palette().unwrap_or_default().to_vec();
    let mut encoder = gif::Encoder::new(Vec::new(), decoder.width(), decoder.height(), &palette)?;
    encoder.set_repeat(decoder.repeat())?;
    let (mut count, mut pixels) = (0, 0);
    while let Some(frame) = decoder.read_next_frame()? {
        count += 1;
        pixels += u64::from(frame.width) * u64::from(frame.height);
        if count > MOST_FRAMES || pixels > MOST_BYTES {
            return Err(Fault::TooLarge);
        }
        encoder.write_frame(frame)?;
    }
    if count == 0 {
        return Err(Fault::Unreadable);
    }
    Ok(encoder.into_inner()?)
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;
    use crate::files::sniff;

    /// Red on the left, blue on the right.
    fn picture() -> DynamicImage {
        RgbImage::from_fn(32, 16, |x, _| image::Rgb(if x < 16 { [220, 20, 20] } else { [20, 20, 220] }))
            .into()
    }

    fn jpeg() -> Vec<u8> {
        let mut out = Vec::new();
        JpegEncoder::new_with_quality(&mut out, 95).encode_image(&picture()).unwrap();
        out
    }

    /// A photo held sideways, with the place where it was taken and something hidden behind it.
    fn photo() -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
        exif.extend_from_slice(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0");
        exif.extend_from_slice("GPSLatitude 22.5547N 手机".as_bytes());
        let plain = jpeg();
        let mut photo = plain[..2].to_vec();
        photo.extend_from_slice(b"\xff\xe1");
        photo.extend_from_slice(&u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        photo.extend_from_slice(&exif);
        photo.extend_from_slice(b"\xff\xfe\0\x0bcomment!!");
        photo.extend_from_slice(&plain[2..]);
        photo.extend_from_slice(b"<script>alert(1)</script>PK\x03\x04");
        photo
    }

    async fn kept(bytes: Vec<u8>) -> Result<(Bytes, &'static str), &'static str> {
        let kind = sniff(&bytes).expect("it looks like a picture");
        let done = plain(bytes.into(), kind).await.expect("there is room");
        done.map(|(bytes, kind)| (bytes, kind.media_type)).map_err(|refusal| refusal.code)
    }

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[tokio::test]
    async fn a_photo_loses_place_and_device_and_what_hides_behind_it_and_stands_upright() {
        let photo = photo();
        for secret in [b"GPSLatitude".as_slice(), "手机".as_bytes(), b"comment!!", b"<script>", b"Exif"] {
            assert!(holds(&photo, secret), "the test's own photo");
        }
        let (bytes, media_type) = kept(photo).await.unwrap();
        assert_eq!(media_type, "image/jpeg");
        for secret in
            [b"GPSLatitude".as_slice(), "手机".as_bytes(), b"comment!!", b"<script>", b"PK", b"Exif"]
        {
            assert!(!holds(&bytes, secret), "{}", String::from_utf8_lossy(secret));
        }
        let shown = image::load_from_memory(&bytes).unwrap().into_rgb8();
        assert_eq!(shown.dimensions(), (16, 32), "turned by a quarter");
        assert!(shown.get_pixel(8, 4)[0] > 150 && shown.get_pixel(8, 28)[2] > 150, "the left is above");
    }

    #[tokio::test]
    async fn a_drawing_loses_its_texts() {
        let mut png = Vec::new();
        picture().write_with_encoder(PngEncoder::new(&mut png)).unwrap();
        // A text before the end: its check value is not looked at.
        let end = png.len() - 12;
        let text = b"\0\0\0\x0dtEXtAuthor\0WangWu\xde\xad\xbe\xef";
        png.splice(end..end, text.iter().copied());
        png.extend_from_slice(b"MZ hidden");
        let (bytes, media_type) = kept(png).await.unwrap();
        assert_eq!(media_type, "image/png");
        assert!(!holds(&bytes, b"WangWu") && !holds(&bytes, b"hidden"));
        assert_eq!(image::load_from_memory(&bytes).unwrap().into_rgb8(), picture().into_rgb8());
    }

    #[tokio::test]
    async fn a_webp_becomes_a_jpeg_and_what_is_transparent_a_png() {
        let webp = |picture: DynamicImage| {
            let mut out = Vec::new();
            picture.write_with_encoder(image::codecs::webp::WebPEncoder::new_lossless(&mut out)).unwrap();
            out
        };
        assert_eq!(kept(webp(picture())).await.unwrap().1, "image/jpeg");
        assert_eq!(kept(webp(picture().into_rgba8().into())).await.unwrap().1, "image/png");
    }

    #[tokio::test]
    async fn a_moving_picture_keeps_its_frames_and_loses_its_comments() {
        let mut gif = {
            let mut encoder = gif::Encoder::new(Vec::new(), 2, 2, &[0, 0, 0, 255, 0, 0]).unwrap();
            encoder.set_repeat(gif::Repeat::Infinite).unwrap();
            for colour in [0, 1] {
                let frame = gif::Frame {
                    width: 2,
                    height: 2,
                    buffer: vec![colour; 4].into(),
                    ..gif::Frame::default()
                };
                encoder.write_frame(&frame).unwrap();
            }
            encoder.into_inner().unwrap()
        };
        let end = gif.len() - 1;
        gif.splice(end..end, b"!\xfe\x06secret\0".iter().copied());
        gif.extend_from_slice(b"<html>");
        let (bytes, media_type) = kept(gif).await.unwrap();
        assert_eq!(media_type, "image/gif");
        assert!(!holds(&bytes, b"secret") && !holds(&bytes, b"<html>"));
        let mut decoder = frames(&bytes).ok().unwrap();
        let mut colours = Vec::new();
        while let Some(frame) = decoder.read_next_frame().unwrap() {
            colours.push(frame.buffer[0]);
        }
        assert_eq!((colours, decoder.repeat()), (vec![0, 1], gif::Repeat::Infinite));
    }

    #[tokio::test]
    async fn what_only_looks_like_a_picture_or_would_fill_the_memory_is_refused() {
        assert_eq!(kept(b"\xff\xd8\xff\xe0 and so on".to_vec()).await, Err("picture-unreadable"));
        assert_eq!(kept(b"GIF89a".to_vec()).await, Err("picture-unreadable"));
        let mut cut = jpeg();
        cut.truncate(60);
        assert_eq!(kept(cut).await, Err("picture-unreadable"));
        // Heads that promise 60,000 by 60,000 pixels.
        let mut bomb = Vec::new();
        picture().write_with_encoder(PngEncoder::new(&mut bomb)).unwrap();
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let check = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&check.to_be_bytes());
        assert_eq!(kept(bomb).await, Err("picture-too-large"));
        let mut wide = jpeg();
        let at = wide.windows(2).position(|window| window == b"\xff\xc0").unwrap();
        wide[at + 5..at + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
        assert_eq!(kept(wide).await, Err("picture-too-large"));
        let frame = gif::Frame { width: 1, height: 1, buffer: vec![0].into(), ..gif::Frame::default() };
        let mut long = gif::Encoder::new(Vec::new(), 1, 1, &[0, 0, 0]).unwrap();
        for _ in 0..=MOST_FRAMES {
            long.write_frame(&frame).unwrap();
        }
        assert_eq!(kept(long.into_inner().unwrap()).await, Err("picture-too-large"));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ ((sum & 1) * 0xedb8_8320))
        })
    }
}
