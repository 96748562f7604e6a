//! Somebody has shown a password, a passkey or the word of an identity provider: what comes next?

use serde::Deserialize;

/// Whether staff needs a second factor (GB/T 22239 8.1.4.1 d).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// Nobody works without one.
    #[default]
    Required,
    /// Whoever has one is asked for it.
    Offered,
}

/// What is known of somebody at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that do not hang together")]
pub struct Arrived {
    /// A password was typed; else it was not needed.
    pub by_password: bool,
    /// A second factor was shown, or the one that was shown counts for two.
    pub is_sure: bool,
    /// The account has a second factor.
    pub has_factor: bool,
    /// The password must be changed.
    pub is_password_over: bool,
}

/// What is asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The second factor.
    Second,
    /// Another password.
    Password,
    /// To add a second factor.
    Enrol,
    /// Nothing: the desk opens.
    In,
}

impl Step {
    /// What comes next. The second factor comes before a new password: whoever has only the password changes nothing.
    pub fn after(arrived: &Arrived, rule: SecondFactor) -> Self {
        match arrived {
            Arrived { is_sure: false, has_factor: true, .. } => Self::Second,
            Arrived { by_password: true, is_password_over: true, .. } => Self::Password,
            Arrived { is_sure: false, has_factor: false, .. } if rule == SecondFactor::Required => {
                Self::Enrol
            }
            Arrived { .. } => Self::In,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{SecondFactor::*, Step::*, *};

    #[test]
    fn what_is_asked_next_in_every_situation() {
        let mut table = String::new();
        for bits in 0..16_u8 {
            let [by_password, is_sure, has_factor, is_password_over] =
                [8, 4, 2, 1].map(|bit| bits & bit != 0);
            let arrived = Arrived { by_password, is_sure, has_factor, is_password_over };
            let word = |is: bool, word| if is { word } else { "-" };
            let _infallible = writeln!(
                table,
                "{:8} {:4} {:6} {:4} {:?} {:?}",
                word(by_password, "password"),
                word(is_sure, "sure"),
                word(has_factor, "factor"),
                word(is_password_over, "over"),
                Step::after(&arrived, Required),
                Step::after(&arrived, Offered)
            );
        }
        expect_test::expect![[r"
            -        -    -      -    Enrol In
            -        -    -      over Enrol In
            -        -    factor -    Second Second
            -        -    factor over Second Second
            -        sure -      -    In In
            -        sure -      over In In
            -        sure factor -    In In
            -        sure factor over In In
            password -    -      -    Enrol In
            password -    -      over Password Password
            password -    factor -    Second Second
            password -    factor over Second Second
            password sure -      -    In In
            password sure -      over Password Password
            password sure factor -    In In
            password sure factor over Password Password
        "]]
        .assert_eq(&table);
    }

    #[test]
    fn with_the_password_alone_nothing_is_changed_where_a_second_factor_is_known() {
        let known = Arrived { by_password: true, is_sure: false, has_factor: true, is_password_over: true };
        assert_eq!(Step::after(&known, Offered), Second);
        assert_eq!(Step::after(&Arrived { is_sure: true, ..known }, Required), Password);
        assert_eq!(Step::after(&Arrived { is_sure: true, is_password_over: false, ..known }, Required), In);
    }
}
