//! How does a case come into being, from a request or from a closed case?

use fengqiao_base::{
    Duty, Moment, Refusal,
    id::{BodyId, CaseId, RequestId},
};

use super::{
    ActContext, Case, Confidentiality, Difficulty, Fact, Link, Origin, PartyStanding, Side, Stage, Why,
    file::words,
};
use crate::{
    codes::codes,
    linked::{Linkage, needs_signing},
};

codes! {
    /// Why a closed case is opened anew.
    ReopeningGround "reopening_ground" {
        /// A new dispute about the performance.
        Performance = "performance",
        /// A return visit found that the quarrel has come back.
        Relapse = "relapse",
        /// A court asks for it.
        Court = "court",
    }
}

/// What a request tells of a case to be opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The case's id.
    pub id: CaseId,
    /// The request's number, which the case shares.
    pub number: String,
    /// The request.
    pub request: RequestId,
    /// When the application came.
    pub applied_at: Moment,
    /// Where it comes from.
    pub origin: Origin,
    /// Code of `dispute-types.csv`.
    pub dispute_type: String,
    /// How confidential it is.
    pub class: Confidentiality,
    /// 12-digit code of the community.
    pub community: String,
    /// The committee that handles it.
    pub body: BodyId,
    /// The money in dispute, in fen.
    pub amount_fen: Option<i64>,
    /// What it is about.
    pub summary: String,
    /// What the applicant wants.
    pub claims: Vec<String>,
    /// Who is in dispute.
    pub parties: Vec<PartyStanding>,
}

/// What opens a closed case anew.
#[derive(Debug, Clone)]
pub struct Reopening {
    /// The new case's id.
    pub id: CaseId,
    /// The new case's number.
    pub number: String,
    /// Why.
    pub ground: ReopeningGround,
    /// What it is about now.
    pub summary: String,
}

impl Case {
    /// Opens a case: the parties are to be asked (S2). There must be one party on each side.
    pub fn open(opening: Opening, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let both = [Side::Applicant, Side::Respondent]
            .into_iter()
            .all(|side| opening.parties.iter().any(|party| party.side == side));
        if !both {
            return Err(Why::TwoSidesNeeded.at("parties"));
        }
        let summary = words("summary", &opening.summary)?;
        let mut case = Case {
            id: opening.id,
            number: opening.number,
            request: opening.request,
            version: 0,
            applied_at: opening.applied_at,
            opened_at: ctx.at,
            origin: opening.origin,
            dispute_type: opening.dispute_type,
            class: opening.class,
            community: opening.community,
            body: opening.body,
            difficulty: Difficulty::Ordinary,
            amount_fen: opening.amount_fen,
            summary,
            claims: opening.claims,
            parties: opening.parties,
            stage: Stage::Consent,
            acceptance: None,
            mediators: Vec::new(),
            invitations: Vec::new(),
            inquiries: Vec::new(),
            evidence: Vec::new(),
            sessions: Vec::new(),
            suspension_asked: None,
            extensions: Vec::new(),
            agreements: Vec::new(),
            undisputed: None,
            visits: Vec::new(),
            danger_reports: Vec::new(),
            sharings: Vec::new(),
            linkage: Linkage::default(),
            notes: Vec::new(),
            clocks: Vec::new(),
            linked: Vec::new(),
            happened: Vec::new(),
        };
        case.journal(
            Fact::Opened {
                number: case.number.clone(),
                origin: case.origin.code().to_owned(),
                dispute_type: case.dispute_type.clone(),
                parties: case.parties.len(),
            },
            ctx,
        );
        case.start_accepting(ctx)?;
        case.start_contacting(ctx)?;
        if needs_signing(&case.origin) {
            case.start_signing(ctx)?;
        }
        Ok(case)
    }

    /// Whether the case can be opened anew for `ground`.
    pub fn can_reopen(&self, ground: ReopeningGround, duty: Duty) -> Result<(), Refusal> {
        if !matches!(duty, Duty::Head | Duty::Intake | Duty::Dispatcher) {
            return Err(Why::NotYourDuty.into());
        }
        if !self.stage.is_closed() {
            return Err(Why::NotClosedYet.into());
        }
        match ground {
            ReopeningGround::Performance if self.effective_agreements().next().is_none() => {
                Err(Why::NoAgreementHeld.at("ground"))
            }
            ReopeningGround::Relapse if !self.visits.iter().any(|visit| visit.relapse) => {
                Err(Why::NoRelapseFound.at("ground"))
            }
            ReopeningGround::Performance | ReopeningGround::Relapse | ReopeningGround::Court => Ok(()),
        }
    }

    /// Opens the dispute anew as a case of its own, linked with this one, which stays as it is.
    pub fn reopen(&self, reopening: Reopening, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        self.can_reopen(reopening.ground, ctx.by.duty())?;
        let opening = Opening {
            id: reopening.id,
            number: reopening.number,
            request: self.request,
            applied_at: ctx.at,
            origin: self.origin.anew(),
            dispute_type: self.dispute_type.clone(),
            class: self.class,
            community: self.community.clone(),
            body: self.body,
            amount_fen: self.amount_fen,
            summary: reopening.summary,
            claims: self.claims.clone(),
            parties: self.parties.iter().map(PartyStanding::anew).collect(),
        };
        let mut case = Case::open(opening, ctx)?;
        case.difficulty = self.difficulty;
        case.linked = vec![Link { case: self.id, reopened_for: reopening.ground }];
        let number = case.number.clone();
        case.journal(Fact::Reopened { number, from: self.id, ground: reopening.ground }, ctx);
        Ok(case)
    }
}
