//! May this post be given to this account?

use fengqiao_base::{AccountId, Duty, Refusal};

use super::{ADMINISTRATORS, GRANTED, Post};

/// A post that a security administrator is about to give.
#[derive(Debug, Clone, Copy)]
pub struct Granting<'a> {
    /// Who gives it.
    pub by: AccountId,
    /// Who gets it.
    pub to: AccountId,
    /// What the account holds or will hold, stand-ins included.
    pub held: &'a [Post],
}

impl Granting<'_> {
    /// The post, if it may be given.
    ///
    /// # Errors
    /// Nobody gives a post to oneself; a post has at least one duty, each of them one that is given; the last day is
    /// not before the first; an administrator has that duty alone (GB/T 22239-2019 8.1.10), at any time.
    pub fn checked(self, post: Post) -> Result<Post, Refusal> {
        if self.by == self.to {
            return Err(Refusal::new("post-to-oneself"));
        }
        if post.duties.is_empty() {
            return Err(Refusal::new("post-without-duty").at("duties"));
        }
        if let Some(duty) = post.duties.iter().find(|duty| !GRANTED.contains(duty)) {
            return Err(Refusal::new("post-duty-not-given").at("duties").with("duty", duty.code()));
        }
        if post.term.until.is_some_and(|until| until < post.term.from) {
            return Err(Refusal::new("post-ends-before").at("until"));
        }
        self.kept_apart(&post)?;
        Ok(post)
    }

    /// The three administrators exclude each other and every other duty as long as both terms meet.
    fn kept_apart(self, post: &Post) -> Result<(), Refusal> {
        let beside = self.held.iter().filter(|held| held.id != post.id && held.term.meets(post.term));
        let mut all: Vec<Duty> = beside.flat_map(|held| &held.duties).chain(&post.duties).copied().collect();
        all.sort_unstable();
        all.dedup();
        if all.len() > 1 && all.iter().any(|duty| ADMINISTRATORS.contains(duty)) {
            let refusal = Refusal::new("post-administrator-alone").law("GB/T 22239-2019 8.1.10");
            return Err(refusal.at("duties"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use fengqiao_base::{Day, id::PostId};
    use time::macros::date;
    use uuid::Uuid;

    use super::{super::Term, *};

    fn account(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    fn post(n: u128, duties: &[Duty], from: Day, until: Option<Day>) -> Post {
        Post {
            id: PostId(Uuid::from_u128(n)),
            duties: duties.to_vec(),
            body: None,
            street: None,
            term: Term { from, until },
            of: None,
        }
    }

    fn granted(held: &[Post], post: Post) -> Result<Post, &'static str> {
        let granting = Granting { by: account(1), to: account(2), held };
        granting.checked(post).map_err(|refusal| refusal.code)
    }

    const MAY: Day = date!(2026 - 05 - 01);
    const JUNE: Day = date!(2026 - 06 - 01);

    #[test]
    fn each_administrator_excludes_the_others_and_every_other_duty_for_as_long_as_both_hold() {
        for administrator in ADMINISTRATORS {
            for other in GRANTED.into_iter().filter(|other| *other != administrator) {
                let both = post(1, &[administrator, other], MAY, None);
                assert_eq!(
                    granted(&[], both),
                    Err("post-administrator-alone"),
                    "{administrator:?} {other:?}"
                );
                let held = [post(1, &[other], MAY, Some(JUNE))];
                let beside = post(2, &[administrator], JUNE, None);
                assert_eq!(granted(&held, beside), Err("post-administrator-alone"));
                let after = post(2, &[administrator], date!(2026 - 06 - 02), None);
                assert_eq!(granted(&held, after.clone()), Ok(after));
            }
        }
    }

    #[test]
    fn every_duty_is_given_but_those_of_parties_reporters_and_the_platform_and_administrators_come_last() {
        let others = [Duty::Party, Duty::Reporter, Duty::System];
        let given: Vec<Duty> = Duty::ALL.into_iter().filter(|duty| !others.contains(duty)).collect();
        assert_eq!(given, GRANTED);
        assert_eq!(GRANTED[GRANTED.len() - ADMINISTRATORS.len()..], ADMINISTRATORS);
    }

    #[test]
    fn duties_that_are_not_an_administrators_compose() {
        let held = [post(1, &[Duty::Intake], MAY, None)];
        let more = post(2, &[Duty::Head, Duty::Archivist], MAY, None);
        assert_eq!(granted(&held, more.clone()), Ok(more));
    }

    #[test]
    fn a_post_changed_is_not_held_against_itself() {
        let held = [post(1, &[Duty::Intake], MAY, None)];
        let changed = post(1, &[Duty::Auditor], MAY, None);
        assert_eq!(granted(&held, changed.clone()), Ok(changed));
    }

    #[test]
    fn a_post_needs_a_duty_that_is_given_and_an_end_after_its_beginning() {
        assert_eq!(granted(&[], post(1, &[], MAY, None)), Err("post-without-duty"));
        for duty in [Duty::Party, Duty::Reporter, Duty::System] {
            assert_eq!(granted(&[], post(1, &[duty], MAY, None)), Err("post-duty-not-given"));
        }
        assert_eq!(granted(&[], post(1, &[Duty::Head], JUNE, Some(MAY))), Err("post-ends-before"));
    }

    #[test]
    fn nobody_gives_a_post_to_oneself() {
        let granting = Granting { by: account(1), to: account(1), held: &[] };
        let refused = granting.checked(post(1, &[Duty::Head], MAY, None));
        assert_eq!(refused.map_err(|refusal| refusal.code), Err("post-to-oneself"));
    }
}
