//! Which documents must a case have, and in which order do they lie in the dossier?
//!
//! The forms follow 司发通〔2010〕239号 as far as published templates show it; the order is that of a published 卷内目录.
//! Forms of our own are marked so.

use fengqiao_base::id::{AgreementId, ItemId, PartyId, SessionId, VisitId};

use super::{Case, Ending, Fact, Origin, Stage};
use crate::{
    agreement::{AgreementForm, AgreementState, ItemState},
    codes::codes,
    confirmation::Confirmation,
    mediation::Leaving,
};

codes! {
    /// A kind of document. Its title is the sentence `form-<code>`.
    FormKind "form" {
        /// 卷宗封面
        Cover = "cover",
        /// 卷内目录
        Contents = "contents",
        /// 人民调解申请书
        Application = "application",
        /// 人民调解受理登记表
        AcceptanceRegister = "acceptance_register",
        /// 调解意愿征询记录 (our own)
        ConsentRecord = "consent_record",
        /// 不予受理告知书 (our own)
        NotAcceptedNotice = "not_accepted_notice",
        /// 人民调解当事人权利义务告知书
        RightsNotice = "rights_notice",
        /// 当事人身份证明, brought by the party
        IdentityProof = "identity_proof",
        /// 授权委托书, brought by the party
        Authorisation = "authorisation",
        /// 个人信息处理告知与同意书 (our own)
        PrivacyConsent = "privacy_consent",
        /// 送达地址确认书 (our own)
        ServiceAddress = "service_address",
        /// 调解员选择、指派记录 (our own)
        AssignmentRecord = "assignment_record",
        /// 调解员回避、更换记录 (our own)
        ReplacementRecord = "replacement_record",
        /// 邀请参与调解同意书 (our own)
        InvitationConsent = "invitation_consent",
        /// 人民调解调查记录
        InquiryRecord = "inquiry_record",
        /// 人民调解证据材料登记表
        EvidenceList = "evidence_list",
        /// 人民调解记录
        SessionRecord = "session_record",
        /// 中止调解通知书 (our own)
        SuspensionNotice = "suspension_notice",
        /// 延长调解期限同意书 (our own)
        ExtensionConsent = "extension_consent",
        /// 人民调解协议书
        Agreement = "agreement",
        /// 人民调解口头协议登记表
        OralAgreement = "oral_agreement",
        /// 无争议事实记载表 (our own; 深圳条例 73)
        UndisputedFacts = "undisputed_facts",
        /// 终止调解告知书 (our own)
        TerminationNotice = "termination_notice",
        /// 移送函 (our own)
        TransferLetter = "transfer_letter",
        /// 收条、汇款单等履行凭证, brought by a party
        PerformanceProof = "performance_proof",
        /// 履行督促记录 (our own)
        UrgingRecord = "urging_record",
        /// 履行完毕确认书 (our own)
        PerformanceConfirmed = "performance_confirmed",
        /// 人民调解回访记录
        VisitRecord = "visit_record",
        /// 司法确认申请书
        ConfirmationApplication = "confirmation_application",
        /// 联席会议纪要 (our own)
        MeetingRecord = "meeting_record",
        /// 委派（委托）调解情况回函, to police, procuratorate and petition office under their own titles (our own)
        ReferralReply = "referral_reply",
        /// 支付令申请书 (劳动争议调解仲裁法 16)
        PaymentOrderApplication = "payment_order_application",
        /// 激化风险报告登记表 (our own); kept apart, since it names who reported
        DangerReport = "danger_report",
        /// 人民调解结案报告表
        ClosingReport = "closing_report",
        /// 卷宗情况说明
        DossierNote = "dossier_note",
        /// 卷宗封底
        BackCover = "back_cover",
    }
}

impl FormKind {
    /// Whether the platform fills it; the others are brought and scanned.
    pub fn is_filled_by_us(self) -> bool {
        !matches!(self, Self::IdentityProof | Self::Authorisation | Self::PerformanceProof)
    }
}

/// What a document is about, where a case has several of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// A party.
    Party(PartyId),
    /// A session.
    Session(SessionId),
    /// An agreement.
    Agreement(AgreementId),
    /// An item.
    Item(ItemId),
    /// A return visit.
    Visit(VisitId),
    /// The n-th of its kind, from 1.
    Nth(usize),
}

/// A document that belongs in the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// Which kind.
    pub form: FormKind,
    /// What it is about, where there can be several.
    pub about: Option<About>,
    /// Whether the dossier is incomplete without it.
    pub required: bool,
}

impl Fact {
    /// The document that is produced when this happens.
    pub fn form(&self) -> Option<FormKind> {
        match self {
            Fact::ConsentRecorded { .. } => Some(FormKind::ConsentRecord),
            Fact::RightsTold { .. } => Some(FormKind::RightsNotice),
            Fact::Accepted { .. } => Some(FormKind::AcceptanceRegister),
            Fact::NotAccepted { .. } => Some(FormKind::NotAcceptedNotice),
            Fact::MediatorAssigned { .. } => Some(FormKind::AssignmentRecord),
            Fact::MediatorLeft { why: Leaving::Replaced | Leaving::Withdrew, .. } => {
                Some(FormKind::ReplacementRecord)
            }
            Fact::Invited { .. } => Some(FormKind::InvitationConsent),
            Fact::Investigated { .. } => Some(FormKind::InquiryRecord),
            Fact::EvidenceAdded { .. } => Some(FormKind::EvidenceList),
            Fact::SessionHeld { .. } => Some(FormKind::SessionRecord),
            Fact::Suspended { .. } => Some(FormKind::SuspensionNotice),
            Fact::Extended { .. } => Some(FormKind::ExtensionConsent),
            Fact::AgreementReached { form: AgreementForm::Written, .. } => Some(FormKind::Agreement),
            Fact::AgreementReached { form: AgreementForm::Oral, .. } => Some(FormKind::OralAgreement),
            Fact::Urged { .. } => Some(FormKind::UrgingRecord),
            Fact::PerformanceEnded { all_done: true, .. } => Some(FormKind::PerformanceConfirmed),
            Fact::ConfirmationFiled { .. } => Some(FormKind::ConfirmationApplication),
            Fact::UndisputedFactsRecorded { .. } => Some(FormKind::UndisputedFacts),
            Fact::Terminated { .. } => Some(FormKind::TerminationNotice),
            Fact::Transferred { .. } => Some(FormKind::TransferLetter),
            Fact::Visited { .. } => Some(FormKind::VisitRecord),
            Fact::Closed { .. } => Some(FormKind::ClosingReport),
            Fact::MeetingHeld { .. } => Some(FormKind::MeetingRecord),
            Fact::ReportedBack { .. } => Some(FormKind::ReferralReply),
            Fact::DangerReported { .. } => Some(FormKind::DangerReport),
            Fact::Opened { .. }
            | Fact::Reopened { .. }
            | Fact::RepresentativeNamed { .. }
            | Fact::PartyJoined { .. }
            | Fact::MediatorChosen { .. }
            | Fact::ConflictDisclosed { .. }
            | Fact::ReplacementRequested { .. }
            | Fact::ClosedSessionAsked { .. }
            | Fact::JointSessionAsked { .. }
            | Fact::SuspensionAsked { .. }
            | Fact::Resumed {}
            | Fact::DraftSetAside { .. }
            | Fact::AgreementSigned { .. }
            | Fact::MediatorSigned { .. }
            | Fact::SealAffixed { .. }
            | Fact::AgreementEffective { .. }
            | Fact::AgreementReplaced { .. }
            | Fact::PerformanceRecorded { .. }
            | Fact::ItemDisputed { .. }
            | Fact::ItemTakenElsewhere { .. }
            | Fact::PerformanceEnded { all_done: false, .. }
            | Fact::ConfirmationAgreed { .. }
            | Fact::ConfirmationTakenBack { .. }
            | Fact::ConfirmationDocketed { .. }
            | Fact::ConfirmationRuled { .. }
            | Fact::ConfirmationWithdrawn { .. }
            | Fact::ConfirmationLapsed { .. }
            | Fact::EnforcementApplied { .. }
            | Fact::TransferReceived {}
            | Fact::Archived { .. }
            | Fact::SharingAsked { .. }
            | Fact::SharedByLaw { .. }
            | Fact::SharingAgreed { .. }
            | Fact::SharingRefused { .. }
            | Fact::SharingWithdrawn { .. }
            | Fact::SharingEnded { .. }
            | Fact::SharingByLawEnded { .. }
            | Fact::TaskAssigned { .. }
            | Fact::TaskAccepted { .. }
            | Fact::TaskDeclined { .. }
            | Fact::TaskSentOn { .. }
            | Fact::TaskReported { .. }
            | Fact::TaskFinished { .. }
            | Fact::TaskWithdrawn { .. }
            | Fact::Converted { .. }
            | Fact::MaterialSigned { .. }
            | Fact::Noted { .. }
            | Fact::ClassSet { .. }
            | Fact::TypeCorrected { .. }
            | Fact::DifficultyRecorded { .. }
            | Fact::DeadlineMoved { .. } => None,
        }
    }
}

/// Collects the sheets in their order.
#[derive(Default)]
struct Dossier(Vec<Sheet>);

impl Dossier {
    fn must(&mut self, form: FormKind) {
        self.0.push(Sheet { form, about: None, required: true });
    }

    fn may(&mut self, form: FormKind) {
        self.0.push(Sheet { form, about: None, required: false });
    }

    fn each(&mut self, form: FormKind, required: bool, about: impl IntoIterator<Item = About>) {
        self.0.extend(about.into_iter().map(|about| Sheet { form, about: Some(about), required }));
    }
}

fn numbered(count: usize) -> impl Iterator<Item = About> {
    (1..=count).map(About::Nth)
}

impl Case {
    /// Every document the case calls for as it stands, in the order of the dossier.
    ///
    /// The report of a danger is not among them: it is kept apart.
    pub fn dossier(&self) -> Vec<Sheet> {
        let mut dossier = Dossier::default();
        let accepted = self.acceptance.is_some();
        dossier.must(FormKind::Cover);
        dossier.must(FormKind::Contents);
        self.opening_sheets(&mut dossier);
        self.mediating_sheets(&mut dossier);
        self.agreement_sheets(&mut dossier);
        self.ending_sheets(&mut dossier);
        if accepted && self.stage.is_closed() {
            dossier.must(FormKind::ClosingReport);
        }
        dossier.must(FormKind::DossierNote);
        dossier.must(FormKind::BackCover);
        dossier.0
    }

    /// The documents without which the case should not be closed: those of the dossier, but for its wrapping.
    pub fn required_for_close(&self) -> Vec<Sheet> {
        let wrapping = [
            FormKind::Cover,
            FormKind::Contents,
            FormKind::ClosingReport,
            FormKind::DossierNote,
            FormKind::BackCover,
        ];
        self.dossier().into_iter().filter(|sheet| sheet.required && !wrapping.contains(&sheet.form)).collect()
    }

    fn opening_sheets(&self, dossier: &mut Dossier) {
        let accepted = self.acceptance.is_some();
        let parties = || self.parties.iter().map(|party| About::Party(party.id));
        match (&self.origin, accepted) {
            (Origin::Application, _) => dossier.must(FormKind::Application),
            (Origin::OwnMotion | Origin::Referred { .. }, true) => dossier.must(FormKind::AcceptanceRegister),
            (Origin::OwnMotion | Origin::Referred { .. }, false) => {}
        }
        dossier.each(FormKind::ConsentRecord, false, parties());
        dossier.each(FormKind::RightsNotice, accepted, parties());
        dossier.each(FormKind::IdentityProof, accepted, parties());
        let represented =
            self.parties.iter().filter(|party| party.agent.is_some()).map(|party| About::Party(party.id));
        dossier.each(FormKind::Authorisation, true, represented);
        dossier.each(FormKind::PrivacyConsent, false, parties());
        dossier.each(FormKind::ServiceAddress, false, parties());
    }

    fn mediating_sheets(&self, dossier: &mut Dossier) {
        dossier.each(FormKind::AssignmentRecord, false, numbered(self.mediators.len()));
        let left = self.mediators.iter().filter(|seat| seat.left.is_some()).count();
        dossier.each(FormKind::ReplacementRecord, true, numbered(left));
        dossier.each(FormKind::InvitationConsent, true, numbered(self.invitations.len()));
        dossier.each(FormKind::InquiryRecord, false, numbered(self.inquiries.len()));
        if !self.evidence.is_empty() {
            dossier.may(FormKind::EvidenceList);
        }
        dossier.each(FormKind::SessionRecord, true, self.sessions.iter().map(|one| About::Session(one.id)));
        if let Stage::Suspended { .. } = self.stage {
            dossier.may(FormKind::SuspensionNotice);
        }
        dossier.each(FormKind::ExtensionConsent, true, numbered(self.extensions.len()));
        dossier.each(FormKind::MeetingRecord, false, numbered(self.linkage.meetings.len()));
    }

    fn agreement_sheets(&self, dossier: &mut Dossier) {
        for agreement in &self.agreements {
            let form = match agreement.form {
                AgreementForm::Written => FormKind::Agreement,
                AgreementForm::Oral => FormKind::OralAgreement,
            };
            match agreement.state {
                AgreementState::Effective { .. } | AgreementState::Replaced { .. } => {
                    dossier.each(form, true, [About::Agreement(agreement.id)]);
                }
                AgreementState::Draft { .. } => dossier.each(form, false, [About::Agreement(agreement.id)]),
                AgreementState::SetAside { .. } => {}
            }
        }
        let items = || self.agreements.iter().flat_map(|agreement| &agreement.items);
        let done = items().filter(|item| matches!(item.state, ItemState::Done { proof: Some(_), .. }));
        dossier.each(FormKind::PerformanceProof, false, done.map(|item| About::Item(item.id)));
        let urged = items().filter(|item| !item.urgings.is_empty());
        dossier.each(FormKind::UrgingRecord, false, urged.map(|item| About::Item(item.id)));
        let unpaid = self.payable_by_order().map(|item| About::Item(item.id));
        dossier.each(FormKind::PaymentOrderApplication, false, unpaid);
    }

    fn ending_sheets(&self, dossier: &mut Dossier) {
        if self.undisputed.is_some() {
            dossier.must(FormKind::UndisputedFacts);
        }
        match self.stage.ending() {
            Some(Ending::NotAccepted(_)) => dossier.must(FormKind::NotAcceptedNotice),
            Some(Ending::Terminated(_)) => dossier.must(FormKind::TerminationNotice),
            Some(Ending::Transferred(transfer)) => {
                if transfer.not_accepted.is_some() {
                    dossier.may(FormKind::NotAcceptedNotice);
                }
                if transfer.after.is_some() {
                    dossier.must(FormKind::TerminationNotice);
                }
                dossier.must(FormKind::TransferLetter);
            }
            Some(Ending::Performed { .. }) => dossier.may(FormKind::PerformanceConfirmed),
            Some(Ending::Elsewhere { .. }) | None => {}
        }
        dossier.each(FormKind::VisitRecord, false, self.visits.iter().map(|visit| About::Visit(visit.id)));
        let filed = self.effective_agreements().filter(|agreement| {
            !matches!(
                agreement.confirmation(),
                None | Some(Confirmation::Open { withdrawn: None, .. } | Confirmation::Lapsed { .. })
            )
        });
        let filed = filed.map(|agreement| About::Agreement(agreement.id));
        dossier.each(FormKind::ConfirmationApplication, true, filed);
        dossier.each(FormKind::ReferralReply, true, numbered(self.linkage.replies.len()));
    }
}
