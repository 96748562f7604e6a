//! Is this the password, at a cost that makes guessing dear?

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use fengqiao_web::problem::Problem;
use tokio::sync::Semaphore;

/// So many are worked on at once, each in 19 MiB; whoever comes then waits.
static TURNS: Semaphore = Semaphore::const_new(4);

/// Does work with passwords where it keeps no page waiting, a few at a time.
pub async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let _turn = TURNS.acquire().await.map_err(Problem::fault)?;
    tokio::task::spawn_blocking(work).await.map_err(Problem::fault)
}

/// Argon2id with the library's parameters (19 MiB, two passes) and a salt of 16 bytes.
pub fn hash(password: &str, salt: &[u8; 16]) -> String {
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .expect("the library's own parameters are valid")
        .to_string()
}

/// Whether `password` belongs to `hash`.
pub fn is_right(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_password_is_right() {
        let hash = hash("枫桥 2026", &[7; 16]);
        assert!(is_right("枫桥 2026", &hash));
        assert!(!is_right("枫桥 2025", &hash) && !is_right("", &hash) && !is_right("x", "not a hash"));
    }
}
