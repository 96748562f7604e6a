//! Which forms are there, and what is each filled with?
//!
//! A form is a template in `forms/<name>.typ` and a type here, in the group where it belongs. The names are those of
//! the platform's kinds of documents. Adding one: the type with its sample, the template, a row in the list below.

pub mod agreeing;
pub mod ending;
pub mod mediating;
pub mod opening;
pub mod window;
pub mod wrapping;

use serde::Serialize;
use serde_json::Value;

/// A form: the type of its values, its name, and an example.
pub trait Form: Serialize {
    /// Its name, the same as its template's.
    const NAME: &'static str;

    /// The values of an invented case.
    fn sample() -> Self;
}

/// A form in the list of all forms.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// Its name.
    pub name: &'static str,
    /// Its example, as the template sees it.
    pub sample: fn() -> Value,
}

fn sample<F: Form>() -> Value {
    serde_json::to_value(F::sample()).expect("our values have texts as keys")
}

macro_rules! forms {
    ($($form:path = $name:literal,)+) => {
        $(impl Form for $form {
            const NAME: &'static str = $name;

            fn sample() -> Self {
                Self::example()
            }
        })+

        /// Every form.
        pub const FORMS: &[Listed] = &[$(Listed { name: $name, sample: sample::<$form> },)+];

        /// Every template with its source.
        pub(crate) const TEMPLATES: &[(&str, &str)] = &[
            ("common", include_str!("../../forms/common.typ")),
            ("page_numbers", include_str!("../../forms/page_numbers.typ")),
            ("picture", include_str!("../../forms/picture.typ")),
            $(($name, include_str!(concat!("../../forms/", $name, ".typ"))),)+
        ];
    };
}

forms! {
    wrapping::Cover = "cover",
    wrapping::Contents = "contents",
    opening::Application = "application",
    opening::AcceptanceRegister = "acceptance_register",
    opening::ConsentRecord = "consent_record",
    opening::NotAcceptedNotice = "not_accepted_notice",
    opening::RightsNotice = "rights_notice",
    opening::PrivacyConsent = "privacy_consent",
    opening::ServiceAddress = "service_address",
    mediating::AssignmentRecord = "assignment_record",
    mediating::ReplacementRecord = "replacement_record",
    mediating::InvitationConsent = "invitation_consent",
    mediating::InquiryRecord = "inquiry_record",
    mediating::EvidenceList = "evidence_list",
    mediating::SessionRecord = "session_record",
    mediating::SuspensionNotice = "suspension_notice",
    mediating::ExtensionConsent = "extension_consent",
    mediating::MeetingRecord = "meeting_record",
    agreeing::Agreement = "agreement",
    agreeing::OralAgreement = "oral_agreement",
    agreeing::UndisputedFacts = "undisputed_facts",
    ending::TerminationNotice = "termination_notice",
    ending::TransferLetter = "transfer_letter",
    agreeing::UrgingRecord = "urging_record",
    agreeing::PerformanceConfirmed = "performance_confirmed",
    ending::VisitRecord = "visit_record",
    agreeing::ConfirmationApplication = "confirmation_application",
    ending::ReferralReply = "referral_reply",
    agreeing::PaymentOrderApplication = "payment_order_application",
    ending::DangerReport = "danger_report",
    ending::ClosingReport = "closing_report",
    wrapping::DossierNote = "dossier_note",
    wrapping::BackCover = "back_cover",
    window::Receipt = "receipt",
    window::Ticket = "ticket",
}
