//! What stands on each form of a case?
//!
//! The values of a form come from the case as the rules keep it, from what its people told about themselves, and from
//! the district's names. What a party conceded under seal, and sealed notes, are read by none of these functions.

mod agreeing;
mod ending;
mod mediating;
mod opening;
mod people;
mod wrapping;

use fengqiao_base::{Actor, Day, local_day};
use fengqiao_domain::{
    case::{
        Case, Route, Side,
        forms::{About, FormKind},
    },
    centre::Network,
    codes,
    mediation::{Assignment, Left},
};
use fengqiao_paper::{
    Form,
    values::{Head, Way},
};
use fengqiao_web::lang::Lang;
use serde_json::Value;

pub use self::{
    people::called,
    wrapping::{cover, note},
};
use crate::{case::load::Loaded, config::District, directory::Names, reference::type_name};

/// What a form is filled from.
pub struct Source<'a> {
    /// The case and its people.
    pub loaded: &'a Loaded,
    /// Names of accounts and bodies.
    pub names: &'a Names,
    /// Bodies with address and telephone.
    pub network: &'a Network,
    /// The district.
    pub district: &'a District,
    /// The day on which it is filled.
    pub today: Day,
    /// Who called for it, if somebody did.
    pub by: Option<Actor>,
}

/// The values of `form`, about one of several where there can be several; `None` when the case has nothing to put on it.
pub fn fill(source: &Source<'_>, form: FormKind, about: Option<About>) -> Option<Value> {
    let values = match (form, about) {
        (FormKind::Application, None) => value(&opening::application(source)),
        (FormKind::AcceptanceRegister, None) => value(&opening::acceptance_register(source)?),
        (FormKind::ConsentRecord, Some(About::Party(party))) => {
            value(&opening::consent_record(source, party)?)
        }
        (FormKind::NotAcceptedNotice, None) => value(&opening::not_accepted_notice(source)?),
        (FormKind::RightsNotice, Some(About::Party(party))) => value(&opening::rights_notice(source, party)?),
        (FormKind::PrivacyConsent, Some(About::Party(party))) => {
            value(&opening::privacy_consent(source, party)?)
        }
        (FormKind::ServiceAddress, Some(About::Party(party))) => {
            value(&opening::service_address(source, party)?)
        }
        (FormKind::AssignmentRecord, Some(About::Nth(nth))) => {
            value(&mediating::assignment_record(source, nth)?)
        }
        (FormKind::ReplacementRecord, Some(About::Nth(nth))) => {
            value(&mediating::replacement_record(source, nth)?)
        }
        (FormKind::InvitationConsent, Some(About::Nth(nth))) => {
            value(&mediating::invitation_consent(source, nth)?)
        }
        (FormKind::InquiryRecord, Some(About::Nth(nth))) => value(&mediating::inquiry_record(source, nth)?),
        (FormKind::EvidenceList, None) => value(&mediating::evidence_list(source)?),
        (FormKind::SessionRecord, Some(About::Session(session))) => {
            value(&mediating::session_record(source, session)?)
        }
        (FormKind::SuspensionNotice, None) => value(&mediating::suspension_notice(source)?),
        (FormKind::ExtensionConsent, Some(About::Nth(nth))) => {
            value(&mediating::extension_consent(source, nth)?)
        }
        (FormKind::Agreement, Some(About::Agreement(agreement))) => {
            value(&agreeing::agreement(source, agreement)?)
        }
        (FormKind::OralAgreement, Some(About::Agreement(agreement))) => {
            value(&agreeing::oral_agreement(source, agreement)?)
        }
        (FormKind::UndisputedFacts, None) => value(&agreeing::undisputed_facts(source)?),
        (FormKind::UrgingRecord, Some(About::Item(item))) => value(&agreeing::urging_record(source, item)?),
        (FormKind::PerformanceConfirmed, None) => value(&agreeing::performance_confirmed(source)?),
        (FormKind::ConfirmationApplication, Some(About::Agreement(agreement))) => {
            value(&agreeing::confirmation_application(source, agreement)?)
        }
        (FormKind::TerminationNotice, None) => value(&ending::termination_notice(source)?),
        (FormKind::TransferLetter, None) => value(&ending::transfer_letter(source)?),
        (FormKind::VisitRecord, Some(About::Visit(visit))) => value(&ending::visit_record(source, visit)?),
        (FormKind::DangerReport, Some(About::Nth(nth))) => value(&ending::danger_report(source, nth)?),
        (FormKind::ClosingReport, None) => value(&ending::closing_report(source)?),
        (FormKind::MeetingRecord, Some(About::Nth(nth))) => value(&mediating::meeting_record(source, nth)?),
        (FormKind::ReferralReply, Some(About::Nth(nth))) => value(&ending::referral_reply(source, nth)?),
        (FormKind::PaymentOrderApplication, Some(About::Item(item))) => {
            value(&agreeing::payment_order_application(source, item)?)
        }
        // A form about the wrong thing; the wrapping, which is made when the dossier is bound; what parties bring.
        _ => return None,
    };
    Some(values)
}

fn value<F: Form>(form: &F) -> Value {
    serde_json::to_value(form).expect("the values of a form have texts as keys")
}

impl Source<'_> {
    fn case(&self) -> &Case {
        self.loaded.case()
    }

    /// Committee and number, as they stand on every form.
    fn head(&self) -> Head {
        Head {
            committee: full_name(self.names.body_name(self.case().body), &self.district.name_zh),
            number: Some(dossier_number(self.case(), self.district)),
        }
    }

    /// What it is about: who with whom, about what.
    fn dispute(&self) -> String {
        let side = |side| {
            let names: Vec<&str> = self
                .case()
                .parties
                .iter()
                .filter(|party| party.side == side)
                .map(|party| called(self, party.id))
                .collect();
            match names.as_slice() {
                [] => "–".to_owned(),
                [one] => (*one).to_owned(),
                [one, other] => format!("{one}、{other}"),
                [one, ..] => format!("{one}等{}方", names.len()),
            }
        };
        let kind = type_name(Lang::ZhCn, &self.case().dispute_type);
        format!("{}与{}{kind}", side(Side::Applicant), side(Side::Respondent))
    }

    /// The other ways of this dispute.
    fn ways(&self) -> Vec<Way> {
        self.case().routes().into_iter().map(way).collect()
    }

    /// Everybody in dispute, by name.
    fn everybody(&self) -> Vec<String> {
        self.case().parties.iter().map(|party| called(self, party.id).to_owned()).collect()
    }

    /// The mediators of now, else those of the last time there were some.
    fn mediators(&self) -> Vec<String> {
        let now: Vec<String> =
            self.case().mediators_now().map(|id| self.names.account(id).to_owned()).collect();
        if now.is_empty() {
            self.case()
                .mediators
                .last()
                .map(|seat| self.names.account(seat.mediator).to_owned())
                .into_iter()
                .collect()
        } else {
            now
        }
    }

    /// The day of acceptance.
    fn accepted_on(&self) -> Option<Day> {
        self.case().acceptance.as_ref().map(|acceptance| local_day(acceptance.at))
    }

    /// The name of whoever called for the document in a duty that keeps records.
    fn recorder(&self) -> Option<String> {
        match self.by? {
            Actor::Staff { account, duty: fengqiao_base::Duty::Recorder }
            | Actor::StandIn { account, duty: fengqiao_base::Duty::Recorder, .. } => {
                Some(self.names.account(account).to_owned())
            }
            Actor::Staff { .. } | Actor::StandIn { .. } | Actor::Party { .. } | Actor::System => None,
        }
    }
}

/// The full name of a body: with the district in front, unless it is there already, whole or in part.
fn full_name(name: &str, district: &str) -> String {
    let parts = district.char_indices().map(|(at, _)| at);
    let begun = parts.into_iter().find(|at| name.starts_with(&district[*at..]));
    format!("{}{name}", &district[..begun.unwrap_or(district.len())])
}

/// `（2026）深宝人调字第118号`
pub fn dossier_number(case: &Case, district: &District) -> String {
    use fengqiao_domain::intake::RequestNumber;
    match case.number.parse::<RequestNumber>() {
        Ok(number) => {
            format!("（{}）{}人调字第{}号", number.year(), district.dossier_word, number.sequence())
        }
        Err(_) => case.number.clone(),
    }
}

/// A word of a list, in Chinese.
fn word(list: &str, code: &str) -> String {
    Lang::ZhCn.t(&codes::key(list, code))
}

fn way(route: Route) -> Way {
    let key = codes::key("route", route.code());
    Way { name: Lang::ZhCn.t(&key), hint: Lang::ZhCn.find(&format!("{key}.hint"), &[]) }
}

/// The seats that were given up, in the order of time: which seat, who, and how.
pub(super) fn left_seats(case: &Case) -> Vec<(usize, &Assignment, &Left)> {
    let mut left: Vec<_> = case
        .mediators
        .iter()
        .enumerate()
        .filter_map(|(place, seat)| seat.left.as_ref().map(|left| (place, seat, left)))
        .collect();
    left.sort_by_key(|(_, _, left)| left.at);
    left
}

#[cfg(test)]
mod tests {
    use fengqiao_base::{AccountId, PartyId};
    use fengqiao_domain::agreement::ItemState;
    use fengqiao_domain::case::{NotAcceptance, NotAcceptedGround, Receiver, Stage, Transfer};
    use time::macros::date;

    use super::*;
    use crate::{case::sample, config::Config};

    fn filled(loaded: &Loaded, form: FormKind, about: Option<About>) -> Option<Value> {
        let (names, network, config) = (Names::default(), Network::of(Vec::new()), Config::default());
        let source = Source {
            loaded,
            names: &names,
            network: &network,
            district: &config.district,
            today: date!(2026 - 11 - 24),
            by: Some(Actor::Staff { account: AccountId(uuid::Uuid::nil()), duty: fengqiao_base::Duty::Head }),
        };
        fill(&source, form, about)
    }

    #[test]
    fn a_committee_stands_with_its_district_once() {
        let full = |name| full_name(name, "深圳市宝安区");
        assert_eq!(full("西乡街道人民调解委员会"), "深圳市宝安区西乡街道人民调解委员会");
        assert_eq!(full("宝安区医疗纠纷人民调解委员会"), "深圳市宝安区医疗纠纷人民调解委员会");
        assert_eq!(full("深圳市宝安区人民调解委员会"), "深圳市宝安区人民调解委员会");
    }

    #[test]
    fn whatever_the_dossier_cannot_do_without_can_be_filled_in_every_stage() {
        let mut empty = Vec::new();
        for loaded in sample::stages().into_iter().chain([sample::linked()]) {
            for sheet in loaded.case().dossier().into_iter().filter(|sheet| sheet.required) {
                let wrapping =
                    [FormKind::Cover, FormKind::Contents, FormKind::DossierNote, FormKind::BackCover];
                let ours = sheet.form.is_filled_by_us() && !wrapping.contains(&sheet.form);
                if ours && filled(&loaded, sheet.form, sheet.about).is_none() {
                    empty.push((loaded.case().stage.code(), sheet));
                }
            }
        }
        assert_eq!(empty, Vec::new());
    }

    #[test]
    fn what_was_not_accepted_is_told_after_it_was_handed_over_too() {
        let mut loaded = sample::loaded();
        let at = loaded.case().opened_at;
        let not =
            NotAcceptance {
                ground: NotAcceptedGround::NotCivil, reason: "涉嫌刑事案件。".to_owned(), at
            };
        loaded.kept.case.stage = Stage::NotAccepted(not.clone());
        let before = filled(&loaded, FormKind::NotAcceptedNotice, None);
        assert_eq!(before.as_ref().unwrap()["reason"], "涉嫌刑事案件。");
        let mut transfer = Transfer {
            to: Receiver::Police,
            body: None,
            reason: "移送公安机关。".to_owned(),
            sent_at: at,
            receipt: None,
            was_accepted: false,
            after: None,
            not_accepted: Some(not),
        };
        loaded.kept.case.stage = Stage::Transferred(transfer.clone());
        assert_eq!(filled(&loaded, FormKind::NotAcceptedNotice, None), before);
        transfer.not_accepted = None;
        loaded.kept.case.stage = Stage::Transferred(transfer);
        assert_eq!(filled(&loaded, FormKind::NotAcceptedNotice, None), None);
    }

    #[test]
    fn where_a_protected_party_lives_stands_on_no_paper_that_the_other_side_may_hold() {
        let mut loaded = sample::loaded();
        let id = loaded.kept.case.parties[0].id;
        loaded.kept.case.parties[0].protected = true;
        let details = loaded.people.get_mut(&id).unwrap();
        details.address = "不能说的地方".to_owned();
        details.phone = "000-SECRET".to_owned();
        let case = loaded.case().clone();
        for sheet in case.dossier() {
            let Some(value) = filled(&loaded, sheet.form, sheet.about) else { continue };
            let own = sheet.about == Some(About::Party(id));
            let text = value.to_string();
            let tells = text.contains("不能说的地方") || text.contains("000-SECRET");
            assert!(!tells || own, "{:?}: {text}", sheet.form);
        }
        let agreement = case.agreements[0].id;
        let value = filled(&loaded, FormKind::Agreement, Some(About::Agreement(agreement))).unwrap();
        assert_eq!(value["parties"][0]["address"], "（保密）");
    }

    #[test]
    fn what_an_employer_agreed_to_pay_and_did_not_fills_the_application_for_a_payment_order() {
        let mut loaded = sample::loaded();
        loaded.kept.case.dispute_type = "10".to_owned();
        let items = loaded.kept.case.agreements.iter_mut().flat_map(|agreement| &mut agreement.items);
        let wages = items.into_iter().find(|item| item.terms.amount_fen.is_some()).unwrap();
        let id = wages.id;
        wages.state = ItemState::Overdue { noted_on: date!(2026 - 11 - 27), received_fen: Some(30_000) };
        let value = filled(&loaded, FormKind::PaymentOrderApplication, Some(About::Item(id))).unwrap();
        assert_eq!(value["amount"]["digits"], "700.00", "what has come is not asked for again");
        assert_eq!(value["applicant"]["name"], "张三");
        loaded.kept.case.dispute_type = "02".to_owned();
        assert_eq!(filled(&loaded, FormKind::PaymentOrderApplication, Some(About::Item(id))), None);
    }

    #[test]
    fn what_was_conceded_under_seal_and_what_staff_noted_is_on_no_form() {
        let mut loaded = sample::stages().pop().unwrap();
        loaded.kept.case.sessions[0].concessions = Some("让步的话".to_owned());
        loaded.kept.case.notes.push(fengqiao_domain::case::Note {
            at: loaded.kept.case.opened_at,
            by: AccountId(uuid::Uuid::nil()),
            text: "备注的话".to_owned(),
            sealed: true,
        });
        let sheets = loaded.case().dossier();
        assert!(sheets.len() > 10);
        for sheet in sheets {
            let text = filled(&loaded, sheet.form, sheet.about).unwrap_or_default().to_string();
            assert!(!text.contains("让步的话") && !text.contains("备注的话"), "{:?}", sheet.form);
        }
    }

    #[test]
    fn a_form_about_something_the_case_does_not_know_is_not_filled() {
        let loaded = sample::loaded();
        let nobody = About::Party(PartyId(uuid::Uuid::nil()));
        assert_eq!(filled(&loaded, FormKind::ConsentRecord, Some(nobody)), None);
        assert_eq!(filled(&loaded, FormKind::AssignmentRecord, Some(About::Nth(9))), None);
        assert_eq!(filled(&loaded, FormKind::AssignmentRecord, Some(About::Nth(0))), None);
        assert_eq!(filled(&loaded, FormKind::Agreement, None), None);
    }
}
