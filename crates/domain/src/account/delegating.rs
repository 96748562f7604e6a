//! May this post be done by a colleague while its holder is on leave?

use fengqiao_base::{AccountId, Day, Duty, Refusal};
use time::Duration;

use super::{Post, Term};

/// The longest leave that a colleague stands in for, in days; longer absences are filled by a post of one's own.
pub const LONGEST_DELEGATION: i64 = 90;

/// Duties in which nobody stands in: a mediator is accepted by the parties, and the head appoints another with their
/// word (人民调解法 13); reviewers are chosen for their person; the custodian's key is its holder's; administrators are
/// kept apart.
const NOT_DELEGATED: [Duty; 6] = [
    Duty::Mediator,
    Duty::Panel,
    Duty::Custodian,
    Duty::SystemAdministrator,
    Duty::SecurityAdministrator,
    Duty::Auditor,
];

/// Somebody on leave and the colleague who is to stand in.
#[derive(Debug, Clone, Copy)]
pub struct Delegating<'a> {
    /// Whose post it is.
    pub of: AccountId,
    /// The post.
    pub post: &'a Post,
    /// Who stands in.
    pub to: AccountId,
    /// What the colleague holds.
    pub held: &'a [Post],
    /// Today.
    pub today: Day,
}

impl Delegating<'_> {
    /// The post as the colleague holds it for `term`: without the duties in which nobody stands in.
    ///
    /// # Errors
    /// A stand-in is a colleague of the same body who is no administrator; the post is the holder's own and holds for
    /// the whole term, which begins today or later and ends within [`LONGEST_DELEGATION`] days.
    pub fn checked(self, term: Term) -> Result<Post, Refusal> {
        if self.of == self.to {
            return Err(Refusal::new("delegation-to-oneself").at("to"));
        }
        if self.post.of.is_some() {
            return Err(Refusal::new("delegation-passed-on").at("post"));
        }
        let duties: Vec<Duty> =
            self.post.duties.iter().copied().filter(|duty| !NOT_DELEGATED.contains(duty)).collect();
        if duties.is_empty() {
            return Err(Refusal::new("delegation-not-of-this-duty").law("人民调解法 第十三条").at("post"));
        }
        let Some(until) = term.until else { return Err(Refusal::new("delegation-without-end").at("until")) };
        if term.from < self.today {
            return Err(Refusal::new("delegation-begins-before").at("from"));
        }
        if until < term.from {
            return Err(Refusal::new("post-ends-before").at("until"));
        }
        if until - term.from >= Duration::days(LONGEST_DELEGATION) {
            return Err(Refusal::new("delegation-too-long").at("until").with("most", LONGEST_DELEGATION));
        }
        if !self.post.term.covers(term) {
            return Err(Refusal::new("delegation-outside-post").at("until"));
        }
        let is_colleague = self.held.iter().any(|held| held.of.is_none() && held.body == self.post.body);
        if !is_colleague || self.held.iter().any(|held| held.is_administrator() && held.term.meets(term)) {
            return Err(Refusal::new("delegation-no-colleague").at("to"));
        }
        Ok(Post { duties, term, of: Some(self.of), ..self.post.clone() })
    }
}

#[cfg(test)]
mod tests {
    use fengqiao_base::{BodyId, id::PostId};
    use time::macros::date;
    use uuid::Uuid;

    use super::*;

    const TODAY: Day = date!(2026 - 11 - 24);

    fn post(duties: &[Duty], body: u128) -> Post {
        Post {
            id: PostId(Uuid::from_u128(7)),
            duties: duties.to_vec(),
            body: Some(BodyId(Uuid::from_u128(body))),
            street: None,
            term: Term { from: date!(2026 - 01 - 01), until: Some(date!(2027 - 12 - 31)) },
            of: None,
        }
    }

    fn delegated(own: &Post, held: &[Post], from: Day, until: Option<Day>) -> Result<Post, &'static str> {
        let (of, to) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let delegating = Delegating { of, post: own, to, held, today: TODAY };
        delegating.checked(Term { from, until }).map_err(|refusal| refusal.code)
    }

    const NEXT_WEEK: Option<Day> = Some(date!(2026 - 12 - 01));

    #[test]
    fn a_colleague_stands_in_on_the_post_but_mediates_nothing() {
        let own = post(&[Duty::Head, Duty::Mediator], 1);
        let stands_in = delegated(&own, &[post(&[Duty::Intake], 1)], TODAY, NEXT_WEEK);
        let expected = Post {
            duties: vec![Duty::Head],
            term: Term { from: TODAY, until: NEXT_WEEK },
            of: Some(AccountId(Uuid::from_u128(1))),
            ..own
        };
        assert_eq!(stands_in, Ok(expected));
    }

    #[test]
    fn nobody_stands_in_for_a_mediator_a_reviewer_a_custodian_or_an_administrator() {
        for duty in NOT_DELEGATED {
            let refused = delegated(&post(&[duty], 1), &[post(&[Duty::Intake], 1)], TODAY, NEXT_WEEK);
            assert_eq!(refused, Err("delegation-not-of-this-duty"), "{duty:?}");
        }
    }

    #[test]
    fn a_leave_has_an_end_within_ninety_days_and_within_the_post() {
        let (own, colleague) = (post(&[Duty::Head], 1), [post(&[Duty::Intake], 1)]);
        let of = |from, until| delegated(&own, &colleague, from, until).map(|post| post.term.until);
        assert_eq!(of(TODAY, None), Err("delegation-without-end"));
        assert_eq!(of(date!(2026 - 11 - 23), NEXT_WEEK), Err("delegation-begins-before"));
        assert_eq!(of(NEXT_WEEK.unwrap(), Some(TODAY)), Err("post-ends-before"));
        let ninetieth = Some(date!(2027 - 02 - 21));
        assert_eq!(of(TODAY, ninetieth), Ok(ninetieth));
        assert_eq!(of(TODAY, Some(date!(2027 - 02 - 22))), Err("delegation-too-long"));
        assert_eq!(of(date!(2027 - 12 - 30), Some(date!(2028 - 01 - 01))), Err("delegation-outside-post"));
    }

    #[test]
    fn only_a_colleague_of_the_same_body_who_is_no_administrator_stands_in_and_passes_nothing_on() {
        let own = post(&[Duty::Head], 1);
        let to = |held: &[Post]| delegated(&own, held, TODAY, NEXT_WEEK).map(|post| post.duties);
        assert_eq!(to(&[]), Err("delegation-no-colleague"));
        assert_eq!(to(&[post(&[Duty::Intake], 2)]), Err("delegation-no-colleague"));
        assert_eq!(to(&[post(&[Duty::Auditor], 1)]), Err("delegation-no-colleague"));
        let passed_on = Post { of: Some(AccountId(Uuid::from_u128(3))), ..own.clone() };
        assert_eq!(
            delegated(&passed_on, &[post(&[Duty::Intake], 1)], TODAY, NEXT_WEEK),
            Err("delegation-passed-on")
        );
    }
}
