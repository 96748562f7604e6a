//! Who is known to a case, on whichever side?

use std::collections::BTreeSet;

use fengqiao_base::{Moment, id::PartyId};

use super::{Case, Stage};

impl Case {
    /// Everybody the case points to: parties, those who stand for them, the invited, those who were heard.
    pub fn people(&self) -> BTreeSet<PartyId> {
        let parties = self.parties.iter().flat_map(|party| [Some(party.id), party.guardian, party.agent]);
        let invited = self.invitations.iter().map(|invitation| Some(invitation.invitee));
        let heard = self.inquiries.iter().map(|inquiry| inquiry.heard);
        parties.chain(invited).chain(heard).flatten().collect()
    }

    /// When it was closed, if it is.
    pub fn closed_at(&self) -> Option<Moment> {
        match &self.stage {
            Stage::Closed { closing, .. } | Stage::Archived { closing, .. } => Some(closing.at),
            Stage::Consent
            | Stage::NotAccepted(_)
            | Stage::Accepted
            | Stage::Assigned
            | Stage::Preparing
            | Stage::InSession
            | Stage::Suspended { .. }
            | Stage::Agreed { .. }
            | Stage::Effective
            | Stage::Performing
            | Stage::Terminated(_)
            | Stage::Transferred(_)
            | Stage::Performed { .. }
            | Stage::FollowUp { .. } => None,
        }
    }
}
