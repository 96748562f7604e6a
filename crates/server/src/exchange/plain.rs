//! In which encoding is a file, and how is it read as UTF-8?
//!
//! Spreadsheet programs write UTF-8 with a mark, UTF-16 with a mark, or, in China, GB18030 without one. What is valid
//! UTF-8 to its end is taken for UTF-8; everything else without a mark for GB18030.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are read at once.
const BLOCK: usize = 64 * 1024;

/// A file as UTF-8. What cannot be decoded stands as U+FFFD.
pub struct Plain {
    file: File,
    decoder: Decoder,
    encoding: &'static Encoding,
    raw: Vec<u8>,
    /// Read from the file and not decoded yet.
    waiting: std::ops::Range<usize>,
    text: Vec<u8>,
    given: usize,
    is_over: bool,
    size: u64,
    done: Arc<AtomicU64>,
}

impl Plain {
    /// Opens a file and finds its encoding.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        let encoding = encoding_of(&mut file)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Self {
            file,
            // A mark at the beginning is taken away.
            decoder: encoding.new_decoder_with_bom_removal(),
            encoding,
            raw: vec![0; BLOCK],
            waiting: 0..0,
            text: Vec::with_capacity(BLOCK * 2),
            given: 0,
            is_over: false,
            size,
            done: Arc::default(),
        })
    }

    /// The name of the encoding.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// How many bytes the file has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many of them have been read, while it is read.
    pub fn done(&self) -> Arc<AtomicU64> {
        self.done.clone()
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        let mut is_last = false;
        if self.waiting.is_empty() {
            let read = self.file.read(&mut self.raw)?;
            self.waiting = 0..read;
            self.done.fetch_add(read as u64, Ordering::Relaxed);
            is_last = read == 0;
        }
        self.text.resize(BLOCK * 2, 0);
        let (result, read, written, _) =
            self.decoder.decode_to_utf8(&self.raw[self.waiting.clone()], &mut self.text, is_last);
        self.waiting.start += read;
        self.text.truncate(written);
        self.is_over = is_last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl Read for Plain {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.is_over {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = into.len().min(self.text.len() - self.given);
        into[..count].copy_from_slice(&self.text[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

fn encoding_of(file: &mut File) -> io::Result<&'static Encoding> {
    let mut block = vec![0; BLOCK];
    let mut kept: Vec<u8> = Vec::new();
    let mut is_first = true;
    loop {
        let read = file.read(&mut block)?;
        if is_first {
            is_first = false;
            match &block[..read] {
                [0xff, 0xfe, ..] => return Ok(UTF_16LE),
                [0xfe, 0xff, ..] => return Ok(UTF_16BE),
                [0xef, 0xbb, 0xbf, ..] => return Ok(UTF_8),
                _ => {}
            }
        }
        if read == 0 {
            return Ok(if kept.is_empty() { UTF_8 } else { GB18030 });
        }
        kept.extend_from_slice(&block[..read]);
        match std::str::from_utf8(&kept) {
            Ok(_) => kept.clear(),
            // A character that goes on in the next block.
            Err(error) if error.error_len().is_none() => {
                kept.drain(..error.valid_up_to());
            }
            Err(_) => return Ok(GB18030),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        std::fs::write(&path, bytes).unwrap();
        let mut plain = Plain::open(&path).unwrap();
        let mut text = String::new();
        plain.read_to_string(&mut text).unwrap();
        assert_eq!(plain.done().load(Ordering::Relaxed), bytes.len() as u64);
        (text, plain.encoding())
    }

    #[test]
    fn the_same_text_is_read_from_every_encoding() {
        let text = "案件编号,纠纷简介\n1,楼上漏水，䶮家天花板受损\n";
        let (gb, ..) = GB18030.encode(text);
        let utf_16: Vec<u8> =
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        assert_eq!(read(text.as_bytes()), (text.to_owned(), "UTF-8"));
        assert_eq!(read(&marked), (text.to_owned(), "UTF-8"));
        assert_eq!(read(&gb), (text.to_owned(), "gb18030"));
        assert_eq!(read(&utf_16), (text.to_owned(), "UTF-16LE"));
        assert_eq!(read(b""), (String::new(), "UTF-8"));
    }

    #[test]
    fn a_long_file_is_read_whole_and_a_character_on_an_edge_is_not_broken() {
        // Not 漏水: its two characters in GB18030 are valid UTF-8 by chance, which no whole table is.
        let text = "a调解".repeat(BLOCK);
        assert!(read(text.as_bytes()) == (text.clone(), "UTF-8"), "UTF-8 comes back as it was");
        let (gb, ..) = GB18030.encode(&text);
        assert!(read(&gb) == (text, "gb18030"), "GB18030 comes back as it was");
    }

    #[test]
    fn what_is_no_text_is_marked() {
        let (text, encoding) = read(b"\xff\xff\xb5\xf7");
        assert_eq!((text.as_str(), encoding), ("\u{fffd}\u{fffd}调", "gb18030"));
    }
}
