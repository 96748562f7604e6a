//! What is looked into before a session, and who is asked to help?

use fengqiao_base::{
    Moment, Refusal,
    id::{AttachmentId, PartyId},
};

use super::{Evidence, Inquiry, Invitation, InviteeKind};
use crate::case::{ActContext, Case, Fact, Stage, Why, words};

impl Case {
    pub(crate) fn invite(
        mut self,
        invitee: PartyId,
        capacity: InviteeKind,
        agreed: Vec<PartyId>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        if self.parties.iter().any(|party| party.is_heard_through(invitee)) {
            return Err(Why::PartyAlreadyThere.at("invitee"));
        }
        self.agreed_by_all("agreed", &agreed, Why::EveryPartyMustAgree)?;
        self.invitations.push(Invitation { invitee, capacity, at: ctx.at, agreed });
        self.begin_preparing();
        self.journal(Fact::Invited { invitee, capacity }, ctx);
        Ok(self)
    }

    pub(crate) fn investigate(
        mut self,
        held_at: Moment,
        place: &str,
        heard: Option<PartyId>,
        record: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.in_time("held_at", held_at, ctx)?;
        let inquiry =
            Inquiry { held_at, place: words("place", place)?, heard, record: words("record", record)? };
        self.inquiries.push(inquiry);
        self.begin_preparing();
        let nth = self.inquiries.len();
        self.journal(Fact::Investigated { nth, heard }, ctx);
        Ok(self)
    }

    fn begin_preparing(&mut self) {
        if self.stage == Stage::Assigned {
            self.stage = Stage::Preparing;
        }
    }

    pub(crate) fn add_evidence(
        mut self,
        mut evidence: Evidence,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let Evidence { attachment, from, pages, .. } = evidence;
        evidence.title = words("title", &evidence.title)?;
        self.party_spoken_for("from", from, ctx)?;
        if pages == 0 {
            return Err(Why::PagesMissing.at("pages"));
        }
        if self.evidence.iter().any(|earlier| earlier.attachment == attachment) {
            return Err(Why::EvidenceThereAlready.at("attachment"));
        }
        self.evidence.push(evidence);
        self.journal(Fact::EvidenceAdded { attachment, from, pages }, ctx);
        Ok(self)
    }

    pub(crate) fn ask_closed_session(
        mut self,
        party: PartyId,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.party_spoken_for("party", party, ctx)?.asked_closed = true;
        self.journal(Fact::ClosedSessionAsked { party }, ctx);
        Ok(self)
    }

    pub(crate) fn ask_joint_session(
        mut self,
        party: PartyId,
        writing: AttachmentId,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let standing = self.party_spoken_for("party", party, ctx)?;
        if !standing.protected {
            return Err(Why::NotProtected.at("party"));
        }
        standing.asked_joint = Some(writing);
        self.journal(Fact::JointSessionAsked { party, writing }, ctx);
        Ok(self)
    }

    /// Whether the two sides may not sit at one table: where one may be violent, unless everybody who is protected has
    /// asked for it in writing.
    pub fn keeps_sides_apart(&self) -> bool {
        let mut protected = self.parties.iter().filter(|party| party.protected).peekable();
        self.is_violent()
            && (protected.peek().is_none() || protected.any(|party| party.asked_joint.is_none()))
    }
}
