//! What must a password be, and for how long does it hold (GB/T 22239 8.1.4.1 a)?
//!
//! The standard asks for complexity and for a change from time to time; the numbers are assessors' habit, and so they are
//! settings.

use fengqiao_base::{Moment, Refusal};
use time::Duration;

/// What a district asks of passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRules {
    /// The fewest characters.
    pub shortest: usize,
    /// How many of five kinds of characters: small letters, capitals, digits, letters without case (汉字), signs.
    pub classes: usize,
    /// How many earlier passwords may not come back.
    pub history: usize,
    /// For how long a password holds; none: for good.
    pub holds: Option<Duration>,
}

impl PasswordRules {
    /// Whether `password` may be chosen, as far as it can be seen from itself.
    ///
    /// # Errors
    /// `password-too-short` and `password-too-plain`, at the field `new_password`.
    pub fn check(&self, password: &str) -> Result<(), Refusal> {
        if password.chars().count() < self.shortest {
            let refusal = Refusal::new("password-too-short").at("new_password");
            return Err(refusal.with("shortest", self.shortest));
        }
        if classes(password) < self.classes {
            let refusal = Refusal::new("password-too-plain").at("new_password");
            return Err(refusal.with("classes", self.classes));
        }
        Ok(())
    }

    /// Whether a password set at that time must be changed before anything else.
    pub fn is_over(&self, set_at: Moment, now: Moment) -> bool {
        self.holds.is_some_and(|holds| set_at + holds <= now)
    }
}

/// Of how many kinds the characters are.
fn classes(password: &str) -> usize {
    let kinds: [fn(char) -> bool; 5] = [
        char::is_lowercase,
        char::is_uppercase,
        char::is_numeric,
        |c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase(),
        |c| !c.is_alphanumeric(),
    ];
    kinds.iter().filter(|is_of| password.chars().any(**is_of)).count()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const RULES: PasswordRules =
        PasswordRules { shortest: 12, classes: 3, history: 5, holds: Some(Duration::days(90)) };

    #[test]
    fn a_long_password_of_three_kinds_is_taken_and_a_short_or_plain_one_is_not() {
        let code = |password| RULES.check(password).err().map(|refusal| refusal.code);
        assert_eq!(
            [
                "fengqiao-2026",
                "枫桥边的三棵老榕树 2026",
                "Correct horse battery",
                "abcdefghijkl",
                "123456789012-",
                "Ab1-Ab1-Ab1",
                "三棵老榕树-2",
            ]
            .map(code),
            [
                None,
                None,
                None,
                Some("password-too-plain"),
                Some("password-too-plain"),
                Some("password-too-short"),
                Some("password-too-short"),
            ]
        );
    }

    #[test]
    fn a_password_holds_ninety_days_or_for_good() {
        let set = datetime!(2026-08-26 01:00 UTC);
        let over = |rules: &PasswordRules, days| rules.is_over(set, set + Duration::days(days));
        assert_eq!([89, 90].map(|days| over(&RULES, days)), [false, true]);
        assert!(!over(&PasswordRules { holds: None, ..RULES }, 9000));
    }
}
