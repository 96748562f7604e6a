//! Which figures are reported, and which cases count in each?
//!
//! A [`Figure`] is a name, a unit and a filter over the [`Facts`] that the row of a case carries. Page, sheet, API,
//! counters and the list behind a figure all read this one table, so they cannot disagree.
//!
//! | file | question |
//! | --- | --- |
//! | `aspect` | in what respects do cases differ for the figures, and under which words? |
//! | `figure` | which figures are there? |
//! | `rate` | which rates follow from them? |
//! | `period` | over which months? |
//!
//! A case counts in the month in which it was accepted, as it stands now. What was not accepted counts nowhere.

mod aspect;
mod figure;
mod period;
mod rate;

use fengqiao_base::{Day, local_day};

pub use self::{
    aspect::{Aspect, Host, official_type},
    figure::{FIGURES, Figure, Group, Unit},
    period::{Month, Period, Span},
    rate::{RATES, Rate, Share},
};
use crate::{
    agreement::AgreementForm,
    case::{Case, Outcome, Tally},
};

/// What the row of a case tells the figures, in the codes of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of a row that is counted")]
pub struct Facts<'a> {
    /// Code of the kind of committee.
    pub host: &'a str,
    /// Code of the origin.
    pub source: &'a str,
    /// Code of `dispute-types.csv`.
    pub dispute_type: &'a str,
    /// Code of the stage.
    pub stage: &'a str,
    /// Code of the outcome.
    pub outcome: &'a str,
    /// Code of the form of the whole agreement.
    pub form: Option<&'a str>,
    /// Code of the difficulty.
    pub difficulty: &'a str,
    /// Everything that was agreed is done.
    pub performed: bool,
    /// A court confirmed an agreement.
    pub confirmed: bool,
    /// After an agreement somebody sued.
    pub sued: bool,
    /// A return visit found that the quarrel came back.
    pub relapsed: bool,
    /// The application was withdrawn.
    pub withdrawn: bool,
    /// How many parties.
    pub parties: i64,
    /// What the agreements that bind are about, in fen.
    pub agreed_fen: i64,
}

impl<'a> Facts<'a> {
    /// The facts of a case before a committee of this kind.
    pub fn of(case: &'a Case, host: &'a str) -> Self {
        let Tally { performed, confirmed, sued, relapsed, withdrawn, agreed_fen, .. } = case.tally();
        let outcome = case.outcome();
        Self {
            host,
            source: case.origin.code(),
            dispute_type: &case.dispute_type,
            stage: case.stage.code(),
            outcome: outcome.code(),
            form: outcome.form().map(AgreementForm::code),
            difficulty: case.difficulty.code(),
            performed,
            confirmed,
            sued,
            relapsed,
            withdrawn,
            parties: i64::try_from(case.parties.len()).unwrap_or(i64::MAX),
            agreed_fen,
        }
    }

    /// What the case is in this respect; nothing where it is neither.
    pub fn get(&self, aspect: Aspect) -> &'a str {
        let yes = |is: bool| if is { "yes" } else { "" };
        match aspect {
            Aspect::Host => self.host,
            Aspect::Source => self.source,
            Aspect::Official => self.dispute_type,
            Aspect::Stage => self.stage,
            Aspect::Outcome => self.outcome,
            Aspect::Form => self.form.unwrap_or_default(),
            Aspect::Difficulty => self.difficulty,
            Aspect::Performed => yes(self.performed),
            Aspect::Confirmed => yes(self.confirmed),
            Aspect::Sued => yes(self.sued),
            Aspect::Relapsed => yes(self.relapsed),
            Aspect::Withdrawn => yes(self.withdrawn),
        }
    }

    /// What the case adds to each figure it counts in. A figure to which it adds nothing is left out.
    pub fn counted(&self) -> impl Iterator<Item = (&'static Figure, i64)> {
        FIGURES.iter().filter(|figure| figure.counts(self)).filter_map(|figure| {
            let value = match figure.unit {
                Unit::Cases => 1,
                Unit::People => self.parties,
                Unit::Money => self.agreed_fen,
            };
            (value != 0).then_some((figure, value))
        })
    }
}

impl Outcome {
    /// The form of the whole agreement that was reached, if one was.
    pub fn form(self) -> Option<AgreementForm> {
        match self {
            Self::AgreedWritten => Some(AgreementForm::Written),
            Self::AgreedOral => Some(AgreementForm::Oral),
            Self::Pending
            | Self::PartlyAgreed
            | Self::Failed
            | Self::Terminated
            | Self::NotAccepted
            | Self::Transferred => None,
        }
    }
}

impl Case {
    /// The day in whose month the case counts; none while it is not accepted.
    pub fn counts_on(&self) -> Option<Day> {
        self.acceptance.as_ref().map(|acceptance| local_day(acceptance.at))
    }
}
