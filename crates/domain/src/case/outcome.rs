//! How does a case count in the official tables?

use super::{Case, Ending, Stage, TerminationGround};
use crate::{
    agreement::{AgreementForm, AgreementScope, Item},
    codes::codes,
    return_visit::Found,
};

codes! {
    /// What came of a case. It follows from the file; nobody enters it. The name is the sentence `outcome-<code>`.
    Outcome "outcome" {
        /// Nothing yet.
        Pending = "pending",
        /// 调解成功, written.
        AgreedWritten = "agreed_written",
        /// 调解成功, oral.
        AgreedOral = "agreed_oral",
        /// Part of it was agreed, the rest was terminated.
        PartlyAgreed = "partly_agreed",
        /// 调解不成
        Failed = "failed",
        /// 终止: withdrawn, refused, bad faith, collusion, out of reach, period over.
        Terminated = "terminated",
        /// 不予受理
        NotAccepted = "not_accepted",
        /// 转出
        Transferred = "transferred",
    }
}

/// What a case adds to the figures. Success rate = agreed / (accepted − transferred − suspended).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of a table that is summed")]
pub struct Tally {
    /// It was accepted.
    pub accepted: bool,
    /// It was accepted and handed over.
    pub transferred: bool,
    /// It was accepted and rests now.
    pub suspended: bool,
    /// A whole agreement binds.
    pub agreed: bool,
    /// Everything that was agreed is done.
    pub performed: bool,
    /// A court confirmed an agreement.
    pub confirmed: bool,
    /// After an agreement somebody sued: for an item of it, or as a return visit heard.
    pub sued: bool,
    /// A return visit found that the quarrel came back.
    pub relapsed: bool,
    /// The application was withdrawn, and that ended it.
    pub withdrawn: bool,
    /// The money that the agreements in force are about, in fen.
    pub agreed_fen: i64,
}

impl Case {
    /// What came of the case.
    pub fn outcome(&self) -> Outcome {
        if let Some(whole) = self.whole_agreement() {
            return match whole.form {
                AgreementForm::Written => Outcome::AgreedWritten,
                AgreementForm::Oral => Outcome::AgreedOral,
            };
        }
        match self.stage.ending() {
            // Nothing is performed without a whole agreement, and an agreement is only replaced by one that binds.
            None | Some(Ending::Performed { .. } | Ending::Elsewhere { .. }) => Outcome::Pending,
            Some(Ending::NotAccepted(_)) => Outcome::NotAccepted,
            Some(Ending::Transferred(_)) => Outcome::Transferred,
            Some(Ending::Terminated(termination)) => {
                if self.effective_agreements().any(|agreement| agreement.scope == AgreementScope::Partial) {
                    Outcome::PartlyAgreed
                } else if termination.ground == TerminationGround::TooFarApart {
                    Outcome::Failed
                } else {
                    Outcome::Terminated
                }
            }
        }
    }

    /// What the case adds to the figures.
    pub fn tally(&self) -> Tally {
        let accepted = self.acceptance.is_some();
        let ending = self.stage.ending();
        Tally {
            accepted,
            transferred: accepted && matches!(ending, Some(Ending::Transferred(_))),
            suspended: accepted && matches!(self.stage, Stage::Suspended { .. }),
            agreed: self.whole_agreement().is_some(),
            performed: matches!(ending, Some(Ending::Performed { .. })),
            confirmed: self.effective_agreements().any(|agreement| {
                matches!(
                    agreement.confirmation(),
                    Some(
                        crate::confirmation::Confirmation::Valid { .. }
                            | crate::confirmation::Confirmation::Enforcing { .. }
                    )
                )
            }),
            sued: self.items().any(Item::is_sued)
                || self.visits.iter().any(|visit| visit.performance == Found::Sued),
            relapsed: self.visits.iter().any(|visit| visit.relapse),
            withdrawn: matches!(
                &ending,
                Some(Ending::Terminated(termination)) if termination.ground == TerminationGround::Withdrawn
            ),
            agreed_fen: self.effective_agreements().map(crate::agreement::Agreement::amount_fen).sum(),
        }
    }
}
