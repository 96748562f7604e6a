//! Who shares, who answers, and what does that make of a sharing?

use fengqiao_base::{
    Actor, Day, Duty, Refusal,
    id::{BodyId, PartyId, SharingId},
};
use time::Duration;

use super::{
    LONGEST_DAYS, LONGEST_PURPOSE, SharedPart, Sharing, SharingAnswer, SharingBasis, SharingEnd,
    SharingEnding, SharingGround, SharingState, SharingWord,
};
use crate::case::{ActContext, Case, Confidentiality, Fact, Manner, Why, words};

/// What is asked for when something is to be shared.
pub(crate) struct Wanted {
    pub(crate) body: BodyId,
    pub(crate) parts: Vec<SharedPart>,
    pub(crate) purpose: String,
    pub(crate) ground: Option<SharingGround>,
    pub(crate) until: Day,
}

impl Case {
    pub(crate) fn share(mut self, wanted: Wanted, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let Wanted { body, parts, purpose, ground, until } = wanted;
        let today = ctx.today();
        if body == self.body {
            return Err(Why::SharingWithOneself.at("body"));
        }
        let parts: Vec<SharedPart> =
            SharedPart::ALL.iter().copied().filter(|part| parts.contains(part)).collect();
        if parts.is_empty() {
            return Err(Why::NothingToShare.at("parts"));
        }
        // Who the people of a sealed file are, a custodian opens.
        if self.class == Confidentiality::Sealed && parts.contains(&SharedPart::Contacts) {
            return Err(Why::SealedContacts.at("parts"));
        }
        // To ask both sides would tell the violent one where help is sought.
        if ground.is_none() && self.is_violent() {
            return Err(Why::SharingAsksBothSides.at("ground"));
        }
        if ground.is_some() && ctx.by.duty() != Duty::Head {
            return Err(Why::SharingByLawIsTheHeads.at("ground"));
        }
        let purpose = words("purpose", &purpose)?;
        if purpose.chars().count() > LONGEST_PURPOSE {
            return Err(Why::WordsTooLong.at("purpose").with("longest", LONGEST_PURPOSE));
        }
        if until < today || until > today + Duration::days(LONGEST_DAYS) {
            return Err(Why::SharingTooLong.at("until").with("days", LONGEST_DAYS));
        }
        let is_there = |one: &Sharing| one.is_alive(today) && one.body == body && one.ground() == ground;
        if self.sharings.iter().any(is_there) {
            return Err(Why::SharingThereAlready.at("body"));
        }
        let basis = match ground {
            Some(ground) => SharingBasis::Law { ground },
            None => SharingBasis::Consent { answers: Vec::new() },
        };
        let sharing = ctx.ids.next();
        let count = parts.len();
        self.sharings.push(Sharing {
            id: sharing,
            body,
            parts,
            purpose,
            basis,
            at: ctx.at,
            until,
            end: None,
        });
        self.journal(
            match ground {
                Some(ground) => Fact::SharedByLaw { sharing, body, ground, parts: count, until },
                None => Fact::SharingAsked { sharing, body, parts: count, until },
            },
            ctx,
        );
        Ok(self)
    }

    /// Answers for one party. A refusal, or consent taken back, ends it for all (个人信息保护法 15).
    pub(crate) fn answer_sharing(
        mut self,
        id: SharingId,
        party: PartyId,
        answer: SharingWord,
        manner: Manner,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let standing = self.party_spoken_for("party", party, ctx)?;
        // A refusal protects; it needs no guardian.
        if answer == SharingWord::Agree && standing.needs_guardian {
            if standing.guardian.is_none() {
                return Err(Why::GuardianMissing.at("party"));
            }
            if ctx.by == (Actor::Party { party }) {
                return Err(Why::GuardianActs.at("party"));
            }
        }
        let sharing = self.living_sharing(id, ctx)?;
        let before = sharing.answer_of(party).map(|earlier| earlier.answer);
        if before == Some(answer) {
            return Err(Why::SharingAnswered.at("answer"));
        }
        let SharingBasis::Consent { answers } = &mut sharing.basis else {
            return Err(Why::SharedByLaw.at("sharing"));
        };
        answers.push(SharingAnswer { party, answer, manner, at: ctx.at });
        let at = ctx.at;
        let fact = match (answer, before) {
            (SharingWord::Agree, _) => Fact::SharingAgreed { sharing: id, party, manner },
            (SharingWord::Refuse, Some(SharingWord::Agree)) => {
                sharing.end = Some(SharingEnd { by: SharingEnding::Withdrawn, at });
                Fact::SharingWithdrawn { sharing: id, party, manner }
            }
            (SharingWord::Refuse, _) => {
                sharing.end = Some(SharingEnd { by: SharingEnding::Refused, at });
                Fact::SharingRefused { sharing: id, party, manner }
            }
        };
        self.journal(fact, ctx);
        Ok(self)
    }

    pub(crate) fn end_sharing(mut self, id: SharingId, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let sharing = self.living_sharing(id, ctx)?;
        sharing.end = Some(SharingEnd { by: SharingEnding::Ended, at: ctx.at });
        let fact = match sharing.ground() {
            Some(_) => Fact::SharingByLawEnded { sharing: id },
            None => Fact::SharingEnded { sharing: id },
        };
        self.journal(fact, ctx);
        Ok(self)
    }

    fn living_sharing(&mut self, id: SharingId, ctx: &ActContext<'_>) -> Result<&mut Sharing, Refusal> {
        // What is kept from a party is not there for it.
        let hidden = match ctx.by {
            Actor::Party { party } => self.sharing(id).is_some_and(|one| !self.tells(one, party)),
            _ => false,
        };
        let known = self.sharings.iter_mut().find(|one| one.id == id && !hidden);
        let sharing = known.ok_or_else(|| Why::UnknownSharing.at("sharing"))?;
        if sharing.is_alive(ctx.today()) { Ok(sharing) } else { Err(Why::SharingOver.at("sharing")) }
    }

    /// How a sharing stands on `today`. Whoever joins the case later is asked too: until it has agreed, nothing is shown.
    pub fn sharing_state(&self, sharing: &Sharing, today: Day) -> SharingState {
        match sharing.end.as_ref().map(|end| end.by) {
            Some(SharingEnding::Refused) => SharingState::Refused,
            Some(SharingEnding::Withdrawn) => SharingState::Withdrawn,
            Some(SharingEnding::Ended) => SharingState::Ended,
            None if sharing.until < today => SharingState::Expired,
            None if self.rests(sharing) => SharingState::InForce,
            None => SharingState::Waiting,
        }
    }

    /// Whether the body may read it until its last day: nobody ended it, and its basis is there.
    pub fn is_in_force(&self, sharing: &Sharing) -> bool {
        sharing.end.is_none() && self.rests(sharing)
    }

    /// Whether its basis is there: a ground of law, or everybody's yes.
    fn rests(&self, sharing: &Sharing) -> bool {
        sharing.ground().is_some() || self.unanswered(sharing).next().is_none()
    }

    /// Whose yes is still missing.
    pub fn unanswered<'c>(&'c self, sharing: &'c Sharing) -> impl Iterator<Item = PartyId> + 'c {
        let asks = sharing.ground().is_none();
        let has_agreed = |party: PartyId| {
            sharing.answer_of(party).is_some_and(|answer| answer.answer == SharingWord::Agree)
        };
        let parties = self.parties.iter().map(|party| party.id);
        parties.filter(move |party| asks && !has_agreed(*party))
    }

    /// Whether the body sees who the people are: contacts are among what is shown, and the file is not sealed, nor was
    /// since.
    pub fn shows_people(&self, sharing: &Sharing) -> bool {
        sharing.shows(SharedPart::Contacts) && self.class != Confidentiality::Sealed
    }

    /// Whether `reader`, a party or who speaks for one, is told of a sharing. Where one side may be violent, or the file is
    /// sealed, what rests on law is told to the protected party alone (反家庭暴力法 5).
    pub fn tells(&self, sharing: &Sharing, reader: PartyId) -> bool {
        let is_kept = self.is_violent() || self.class == Confidentiality::Sealed;
        let is_protected =
            || self.parties.iter().any(|party| party.protected && party.is_heard_through(reader));
        match sharing.ground() {
            None => true,
            Some(ground) => !ground.is_kept_from_parties() && (!is_kept || is_protected()),
        }
    }

    /// The sharing of `id`.
    pub fn sharing(&self, id: SharingId) -> Option<&Sharing> {
        self.sharings.iter().find(|one| one.id == id)
    }
}
