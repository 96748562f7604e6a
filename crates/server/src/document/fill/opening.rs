//! What stands on the forms that begin a case?

use fengqiao_base::{PartyId, local_day};
use fengqiao_domain::case::{Consent, Ending, Manner, NotAcceptedGround, Origin, Side};
use fengqiao_paper::{
    forms::opening::{
        AcceptanceRegister, Application, AskedConsent, ConsentRecord, NotAcceptedNotice, PrivacyConsent,
        Purpose, RightsNotice, ServiceAddress, Source as From,
    },
    values::At,
};

use super::{Source, called, people, word};
use crate::reference::type_name;

pub(super) fn application(source: &Source<'_>) -> Application {
    let case = source.case();
    let side = |side: Side| {
        case.parties
            .iter()
            .filter(|party| party.side == side)
            .map(|party| people::shown(source, party))
            .collect()
    };
    Application {
        head: source.head(),
        applicants: side(Side::Applicant),
        respondents: side(Side::Respondent),
        summary: case.summary.clone(),
        claims: case.claims.clone(),
        applied_on: Some(local_day(case.applied_at)),
    }
}

pub(super) fn acceptance_register(source: &Source<'_>) -> Option<AcceptanceRegister> {
    let case = source.case();
    let acceptance = case.acceptance.as_ref()?;
    let (from, referred_by) = match &case.origin {
        Origin::Application => (From::Application, None),
        Origin::OwnMotion => (From::OwnMotion, None),
        Origin::Referred { by, .. } => (From::Referred, Some(word("referrer", by.code()))),
    };
    Some(AcceptanceRegister {
        head: source.head(),
        accepted_on: Some(local_day(acceptance.at)),
        source: Some(from),
        referred_by,
        parties: people::all(source),
        dispute_type: Some(type_name(fengqiao_web::lang::Lang::ZhCn, &case.dispute_type)),
        summary: case.summary.clone(),
        registrar: Some(source.names.account(acceptance.by).to_owned()),
    })
}

pub(super) fn consent_record(source: &Source<'_>, party: PartyId) -> Option<ConsentRecord> {
    let standing = source.case().party(party)?;
    let (agrees, at, manner) = match standing.consent {
        Consent::Unanswered => (None, None, None),
        Consent::Given { at, manner } => (Some(true), Some(at), Some(manner)),
        Consent::Refused { at, manner } => (Some(false), Some(at), Some(manner)),
    };
    let asked_by =
        source.by.and_then(|by| by.account()).map(|account| source.names.account(account).to_owned());
    Some(ConsentRecord {
        head: source.head(),
        dispute: source.dispute(),
        party: people::own(source, standing),
        asked_at: at.map(At),
        manner: manner.map(manner_word),
        agrees,
        asked_by,
    })
}

pub(super) fn not_accepted_notice(source: &Source<'_>) -> Option<NotAcceptedNotice> {
    let case = source.case();
    // What was not accepted may have been handed over since; the parties are told all the same.
    let not = match case.stage.ending()? {
        Ending::NotAccepted(not) => not,
        Ending::Transferred(transfer) => transfer.not_accepted?,
        Ending::Terminated(_) | Ending::Performed { .. } | Ending::Elsewhere { .. } => return None,
    };
    let articles: &[&str] = match not.ground {
        NotAcceptedGround::PartyRefused => &["《中华人民共和国人民调解法》第十七条"],
        NotAcceptedGround::NotCivil => &["《中华人民共和国人民调解法》第二条"],
        NotAcceptedGround::Collusion => &["《深圳经济特区矛盾纠纷多元化解条例》第八十五条"],
        NotAcceptedGround::ExclusiveOrgan | NotAcceptedGround::AlreadyAccepted => {
            &["《人民调解工作若干规定》第二十二条"]
        }
        NotAcceptedGround::Other => &[],
    };
    Some(NotAcceptedNotice {
        head: source.head(),
        to: source.everybody(),
        dispute: source.dispute(),
        applied_on: local_day(case.applied_at),
        ground: word("not_accepted_ground", not.ground.code()),
        reason: not.reason,
        articles: articles.iter().map(|article| (*article).to_owned()).collect(),
        ways: source.ways(),
        on: local_day(not.at),
    })
}

/// Told, or to be told: without a day it is a copy to be read and signed.
pub(super) fn rights_notice(source: &Source<'_>, party: PartyId) -> Option<RightsNotice> {
    let standing = source.case().party(party)?;
    Some(RightsNotice {
        head: source.head(),
        dispute: Some(source.dispute()),
        party: Some(called(source, party).to_owned()),
        manner: None,
        told_on: standing.told_rights_at.map(local_day),
    })
}

pub(super) fn privacy_consent(source: &Source<'_>, party: PartyId) -> Option<PrivacyConsent> {
    source.case().party(party)?;
    let purpose = |purpose: &str, kinds: &str, kept: &str| Purpose {
        purpose: purpose.to_owned(),
        kinds: kinds.to_owned(),
        kept: kept.to_owned(),
    };
    let asked = |what: &str| AskedConsent { what: what.to_owned(), given: None };
    let body = source.network.by_id(source.case().body);
    let contact =
        body.map(|body| [&body.phone, &body.address].into_iter().flatten().cloned().collect::<Vec<_>>());
    Some(PrivacyConsent {
        head: source.head(),
        party: Some(called(source, party).to_owned()),
        contact: contact.unwrap_or_default().join("，"),
        purposes: vec![
            purpose(
                "受理、调解纠纷，制作并送达文书",
                "姓名或者名称、证件号码、联系方式、住址、纠纷情况",
                "按卷宗保管期限",
            ),
            purpose("回访、督促履行", "姓名、联系方式", "至回访结束"),
            purpose("统计（不含能识别个人的信息）", "纠纷类型、发生地、办理结果", "长期"),
        ],
        consents: vec![
            asked("处理证件号码、健康状况等办理本纠纷所必需的敏感个人信息"),
            asked("为办理本纠纷，向共同参与调解、接收移送的单位提供上述信息"),
            asked("将隐去个人信息的案例用于调解员培训"),
        ],
        on: None,
    })
}

pub(super) fn service_address(source: &Source<'_>, party: PartyId) -> Option<ServiceAddress> {
    let standing = source.case().party(party)?;
    let details = source.loaded.people.get(&party);
    let told = |text: Option<&String>| text.filter(|text| !text.is_empty()).cloned();
    Some(ServiceAddress {
        head: source.head(),
        dispute: source.dispute(),
        party: people::own(source, standing),
        recipient: None,
        address: told(details.map(|details| &details.service_address))
            .or_else(|| told(details.map(|details| &details.address))),
        postcode: None,
        phone: told(details.map(|details| &details.phone)),
        electronic: None,
        electronic_to: None,
        on: None,
    })
}

pub(super) fn manner_word(manner: Manner) -> String {
    word("manner", manner.code())
}
