//! What does the key ring promise whoever holds only the database?
#![expect(clippy::unwrap_used, reason = "helpers of tests stop at what they did not expect")]

use std::sync::Arc;

use fengqiao_base::{Ids, clock::FixedClock};
use fengqiao_seal::{DataKey, Place, Ring, RingError, SealError, Suite, is_sealed, token::Tokens};

fn ids(seed: u64) -> Ids {
    Ids::from_seed(Arc::new(FixedClock::at(time::macros::datetime!(2026-11-24 02:00 UTC))), seed)
}

fn ring(suites: &[Suite]) -> Ring {
    let lines = suites.iter().enumerate().map(|(n, suite)| {
        let n = u8::try_from(n + 1).unwrap();
        Ring::line(n.into(), *suite, &[n; 32]).to_string()
    });
    Ring::parse(&lines.collect::<String>()).unwrap()
}

const STATE: Place<'static> = Place { table: "parties", column: "state", row: b"1" };

#[test]
fn a_sealed_text_shows_nothing_and_opens_again() {
    for suite in Suite::ALL {
        let ids = ids(1);
        let key = DataKey::make(suite, &ids).ready();
        let text = "张三，电话 13800138000，上川社区";
        let sealed = key.seal(&ids, &STATE, text);
        assert!(is_sealed(&sealed) && !is_sealed(text) && sealed.is_ascii());
        assert_eq!(key.open(&STATE, &sealed).as_deref(), Ok(text));
        assert_ne!(key.seal(&ids, &STATE, text), sealed, "the same text is sealed differently each time");
        // 34 bytes more than the text, in base64, after the mark.
        assert_eq!(sealed.len(), 4 + ((text.len() + 34) * 4).div_ceil(3));
    }
}

#[test]
fn a_value_copied_to_another_place_does_not_open() {
    let ids = ids(2);
    let key = DataKey::make(Suite::International, &ids).ready();
    let sealed = key.seal(&ids, &STATE, "张三");
    for place in [
        Place { row: b"2", ..STATE },
        Place { column: "side", ..STATE },
        Place { table: "requests", ..STATE },
        Place { table: "partiesstate", column: "", row: b"1" },
    ] {
        assert_eq!(key.open(&place, &sealed), Err(SealError::Changed));
    }
}

#[test]
fn one_changed_byte_anywhere_is_found() {
    for suite in Suite::ALL {
        let ids = ids(3);
        let key = DataKey::make(suite, &ids).ready();
        let sealed = key.seal_bytes(&ids, &STATE, "张三".as_bytes());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open_bytes(&STATE, changed).is_err(), "byte {at} of {suite:?}");
        }
        for shorter in 0..sealed.len() {
            assert!(
                key.open_bytes(&STATE, sealed[..shorter].to_vec()).is_err(),
                "{shorter} bytes of {suite:?}"
            );
        }
    }
    let key = DataKey::make(Suite::International, &ids(3)).ready();
    assert_eq!(key.open(&STATE, "{\"name\":\"张三\"}"), Err(SealError::Unknown));
    assert_eq!(key.open(&STATE, "fq1:not base64!"), Err(SealError::Unknown));
}

#[test]
fn a_subjects_key_opens_only_for_its_subject() {
    let ids = ids(4);
    let ring = ring(&[Suite::Commercial]);
    let (key, wrapped) = ring.make(&ids, b"zhang");
    let sealed = key.ready().seal(&ids, &STATE, "张三");
    let again = ring.unwrap(b"zhang", &wrapped).unwrap();
    assert_eq!(again.ready().open(&STATE, &sealed).as_deref(), Ok("张三"));
    assert_eq!(ring.unwrap(b"li", &wrapped).unwrap_err(), SealError::Changed);
    let (other, _) = ring.make(&ids, b"li");
    assert!(matches!(other.ready().open(&STATE, &sealed), Err(SealError::OtherKey { .. })));
}

#[test]
fn a_new_master_key_wraps_anew_and_touches_no_value() {
    let ids = ids(5);
    let old = ring(&[Suite::International]);
    let (key, wrapped) = old.make(&ids, b"zhang");
    let sealed = key.ready().seal(&ids, &STATE, "张三");
    let both = ring(&[Suite::International, Suite::Commercial]);
    assert_eq!((both.current(), both.suite(), both.numbers()), (2, Suite::Commercial, vec![1, 2]));
    let anew = both.rewrap(&ids, b"zhang", &wrapped).unwrap().unwrap();
    assert_eq!(both.rewrap(&ids, b"zhang", &anew), Ok(None));
    let opened = |ring: &Ring, wrapped: &[u8]| {
        ring.unwrap(b"zhang", wrapped).map(|key| key.ready().open(&STATE, &sealed).unwrap())
    };
    assert_eq!(opened(&both, &wrapped).as_deref(), Ok("张三"));
    assert_eq!(opened(&both, &anew).as_deref(), Ok("张三"));
    assert_eq!(opened(&old, &anew), Err(SealError::OtherKey { id: 2 }));
}

#[test]
fn a_ring_says_which_line_is_wrong_and_nothing_of_the_key() {
    let key = "0".repeat(64);
    let parse = |text: &str| Ring::parse(text).map(|ring| ring.numbers());
    assert_eq!(parse(&format!("# keys\n\n2 commercial {key}\n1 international {key}\n")), Ok(vec![1, 2]));
    assert_eq!(parse("# nothing\n"), Err(RingError::Empty));
    assert_eq!(parse(&format!("1 international {key}\n1 commercial {key}")), Err(RingError::Twice { id: 1 }));
    for wrong in ["3 international 00", "x international", "3 rot13"] {
        let wrong = format!("1 international {key}\n{wrong} {key}");
        assert_eq!(parse(&wrong), Err(RingError::Line { line: 2 }));
    }
    assert_eq!(parse(&format!("1 international {key} more")), Err(RingError::Line { line: 1 }));
}

#[test]
fn a_token_is_letters_that_begin_as_its_first_character_does() {
    for suite in Suite::ALL {
        let tokens = Tokens::new(&DataKey::make(suite, &ids(6)));
        let spell = |first: &str, whole: &str| {
            let mut out = String::new();
            tokens.spell(&mut out, first, whole);
            out
        };
        let (leak, water) = (spell("漏", "漏水"), spell("水", "水"));
        assert!(leak.len() == 12 && leak.bytes().all(|b| b.is_ascii_lowercase()));
        assert_eq!(leak, spell("漏", "漏水"));
        let mut begin = String::new();
        tokens.begin(&mut begin, "漏");
        assert!(leak.starts_with(&begin) && spell("漏", "漏电").starts_with(&begin));
        assert!(!water.starts_with(&begin) && leak != spell("漏", "漏电"));
        let other = Tokens::new(&DataKey::make(suite, &ids(7)));
        let mut elsewhere = String::new();
        other.spell(&mut elsewhere, "漏", "漏水");
        assert_ne!(leak, elsewhere, "another district writes the same word differently");
    }
}
