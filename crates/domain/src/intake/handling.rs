//! What does each act change, and what must be true before it?

use fengqiao_base::{
    Actor, Refusal,
    id::{AttachmentId, BodyId, CaseId, PartyId, RequestId},
    local_day,
};

use super::{
    Act, ActContext, ActKind, Chosen, ClockName, Fact, IdentityCheck, Notice, PartyEntry, PartyRole,
    Registration, Request, RequestNumber, Settlement, Stage, Transfer, Why,
    filing::MOST_PARTIES,
    text::{line, lines},
};
use crate::case::{
    Confidentiality, DangerReport, Manner, Opening, PartyKind, PartyStanding, Receipt, Receiver, Side,
};

const LONGEST_REASON: usize = 1000;
const MOST_FILES: usize = 60;

impl Request {
    /// Does `act`, or says why not. A refused act changes nothing.
    pub fn act(self, act: Act, ctx: &ActContext<'_>) -> Result<Request, Refusal> {
        self.allows(act.kind(), &ctx.by)?;
        match act {
            Act::Amend { happened_on, community, address, claims, amount_fen } => {
                self.amend(happened_on, community, &address, &claims, amount_fen, ctx)
            }
            Act::AddParty { party } => self.add_party(party, ctx),
            Act::Register { identity, told } => self.register(identity, told, ctx),
            Act::ChooseType { dispute_type } => self.choose_type(dispute_type, ctx),
            Act::SetUrgency { is_urgent, reason } => self.set_urgency(is_urgent, &reason, ctx),
            Act::SetClass { class } => self.set_class(class, ctx),
            Act::Join { into, number, reason } => self.join(into, number, &reason, ctx),
            Act::TakeIn { other } => self.take_in(other, ctx),
            Act::KeepApart { other, reason } => self.keep_apart(other, &reason, ctx),
            Act::Transfer { to, body, reason } => self.transfer(to, body, &reason, ctx),
            Act::TransferReceived { reference } => self.transfer_received(reference.as_deref(), ctx),
            Act::Refuse { ground, reason } => {
                let by = ctx.account()?;
                let reason = needed_reason(&reason)?;
                Ok(self.ended(
                    Stage::Refused { ground, reason, by, at: ctx.at },
                    Fact::Refused { ground },
                    ctx,
                ))
            }
            Act::Open { case, body } => self.open(case, body, ctx).map(|(request, _)| request),
            Act::Settle { agreed, applicant, other } => self.settle(&agreed, applicant, other, ctx),
            Act::DidNotHold { reason } => self.did_not_hold(&reason, ctx),
            Act::AddFiles { files } => self.add_files(files, ctx),
            Act::ReportDanger { to, reason, reference, receipt } => {
                self.report_danger(to, &reason, reference.as_deref(), receipt.as_deref(), ctx)
            }
            Act::RenewCode { identity } => self.renew_code(identity, ctx),
            Act::Withdraw { reason } => {
                let reason = lines("reason", &reason, LONGEST_REASON)?;
                Ok(self.ended(Stage::Withdrawn { by: ctx.by, at: ctx.at, reason }, Fact::Withdrawn {}, ctx))
            }
        }
    }

    /// What `by` may do now, in the order of the procedure.
    pub fn offers(&self, by: &Actor) -> Vec<ActKind> {
        ActKind::ALL.iter().copied().filter(|kind| self.allows(*kind, by).is_ok()).collect()
    }

    /// Whether `by` may do `kind` now; [`Request::act`] asks the same.
    pub fn allows(&self, kind: ActKind, by: &Actor) -> Result<(), Refusal> {
        if !kind.duties().contains(&by.duty()) {
            return Err(Why::NotYourDuty.into());
        }
        if let Actor::Party { party } = by
            && !self.is_brought_by(*party)
        {
            return Err(Why::NotYourRequest.into());
        }
        let is_open = matches!(self.stage, Stage::Lead | Stage::Registered);
        let is_registered = matches!(self.stage, Stage::Registered);
        let is_settled = matches!(self.stage, Stage::Settled(_));
        let may = match kind {
            ActKind::Amend
            | ActKind::AddParty
            | ActKind::ChooseType
            | ActKind::SetUrgency
            | ActKind::SetClass
            | ActKind::Join
            | ActKind::Refuse
            | ActKind::AddFiles
            | ActKind::Withdraw => is_open,
            // Whatever came of it, it may turn out to be one with a later request, or not.
            ActKind::TakeIn => is_open || matches!(self.stage, Stage::Opened { .. }),
            ActKind::KeepApart | ActKind::RenewCode => true,
            // At once, whenever it is seen; once there is a case, in the case (人民调解法 25; 未成年人保护法 11).
            ActKind::ReportDanger => !matches!(self.stage, Stage::Opened { .. }),
            ActKind::Register => self.stage == Stage::Lead,
            ActKind::Transfer => is_registered,
            // What was settled and does not hold becomes a case at once.
            ActKind::Open => {
                let may = is_registered || is_settled;
                if may {
                    self.is_fit_for_a_case()?;
                }
                may
            }
            ActKind::Settle => {
                if is_registered {
                    self.is_fit_for_a_case()?;
                    self.is_small()?;
                }
                is_registered
            }
            ActKind::DidNotHold => is_settled,
            ActKind::TransferReceived => {
                matches!(&self.stage, Stage::Transferred(transfer) if transfer.receipt.is_none())
            }
        };
        match (may, self.stage.is_open()) {
            (true, _) => Ok(()),
            (false, true) => Err(Why::NotAtThisStage.refusal().with("stage", self.stage.code())),
            (false, false) => Err(Why::AlreadyEnded.refusal().with("stage", self.stage.code())),
        }
    }

    /// Whether `party` brought the request or speaks for who did.
    pub fn is_brought_by(&self, party: PartyId) -> bool {
        self.side_of(party) == Some(Side::Applicant)
    }

    fn is_fit_for_a_case(&self) -> Result<(), Refusal> {
        if self.dispute_type.is_none() {
            return Err(Why::TypeMissing.into());
        }
        if self.is_appeal() {
            return Err(Why::AppealIsNoCase.into());
        }
        let has = |role| self.with_role(role).next().is_some();
        if has(PartyRole::Applicant) && has(PartyRole::Respondent) {
            Ok(())
        } else {
            Err(Why::OneSideOnly.into())
        }
    }

    /// Violence, children and dangers need more than two yeses at a door.
    fn is_small(&self) -> Result<(), Refusal> {
        let is_small = self.class.what == Confidentiality::Ordinary && !self.is_urgent();
        if is_small { Ok(()) } else { Err(Why::NotOnTheSpot.into()) }
    }

    fn amend(
        mut self,
        happened_on: Option<fengqiao_base::Day>,
        community: String,
        address: &str,
        claims: &[String],
        amount_fen: Option<i64>,
        ctx: &ActContext<'_>,
    ) -> Result<Request, Refusal> {
        if happened_on.is_some_and(|day| day > local_day(ctx.at)) {
            return Err(Why::HappenedInTheFuture.at("happened_on"));
        }
        if community.len() != 12 || !community.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Why::PlaceUnknown.at("community"));
        }
        if amount_fen.is_some_and(|fen| fen < 0) {
            return Err(Why::AmountImpossible.at("amount"));
        }
        let claims = claims.iter().map(|claim| line("claims", claim, 500)).collect::<Result<Vec<_>, _>>()?;
        self.address = line("address", address, 200)?;
        self.claims = claims.into_iter().filter(|claim| !claim.is_empty()).collect();
        self.happened_on = happened_on;
        self.community = community;
        self.amount_fen = amount_fen;
        self.journal(Fact::Amended {}, ctx);
        Ok(self)
    }

    fn add_party(mut self, mut party: PartyEntry, ctx: &ActContext<'_>) -> Result<Request, Refusal> {
        if self.parties.iter().any(|known| known.id == party.id) {
            return Err(Why::PartyThereAlready.into());
        }
        if self.parties.len() >= MOST_PARTIES {
            return Err(Why::TooManyParties.refusal().with("most", MOST_PARTIES));
        }
        match party.role {
            PartyRole::Agent | PartyRole::Guardian => {
                let is_side = |entry: &PartyEntry| {
                    matches!(entry.role, PartyRole::Applicant | PartyRole::Respondent)
                        && party.stands_for == Some(entry.id)
                };
                let stood_for = self.parties.iter_mut().find(|entry| is_side(entry));
                let stood_for = stood_for.ok_or_else(|| Why::StandsForWhom.at("stands_for"))?;
                // Nobody but a person who cannot act alone has a guardian.
                stood_for.needs_guardian |=
                    party.role == PartyRole::Guardian && stood_for.kind == PartyKind::Person;
            }
            PartyRole::Applicant | PartyRole::Respondent | PartyRole::Reporter => party.stands_for = None,
        }
        self.parties.push(party);
        self.journal(Fact::PartyAdded { party: party.id, role: party.role }, ctx);
        // 未成年人保护法 103: what concerns a child is not for everybody to read.
        if party.needs_guardian && self.class.what == Confidentiality::Ordinary {
            return self.set_class(Confidentiality::Minor, ctx);
        }
        Ok(self)
    }

    fn register(
        mut self,
        identity: IdentityCheck,
        told: Manner,
        ctx: &ActContext<'_>,
    ) -> Result<Request, Refusal> {
        let by = ctx.account()?;
        self.stage = Stage::Registered;
        self.registered = Some(Registration { by, at: ctx.at, identity });
        let notice = self.notice.get_or_insert_with(|| Notice::shown(told, ctx.at)).clone();
        self.meet(ClockName::Intake, ctx);
        self.start(ClockName::Accept, self.applied_at(), ctx)?;
        self.journal(Fact::Registered { identity, told: notice.manner, notice: notice.version }, ctx);
        Ok(self)
    }

    fn choose_type(mut self, dispute_type: String, ctx: &ActContext<'_>) -> Result<Request, Refusal> {
        if ctx.types.get(&dispute_type).is_none() {
            return Err(Why::UnknownType.at("dispute_type"));
        }
        let suggested = self.suggested.iter().any(|suggestion| suggestion.code == dispute_type);
        self.dispute_type = Some(Chosen {
            what: dispute_type.clone(),
            by: ctx.by.account(),
            at: ctx.at,
            reason: String::new(),
        });
        self.journal(Fact::TypeChosen { dispute_type, suggested }, ctx);
        Ok(self)
    }

    fn set_urgency(
        mut self,
        is_urgent: bool,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Request, Refusal> {
        // To set aside what the words say, somebody answers for it.
        let reason =
            if is_urgent { lines("reason", reason, LONGEST_REASON)? } else { needed_reason(reason)? };
        self.urgency = Some(Chosen { what: is_urgent, by: ctx.by.account(), at: ctx.at, reason });
        self.journal(Fact::UrgencySet { is_urgent }, ctx);
        Ok(self)
    }

    fn set_class(mut self, class: Confidentiality, ctx: &ActContext<'_>) -> Result<Request, Refusal> {
        self.class = Chosen { what: class, by: Some(ctx.account()?), at: ctx.at, reason: String::new() };
        self.journal(Fact::ClassSet { class }, ctx);
        Ok(self)
    }

    fn join(
        mut self,
        into: RequestId,
        number: RequestNumber,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Request, Refusal> {
        if into == self.id {
            return Err(Why::SameRequest.at("other"));
        }
        // Nothing hangs on a request that hangs on another itself.
        if !self.took_in.is_empty() {
            return Err(Why::JoinedAlready.at("other"));
        }
        let (by, reason) = (ctx.account()?, needed_reason(reason)?);
        self.kept_apart.retain(|apart| apart.what != into);
        Ok(self.ended(
            Stage::Joined { into, number, by, at: ctx.at, reason },
            Fact::Joined { into, number },
            ctx,
        ))
    }

    fn take_in(mut self, other: RequestId, ctx: &ActContext<'_>) -> Result<Request, Refusal> {
        if other == self.id {
            return Err(Why::SameRequest.at("other"));
        }
        if self.took_in.contains(&other) {
            return Err(Why::JoinedAlready.at("other"));
        }
        self.kept_apart.retain(|apart| apart.what != other);
        self.took_in.push(other);
        self.journal(Fact::TookIn { other }, ctx);
        Ok(self)
    }

    fn keep_apart(
        mut self,
        other: RequestId,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Request, Refusal> {
        if other == self.id {
            return Err(Why::SameRequest.at("other"));
        }
        let is_joined = matches!(&self.stage, Stage::Joined { into, .. } if *into == other);
        if is_joined || self.took_in.contains(&other) {
            return Err(Why::JoinedAlready.at("other"));
        }
        let reason = needed_reason(reason)?;
        self.kept_apart.retain(|apart| apart.what != other);
        self.kept_apart.push(Chosen { what: other, by: ctx.by.account(), at: ctx.at, reason });
        self.journal(Fact::KeptApart { other }, ctx);
        Ok(self)
    }

    fn transfer(
        mut self,
        to: Receiver,
        body: Option<BodyId>,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Request, Refusal> {
        let reason = needed_reason(reason)?;
        let by = ctx.account()?;
        self.stage = Stage::Transferred(Transfer { to, body, reason, by, sent_at: ctx.at, receipt: None });
        self.meet(ClockName::Accept, ctx);
        self.start(ClockName::Transfer, ctx.at, ctx)?;
        self.journal(Fact::Transferred { to, body }, ctx);
        Ok(self)
    }

    fn transfer_received(
        mut self,
        reference: Option<&str>,
        ctx: &ActContext<'_>,
    ) -> Result<Request, Refusal> {
        let reference = line("reference", reference.unwrap_or_default(), 60)?;
        if let Stage::Transferred(transfer) = &mut self.stage {
            transfer.receipt =
                Some(Receipt { at: ctx.at, reference: Some(reference).filter(|text| !text.is_empty()) });
        }
        self.meet(ClockName::Transfer, ctx);
        self.journal(Fact::TransferReceived {}, ctx);
        Ok(self)
    }

    /// Opens a case from it: the request as it then stands, and what the case is opened from.
    pub fn open(
        mut self,
        case: CaseId,
        body: BodyId,
        ctx: &ActContext<'_>,
    ) -> Result<(Request, Opening), Refusal> {
        self.allows(ActKind::Open, &ctx.by)?;
        let by = ctx.account()?;
        let opening = Opening {
            id: case,
            number: self.number.to_string(),
            request: self.id,
            applied_at: self.applied_at(),
            origin: self.channel.origin(),
            dispute_type: self.dispute_type().unwrap_or_default().to_owned(),
            class: self.class.what,
            community: self.community.clone(),
            body,
            amount_fen: self.amount_fen,
            summary: self.what.clone(),
            claims: self.claims.clone(),
            parties: self.standings(),
        };
        self.stage = Stage::Opened { case, body, by, at: ctx.at };
        self.meet(ClockName::Accept, ctx);
        self.journal(Fact::Opened { case, body }, ctx);
        Ok((self, opening))
    }

    /// The two sides as the case begins with them, each party with those who stand for it.
    fn standings(&self) -> Vec<PartyStanding> {
        let protects = self.class.what == Confidentiality::DomesticViolence;
        self.parties
            .iter()
            .filter_map(|entry| {
                let side = match entry.role {
                    PartyRole::Applicant => Side::Applicant,
                    PartyRole::Respondent => Side::Respondent,
                    PartyRole::Agent | PartyRole::Guardian | PartyRole::Reporter => return None,
                };
                let is_applicant = side == Side::Applicant;
                // Whoever stands for this party, before whoever speaks for every applicant.
                let standing = |role| {
                    let with_role = || self.parties.iter().filter(move |one| one.role == role);
                    let own = with_role().find(|one| one.stands_for == Some(entry.id));
                    let general = with_role().find(|one| is_applicant && one.stands_for.is_none());
                    own.or(general).map(|one| one.id)
                };
                Some(PartyStanding {
                    needs_guardian: entry.needs_guardian,
                    guardian: standing(PartyRole::Guardian),
                    agent: standing(PartyRole::Agent),
                    protected: protects && is_applicant,
                    ..PartyStanding::new(entry.id, side, entry.kind)
                })
            })
            .collect()
    }

    fn settle(
        mut self,
        agreed: &str,
        applicant: Manner,
        other: Manner,
        ctx: &ActContext<'_>,
    ) -> Result<Request, Refusal> {
        let by = ctx.account()?;
        let agreed = lines("agreed", agreed, LONGEST_REASON)?;
        if agreed.is_empty() {
            return Err(Why::AgreedMissing.at("agreed"));
        }
        self.meet(ClockName::Accept, ctx);
        let settlement = Settlement { agreed, applicant, other, by, at: ctx.at };
        Ok(self.ended(Stage::Settled(settlement), Fact::Settled { applicant, other }, ctx))
    }

    fn did_not_hold(mut self, reason: &str, ctx: &ActContext<'_>) -> Result<Request, Refusal> {
        lines("reason", reason, LONGEST_REASON)?;
        self.stage = Stage::Registered;
        self.start(ClockName::Accept, ctx.at, ctx)?;
        self.journal(Fact::DidNotHold {}, ctx);
        Ok(self)
    }

    fn add_files(mut self, files: Vec<AttachmentId>, ctx: &ActContext<'_>) -> Result<Request, Refusal> {
        if files.is_empty() {
            return Err(Why::FilesMissing.at("files"));
        }
        if self.files.len() + files.len() > MOST_FILES {
            return Err(Why::TooManyFiles.at("files").with("most", MOST_FILES));
        }
        self.files.extend(&files);
        self.journal(Fact::FilesAdded { files }, ctx);
        Ok(self)
    }

    fn report_danger(
        mut self,
        to: Receiver,
        reason: &str,
        reference: Option<&str>,
        receipt: Option<&str>,
        ctx: &ActContext<'_>,
    ) -> Result<Request, Refusal> {
        let reason = needed_reason(reason)?;
        let report = DangerReport::made(ctx.at, ctx.account()?, to, reason, reference, receipt)?;
        self.danger_reports.push(report);
        self.journal(Fact::DangerReported { to }, ctx);
        Ok(self)
    }

    fn renew_code(mut self, identity: IdentityCheck, ctx: &ActContext<'_>) -> Result<Request, Refusal> {
        match identity {
            // Whoever holds the code reads the request.
            IdentityCheck::NotYet => Err(Why::IdentityMissing.at("identity")),
            IdentityCheck::Paper | IdentityCheck::CalledBack | IdentityCheck::Vouched => {
                self.journal(Fact::CodeRenewed { identity }, ctx);
                Ok(self)
            }
        }
    }

    fn ended(mut self, stage: Stage, fact: Fact, ctx: &ActContext<'_>) -> Request {
        self.stage = stage;
        self.cancel_clocks(ctx);
        self.journal(fact, ctx);
        self
    }
}

fn needed_reason(reason: &str) -> Result<String, Refusal> {
    let reason = lines("reason", reason, LONGEST_REASON)?;
    if reason.is_empty() { Err(Why::ReasonMissing.at("reason")) } else { Ok(reason) }
}
