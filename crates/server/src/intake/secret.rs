//! With which code does somebody follow a request?
//!
//! Ten characters that nobody confuses: `7KQ2M-XW9DP`. It is made from the request's id under a key of the platform, so
//! that a form sent twice shows the same code though it is kept nowhere; the row holds only a digest.

use fengqiao_base::RequestId;
use fengqiao_domain::search::folded;
use sha2::{Digest, Sha256};

/// No 0 and O, no 1, I and L, no U.
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The code of a request as it was filed.
pub fn of(key: &[u8; 32], id: RequestId) -> String {
    spelled(&Sha256::new().chain_update(key).chain_update(id.0.as_bytes()).finalize().into())
}

/// A new code, in place of one that was lost.
pub fn anew(chance: &[u8; 32]) -> String {
    spelled(chance)
}

fn spelled(bytes: &[u8; 32]) -> String {
    let letter = |pair: &[u8]| {
        let number = u16::from_be_bytes([pair[0], pair[1]]);
        char::from(ALPHABET[usize::from(number) % ALPHABET.len()])
    };
    let letters: String = bytes.chunks_exact(2).take(10).map(letter).collect();
    format!("{}-{}", &letters[..5], &letters[5..])
}

/// What the row keeps of a code.
pub fn digest(code: &str, key: &[u8; 32]) -> [u8; 32] {
    let plain: String =
        folded(code).chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let inner = Sha256::new().chain_update(key).chain_update(plain).finalize();
    Sha256::new().chain_update(key).chain_update(inner).finalize().into()
}

/// Whether `typed` is the code whose digest was kept.
pub fn is_right(typed: &str, kept: &[u8], key: &[u8; 32]) -> bool {
    let typed = digest(typed, key);
    kept.len() == typed.len() && kept.iter().zip(typed).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let code = of(&KEY, RequestId(uuid::Uuid::from_u128(1)));
        assert_eq!(code.len(), 11);
        let kept = digest(&code, &KEY);
        let loose = format!("  {} ", code.to_lowercase().replace('-', " "));
        assert!(is_right(&code, &kept, &KEY) && is_right(&loose, &kept, &KEY));
        assert!(!is_right("", &kept, &KEY) && !is_right("22222-22222", &kept, &KEY));
    }

    #[test]
    fn another_request_and_another_key_give_another_code() {
        let id = RequestId(uuid::Uuid::from_u128(1));
        assert_ne!(of(&KEY, id), of(&KEY, RequestId(uuid::Uuid::from_u128(2))));
        assert_ne!(of(&KEY, id), of(&[8; 32], id));
    }
}
