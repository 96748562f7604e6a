//! Do all parties want mediation, and may the committee take the case?

use fengqiao_base::{
    Actor, Day, Refusal,
    id::{AttachmentId, PartyId},
};

use super::{
    Acceptance, ActContext, Answer, Area, Case, ClockName, Confidentiality, Consent, Difficulty, Fact,
    GuardianGround, Manner, NotAcceptance, NotAcceptedGround, PartyKind, PartyStanding, Representative,
    Stage, Why, file::words,
};

impl Case {
    pub(super) fn record_consent(
        mut self,
        party: PartyId,
        answer: Answer,
        manner: Manner,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let standing = self.party_spoken_for("party", party, ctx)?;
        let at = ctx.at;
        standing.consent = match answer {
            // A refusal protects; it needs no guardian.
            Answer::Refuse => Consent::Refused { at, manner },
            Answer::Agree if standing.needs_guardian && standing.guardian.is_none() => {
                return Err(Why::GuardianMissing.at("party"));
            }
            Answer::Agree if standing.needs_guardian && ctx.by == (Actor::Party { party }) => {
                return Err(Why::GuardianActs.at("party"));
            }
            Answer::Agree => Consent::Given { at, manner },
        };
        self.journal(Fact::ConsentRecorded { party, answer, manner }, ctx);
        if self.parties.iter().all(|party| party.consent != Consent::Unanswered) {
            self.stop(ClockName::Contact, "answered", ctx);
        }
        Ok(self)
    }

    pub(super) fn tell_rights(
        mut self,
        party: PartyId,
        manner: Manner,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.party_spoken_for("party", party, ctx)?.told_rights_at = Some(ctx.at);
        self.journal(Fact::RightsTold { party, manner }, ctx);
        Ok(self)
    }

    pub(super) fn name_representative(
        mut self,
        party: PartyId,
        representative: PartyId,
        capacity: Representative,
        attachment: Option<AttachmentId>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        // Nobody stands for the side she quarrels with.
        if self.party(representative).is_some() {
            return Err(Why::PartyAlreadyThere.at("representative"));
        }
        let standing = self.party_spoken_for("party", party, ctx)?;
        match capacity {
            Representative::Guardian => standing.guardian = Some(representative),
            Representative::Agent => standing.agent = Some(representative),
        }
        self.journal(Fact::RepresentativeNamed { party, representative, capacity, attachment }, ctx);
        Ok(self)
    }

    pub(super) fn join_party(
        mut self,
        mut joiner: PartyStanding,
        ground: Option<GuardianGround>,
        answer: Option<Answer>,
        manner: Manner,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        if self.parties.iter().any(|party| party.is_heard_through(joiner.id)) {
            return Err(Why::PartyAlreadyThere.at("party"));
        }
        // Nobody stands for the side she quarrels with.
        if joiner.guardian.is_some_and(|guardian| self.party(guardian).is_some()) {
            return Err(Why::PartyAlreadyThere.at("guardian"));
        }
        joiner.needs_guardian = ground.is_some() || joiner.guardian.is_some();
        if joiner.needs_guardian && joiner.kind != PartyKind::Person {
            return Err(Why::OnlyPersonsHaveGuardians.at("needs_guardian"));
        }
        // A refusal protects; it needs no guardian.
        if joiner.needs_guardian && joiner.guardian.is_none() && answer == Some(Answer::Agree) {
            return Err(Why::GuardianMissing.at("guardian"));
        }
        joiner.consent = match answer {
            Some(Answer::Agree) => Consent::Given { at: ctx.at, manner },
            Some(Answer::Refuse) => Consent::Refused { at: ctx.at, manner },
            None => Consent::Unanswered,
        };
        if self.stage != Stage::Consent && !joiner.agreed() {
            return Err(Why::JoinerMustAgree.at("answer"));
        }
        let (party, side, guardian) = (joiner.id, joiner.side, joiner.guardian);
        self.parties.push(joiner);
        self.journal(Fact::PartyJoined { party, side }, ctx);
        if let Some(representative) = guardian {
            let capacity = Representative::Guardian;
            self.journal(
                Fact::RepresentativeNamed { party, representative, capacity, attachment: None },
                ctx,
            );
        }
        if ground == Some(GuardianGround::Minor) && self.class == Confidentiality::Ordinary {
            self.class = Confidentiality::Minor;
            let protects = self.parties.iter().filter(|party| party.protected).count();
            self.journal(Fact::ClassSet { class: self.class, protects }, ctx);
        }
        Ok(self)
    }

    /// Whether every party agreed, knows its rights, and the dispute is one for mediation.
    pub(super) fn is_acceptable(&self) -> Result<(), Refusal> {
        if self.area() == Area::Appeal {
            return Err(Why::NotACivilDispute.into());
        }
        if self.parties.iter().any(PartyStanding::refused) {
            return Err(Why::PartyRefused.into());
        }
        let unanswered = self.parties.iter().filter(|party| !party.agreed()).count();
        if unanswered > 0 {
            return Err(Why::ConsentMissing.refusal().with("missing", unanswered));
        }
        let untold = self.parties.iter().filter(|party| party.told_rights_at.is_none()).count();
        if untold > 0 {
            return Err(Why::RightsNotTold.refusal().with("missing", untold));
        }
        Ok(())
    }

    pub(super) fn accept(mut self, agreed_until: Option<Day>, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        if let Some(until) = agreed_until {
            self.refuse_agreed_period(ctx)?;
            if until <= ctx.today() {
                return Err(Why::AgreedDayPassed.at("agreed_until"));
            }
        }
        self.acceptance = Some(Acceptance { at: ctx.at, by: ctx.account()?, agreed_until });
        self.stage = Stage::Accepted;
        self.stop(ClockName::Accept, "accepted", ctx);
        self.start_mediating(agreed_until, ctx)?;
        self.journal(Fact::Accepted { agreed_until }, ctx);
        Ok(self)
    }

    pub(super) fn not_accept(
        mut self,
        ground: NotAcceptedGround,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = words("reason", reason)?;
        if ground == NotAcceptedGround::PartyRefused && !self.parties.iter().any(PartyStanding::refused) {
            return Err(Why::NobodyRefused.at("ground"));
        }
        self.stage = Stage::NotAccepted(NotAcceptance { ground, reason, at: ctx.at });
        for clock in [ClockName::Accept, ClockName::Contact, ClockName::Sign] {
            self.stop(clock, "not-accepted", ctx);
        }
        self.journal(Fact::NotAccepted { ground }, ctx);
        Ok(self)
    }

    pub(super) fn set_class(
        mut self,
        class: Confidentiality,
        protects: &[PartyId],
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        if let Some(stranger) = protects.iter().find(|id| self.party(**id).is_none()) {
            return Err(Why::UnknownParty.at("protects").with("party", stranger));
        }
        self.class = class;
        for party in &mut self.parties {
            party.protected = protects.contains(&party.id);
        }
        self.journal(Fact::ClassSet { class, protects: protects.len() }, ctx);
        Ok(self)
    }

    pub(super) fn correct_type(
        mut self,
        dispute_type: String,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let is_code = (1..=4).contains(&dispute_type.len())
            && dispute_type.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        if !is_code {
            return Err(Why::UnknownType.at("dispute_type"));
        }
        let from = std::mem::replace(&mut self.dispute_type, dispute_type);
        let to = self.dispute_type.clone();
        self.change_mediating_rule(ctx)?;
        self.journal(Fact::TypeCorrected { from, to }, ctx);
        Ok(self)
    }

    pub(super) fn record_difficulty(mut self, difficulty: Difficulty, ctx: &ActContext<'_>) -> Case {
        self.difficulty = difficulty;
        self.journal(Fact::DifficultyRecorded { difficulty }, ctx);
        self
    }
}
