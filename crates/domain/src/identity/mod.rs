//! Who may see who the people of a sealed file are?
//!
//! Whoever mediates the case works with its people and sees them. Everybody else who reads the file sees letters in
//! their place; whoever has to know more says why, and a custodian, who does not read the file, opens the identities to
//! that one person for a time (个人信息保护法 6, 51).

use fengqiao_base::{AccountId, Moment, Refusal};
use serde::{Deserialize, Serialize};
use time::Duration;

/// The longest time for which identities are opened, in hours.
pub const LONGEST_OPENING: i64 = 72;
/// A reason in fewer characters is none.
pub const SHORTEST_REASON: usize = 10;
/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// Somebody's wish to see the identities of one sealed file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRequest {
    /// Who asks.
    pub account: AccountId,
    /// Why.
    pub reason: String,
    /// When it was asked.
    pub at: Moment,
    /// What came of it.
    pub state: IdentityState,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum IdentityState {
    /// Nobody has answered yet.
    Asked,
    /// Open until then.
    Opened {
        /// By which custodian.
        by: AccountId,
        /// When.
        at: Moment,
        /// Until when.
        until: Moment,
    },
    /// Refused.
    Refused {
        /// By which custodian.
        by: AccountId,
        /// When.
        at: Moment,
        /// Why.
        answer: String,
    },
}

/// A reason that somebody can judge by: neither too short nor too long.
///
/// # Errors
/// `identity-reason-too-short` below [`SHORTEST_REASON`] characters, `words-too-long` above [`LONGEST_REASON`].
pub(crate) fn reasoned(text: &str, field: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if length < SHORTEST_REASON {
        return Err(Refusal::new("identity-reason-too-short").at(field).with("shortest", SHORTEST_REASON));
    }
    if length > LONGEST_REASON {
        return Err(Refusal::new("words-too-long").at(field).with("longest", LONGEST_REASON));
    }
    Ok(text.to_owned())
}

impl IdentityRequest {
    /// Asks, with a written reason.
    ///
    /// # Errors
    /// `identity-reason-too-short` below [`SHORTEST_REASON`] characters, `words-too-long` above [`LONGEST_REASON`].
    pub fn ask(account: AccountId, reason: &str, at: Moment) -> Result<Self, Refusal> {
        Ok(Self { account, reason: reasoned(reason, "reason")?, at, state: IdentityState::Asked })
    }

    fn undecided(&self, by: AccountId) -> Result<(), Refusal> {
        if by == self.account {
            return Err(Refusal::new("identity-of-oneself"));
        }
        if self.state != IdentityState::Asked {
            return Err(Refusal::new("identity-decided"));
        }
        Ok(())
    }

    /// Opens the identities to whoever asked, for `hours`.
    ///
    /// # Errors
    /// Nobody decides on the own wish, and none is decided twice; the time is 1 to [`LONGEST_OPENING`] hours.
    pub fn open(self, by: AccountId, hours: i64, at: Moment) -> Result<Self, Refusal> {
        self.undecided(by)?;
        if !(1..=LONGEST_OPENING).contains(&hours) {
            return Err(Refusal::new("identity-hours").at("hours").with("most", LONGEST_OPENING));
        }
        Ok(Self { state: IdentityState::Opened { by, at, until: at + Duration::hours(hours) }, ..self })
    }

    /// Refuses, with a reason of its own.
    ///
    /// # Errors
    /// As for [`open`](Self::open) and [`ask`](Self::ask).
    pub fn refuse(self, by: AccountId, answer: &str, at: Moment) -> Result<Self, Refusal> {
        self.undecided(by)?;
        Ok(Self { state: IdentityState::Refused { by, at, answer: reasoned(answer, "answer")? }, ..self })
    }

    /// Whether the identities are open to whoever asked.
    pub fn is_open(&self, now: Moment) -> bool {
        matches!(self.state, IdentityState::Opened { until, .. } if now < until)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const NOW: Moment = datetime!(2026-11-24 02:00 UTC);

    fn account(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    fn asked() -> IdentityRequest {
        IdentityRequest::ask(account(1), " 法院来函核实当事人身份 ", NOW).expect("a reason")
    }

    #[test]
    fn identities_are_open_to_whoever_asked_until_the_time_is_over() {
        let opened = asked().open(account(2), 2, NOW).expect("opened");
        assert_eq!(opened.reason, "法院来函核实当事人身份");
        let open = [Duration::ZERO, Duration::minutes(119), Duration::hours(2)]
            .map(|after| opened.is_open(NOW + after));
        assert_eq!(open, [true, true, false]);
        assert!(!asked().is_open(NOW));
    }

    #[test]
    fn nobody_decides_on_the_own_wish_and_none_is_decided_twice() {
        let code = |result: Result<IdentityRequest, Refusal>| result.map_err(|refusal| refusal.code).err();
        assert_eq!(code(asked().open(account(1), 2, NOW)), Some("identity-of-oneself"));
        let refused = asked().refuse(account(2), "来函没有写明案号和用途。", NOW).expect("refused");
        assert!(!refused.is_open(NOW));
        assert_eq!(code(refused.open(account(2), 2, NOW)), Some("identity-decided"));
    }

    #[test]
    fn a_reason_is_written_out_and_a_time_has_an_end() {
        let code = |result: Result<IdentityRequest, Refusal>| result.map_err(|refusal| refusal.code).err();
        assert_eq!(
            code(IdentityRequest::ask(account(1), "工作需要", NOW)),
            Some("identity-reason-too-short")
        );
        assert_eq!(code(IdentityRequest::ask(account(1), &"理".repeat(501), NOW)), Some("words-too-long"));
        assert_eq!(code(asked().refuse(account(2), "不行", NOW)), Some("identity-reason-too-short"));
        for hours in [0, 73] {
            assert_eq!(code(asked().open(account(2), hours, NOW)), Some("identity-hours"));
        }
    }
}
