//! How is a session held, and when does the mediation rest or take longer?

use fengqiao_base::{
    Day, Refusal,
    id::{AttachmentId, PartyId},
};

use super::{Extension, Session, SuspensionAsked, SuspensionGround, UndisputedFacts};
use crate::{
    case::{
        ActContext, Area, Case, ClockName, Confidentiality, Fact, PartyStanding, Side, Stage, Why, words,
        words_if_any,
    },
    deadline::PauseGround,
};

impl Case {
    pub(crate) fn hold_session(
        mut self,
        mut session: Session,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.in_time("held_at", session.held_at, ctx)?;
        session.place = words("place", &session.place)?;
        session.record = words("record", &session.record)?;
        session.concessions = words_if_any("concessions", session.concessions.as_deref())?;
        self.check_presence(&session)?;
        if session.open && !self.may_sit_in_public() {
            return Err(Why::OpenSessionRefused.at("open"));
        }
        session.nth = u32::try_from(self.sessions.len() + 1).expect("sessions are few");
        session.mediators = self.mediators_now().collect();
        let fact = Fact::SessionHeld {
            session: session.id,
            nth: session.nth,
            manner: session.manner,
            open: session.open,
        };
        self.sessions.push(session);
        // While a whole agreement holds, a session is about its performance or its change: the case stays there.
        if matches!(self.stage, Stage::Assigned | Stage::Preparing) {
            self.stage = Stage::InSession;
        }
        self.journal(fact, ctx);
        Ok(self)
    }

    /// Everybody who is there belongs there and knows its rights, children have their guardian, and nobody is made to
    /// face a violent one.
    fn check_presence(&self, session: &Session) -> Result<(), Refusal> {
        let heard: Vec<&PartyStanding> = self
            .parties
            .iter()
            .filter(|party| session.present.iter().any(|somebody| party.is_heard_through(*somebody)))
            .collect();
        if heard.is_empty() {
            return Err(Why::NobodyPresent.at("present"));
        }
        let stranger = session
            .present
            .iter()
            .find(|somebody| !self.parties.iter().any(|p| p.is_heard_through(**somebody)));
        if let Some(stranger) = stranger {
            return Err(Why::UnknownParty.at("present").with("party", stranger));
        }
        let uninvited = session
            .invited
            .iter()
            .any(|somebody| !self.invitations.iter().any(|invitation| invitation.invitee == *somebody));
        if uninvited {
            return Err(Why::NotInvited.at("invited"));
        }
        let alone = heard.iter().any(|party| {
            party.needs_guardian
                && !party.guardian.is_some_and(|guardian| session.present.contains(&guardian))
        });
        if alone {
            return Err(Why::GuardianMissing.at("present"));
        }
        // Whoever joined after the acceptance is told before the first session (若干规定 30).
        let untold = heard.iter().filter(|party| party.told_rights_at.is_none()).count();
        if untold > 0 {
            return Err(Why::RightsNotTold.at("present").with("missing", untold));
        }
        let joint = [Side::Applicant, Side::Respondent]
            .into_iter()
            .all(|side| heard.iter().any(|party| party.side == side));
        if joint && self.keeps_sides_apart() {
            return Err(Why::JointSessionRefused.at("present"));
        }
        Ok(())
    }

    /// Whether a session may be open to others: no privacy is touched and nobody objects (若干规定 29; 人民调解法 23;
    /// 医疗纠纷条例 42).
    pub fn may_sit_in_public(&self) -> bool {
        self.class == Confidentiality::Ordinary
            && !self.is_violent()
            && !matches!(self.area(), Area::Family | Area::Medical)
            && !self.parties.iter().any(|party| party.asked_closed)
    }

    pub(crate) fn ask_suspension(
        mut self,
        ground: SuspensionGround,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = words("reason", reason)?;
        self.suspension_asked = Some(SuspensionAsked { ground, reason, at: ctx.at });
        self.journal(Fact::SuspensionAsked { ground }, ctx);
        Ok(self)
    }

    pub(crate) fn suspend(
        mut self,
        ground: SuspensionGround,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = words("reason", reason)?;
        let pauses_period = match ground {
            SuspensionGround::Appraisal => self.pause(ClockName::Mediate, PauseGround::Appraisal, ctx)?,
            SuspensionGround::ShamCheck | SuspensionGround::Incapacity | SuspensionGround::Other => false,
        };
        self.suspension_asked = None;
        self.stage = Stage::Suspended { ground, reason, since: ctx.at };
        self.journal(Fact::Suspended { ground, pauses_period }, ctx);
        Ok(self)
    }

    pub(crate) fn resume(mut self, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        self.resume_clock(ClockName::Mediate, ctx)?;
        self.stage = self.resting_stage();
        self.journal(Fact::Resumed {}, ctx);
        Ok(self)
    }

    pub(crate) fn extend(
        mut self,
        until: Day,
        agreed: Vec<PartyId>,
        consent: Option<AttachmentId>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.agreed_by_all("agreed", &agreed, Why::ExtensionNotAgreed)?;
        if until <= ctx.today() {
            return Err(Why::ExtensionNotLater.at("until"));
        }
        self.extend_period(until, ctx)?;
        self.extensions.push(Extension { at: ctx.at, until, agreed, consent });
        self.journal(Fact::Extended { until, consent }, ctx);
        Ok(self)
    }

    pub(crate) fn record_undisputed_facts(
        mut self,
        facts: &str,
        signed: Vec<PartyId>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let facts = words("facts", facts)?;
        self.agreed_by_all("signed", &signed, Why::FactsSignedByAll)?;
        let count = signed.len();
        self.undisputed = Some(UndisputedFacts { facts, at: ctx.at, signed });
        self.journal(Fact::UndisputedFactsRecorded { signed: count }, ctx);
        Ok(self)
    }
}
