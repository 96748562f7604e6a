//! How is a case or a request written as a row that can be read in again?

use std::collections::BTreeMap;

use fengqiao_base::{Day, PartyId, local_day};
use fengqiao_domain::{
    agreement::{Agreement, AgreementForm, ItemState},
    case::{Case, Confidentiality, Difficulty, Ending, Manner, Origin, Outcome, Referrer, Side, Stage},
    confirmation::Confirmation,
    intake::{Channel, IdKind, PartyDetails, PartyRole, ReferredBy, Request},
    return_visit::Satisfaction,
};
use fengqiao_store::time::day_text;
use fengqiao_web::lang::Lang;

pub use crate::case::export::harmless;
use crate::{directory::Names, reference::type_name};

use super::columns::{About, Column};

/// The columns of a table of cases.
pub const CASES: [Column; 31] = [
    Column::Number,
    Column::Type,
    Column::Source,
    Column::Reference,
    Column::Division,
    Column::Applied,
    Column::Accepted,
    Column::PartyCount,
    Column::Amount,
    Column::Body,
    Column::Mediator,
    Column::Result,
    Column::Ground,
    Column::Ended,
    Column::Difficulty,
    Column::Form,
    Column::Agreement,
    Column::Agreed,
    Column::Due,
    Column::Performance,
    Column::Performed,
    Column::Confirmed,
    Column::Ruled,
    Column::Ruling,
    Column::Satisfaction,
    Column::VisitManner,
    Column::Visited,
    Column::VisitedAgain,
    Column::State,
    Column::Closed,
    Column::Summary,
];

/// The columns of a table of requests.
pub const REQUESTS: [Column; 11] = [
    Column::Number,
    Column::Type,
    Column::Source,
    Column::Reference,
    Column::Division,
    Column::Place,
    Column::Applied,
    Column::Happened,
    Column::Amount,
    Column::State,
    Column::Summary,
];

/// What is told of each party.
const ABOUT: [About; 8] = [
    About::Name,
    About::Kind,
    About::IdKind,
    About::IdNumber,
    About::Phone,
    About::Ethnicity,
    About::Age,
    About::Address,
];

/// So many parties of each side have columns.
const PARTIES: u8 = 3;

/// The headings of a table.
pub fn headings(columns: &[Column], english: bool) -> Vec<String> {
    let mut all: Vec<String> = columns
        .iter()
        .map(|column| if english { column.code() } else { column.heading() }.to_owned())
        .collect();
    all.push(if english { Column::Claims.code() } else { Column::Claims.heading() }.to_owned());
    for (word, heading) in [("applicant", "申请人"), ("respondent", "被申请人")] {
        for nth in 1..=PARTIES {
            for about in ABOUT {
                let (_, code, own, _) =
                    About::ALL.into_iter().find(|(one, ..)| *one == about).expect("all are listed");
                let nth = if nth == 1 { String::new() } else { nth.to_string() };
                all.push(if english {
                    format!("{word}{}{nth}_{code}", if nth.is_empty() { "" } else { "_" })
                } else {
                    format!("{heading}{nth}{own}")
                });
            }
        }
    }
    all
}

type Cells = BTreeMap<Column, String>;

/// The cells of a row in the order of the headings.
fn in_order(columns: &[Column], mut cells: Cells, claims: &[String], parties: Vec<String>) -> Vec<String> {
    let mut row: Vec<String> =
        columns.iter().map(|column| cells.remove(column).unwrap_or_default()).collect();
    row.push(claims.join("；"));
    row.extend(parties);
    row
}

fn day(moment: fengqiao_base::Moment) -> String {
    day_text(local_day(moment))
}

fn yuan(fen: Option<i64>) -> String {
    fen.map(|fen| format!("{}.{:02}", fen / 100, fen % 100)).unwrap_or_default()
}

/// What is told of the parties; empty cells where persons are left out.
fn parties<'p>(all: impl Iterator<Item = (Side, Option<&'p PartyDetails>)>, on: Day) -> Vec<String> {
    let all: Vec<_> = all.collect();
    let mut cells = Vec::new();
    for side in [Side::Applicant, Side::Respondent] {
        let mut own = all.iter().filter(|(one, _)| *one == side).map(|(_, details)| *details);
        for _ in 0..PARTIES {
            let details = own.next().flatten();
            cells.extend(
                ABOUT.iter().map(|about| details.map_or_else(String::new, |one| cell(*about, one, on))),
            );
        }
    }
    cells
}

fn cell(about: About, details: &PartyDetails, on: Day) -> String {
    use fengqiao_domain::case::PartyKind;
    match about {
        About::Name => details.called().to_owned(),
        About::Kind => match details.kind {
            PartyKind::Person => "自然人",
            PartyKind::Organisation => "单位",
        }
        .to_owned(),
        About::IdKind => details.id_document.as_ref().map_or("", |one| paper(one.kind)).to_owned(),
        About::IdNumber => details.id_document.as_ref().map(|one| one.number.clone()).unwrap_or_default(),
        About::Phone => details.phone.clone(),
        About::Ethnicity => details.ethnicity.clone(),
        About::Age => details.age_on(on).map(|years| years.to_string()).unwrap_or_default(),
        About::Address => details.address.clone(),
        About::Standing => String::new(),
    }
}

fn paper(kind: IdKind) -> &'static str {
    match kind {
        IdKind::Resident => "居民身份证",
        IdKind::HongKongMacau => "港澳居民来往内地通行证",
        IdKind::Taiwan => "台湾居民来往大陆通行证",
        IdKind::ResidencePermit => "居住证",
        IdKind::Passport => "护照",
        IdKind::ForeignPermanent => "外国人永久居留身份证",
        IdKind::CreditCode => "统一社会信用代码",
        IdKind::Other => "其他",
    }
}

/// A case as a row of [`CASES`]. Persons are left out unless they are given; of what is more than ordinary, always.
pub fn case(case: &Case, people: &BTreeMap<PartyId, PartyDetails>, names: &Names) -> Vec<String> {
    let mut cells = Cells::new();
    let mut put = |column, text: String| {
        cells.insert(column, text);
    };
    put(Column::Number, case.number.clone());
    put(Column::Type, type_name(Lang::ZhCn, &case.dispute_type));
    let (source, reference) = source(&case.origin);
    put(Column::Source, source.to_owned());
    put(Column::Reference, reference);
    put(Column::Division, case.community.clone());
    put(Column::Applied, day(case.applied_at));
    put(Column::Accepted, case.acceptance.as_ref().map(|one| day(one.at)).unwrap_or_default());
    put(Column::PartyCount, case.parties.len().to_string());
    put(Column::Amount, yuan(case.amount_fen));
    put(Column::Body, names.body_name(case.body).to_owned());
    let mediator = case.mediator().or_else(|| case.mediators.last().map(|seat| seat.mediator));
    put(Column::Mediator, mediator.map_or("", |id| names.account(id)).to_owned());
    put(
        Column::Difficulty,
        match case.difficulty {
            Difficulty::Simple => "简单",
            Difficulty::Ordinary => "一般",
            Difficulty::Hard => "疑难复杂",
        }
        .to_owned(),
    );
    put(Column::Summary, case.summary.clone());
    ending(case, &mut put);
    if let Some(agreement) = case.whole_agreement() {
        agreed(agreement, case, &mut put);
    }
    visits(case, &mut put);
    let (state, closed) = match &case.stage {
        Stage::Closed { closing, .. } => ("结案", Some(closing)),
        Stage::Archived { closing, .. } => ("归档", Some(closing)),
        _ => ("在办", None),
    };
    put(Column::State, state.to_owned());
    put(Column::Closed, closed.map(|closing| day(closing.at)).unwrap_or_default());
    let on = local_day(case.applied_at);
    let is_told = case.class == Confidentiality::Ordinary;
    let details = case.parties.iter().map(|one| (one.side, people.get(&one.id).filter(|_| is_told)));
    let parties = parties(details, on);
    in_order(&CASES, cells, &case.claims, parties)
}

fn source(origin: &Origin) -> (&'static str, String) {
    match origin {
        Origin::Application => ("依申请", String::new()),
        Origin::OwnMotion => ("主动调解", String::new()),
        Origin::Referred { by, reference, .. } => {
            let by = match by {
                Referrer::Court => "法院委托移送",
                Referrer::Procuratorate => "检察院委托移送",
                Referrer::Police => "公安机关委托移送",
                Referrer::Petition => "信访部门委托移送",
                Referrer::Other => "其他部门委托移送",
            };
            (by, reference.clone().unwrap_or_default())
        }
    }
}

fn ending(case: &Case, put: &mut impl FnMut(Column, String)) {
    let result = match case.outcome() {
        Outcome::Pending => "",
        Outcome::AgreedWritten | Outcome::AgreedOral => "调解成功",
        Outcome::Failed => "调解不成",
        Outcome::PartlyAgreed | Outcome::Terminated => "终止",
        Outcome::NotAccepted => "不予受理",
        Outcome::Transferred => "转出",
    };
    put(Column::Result, result.to_owned());
    let (ended, ground) = match case.stage.ending() {
        Some(Ending::NotAccepted(one)) => (day(one.at), one.reason),
        Some(Ending::Terminated(one)) => (day(one.at), one.reason),
        Some(Ending::Transferred(one)) => (day(one.sent_at), one.reason),
        Some(Ending::Performed { .. } | Ending::Elsewhere { .. }) | None => Default::default(),
    };
    put(Column::Ended, ended);
    put(Column::Ground, ground);
}

fn agreed(agreement: &Agreement, case: &Case, put: &mut impl FnMut(Column, String)) {
    put(Column::Ended, day_text(agreement.reached_on));
    let form = match agreement.form {
        AgreementForm::Written => "书面协议",
        AgreementForm::Oral => "口头协议",
    };
    put(Column::Form, form.to_owned());
    put(Column::Agreement, agreement.terms.clone());
    let sum = agreement.amount_fen();
    put(Column::Agreed, yuan((sum > 0).then_some(sum)));
    let due = agreement.items.iter().filter_map(|item| item.terms.due).max();
    put(Column::Due, due.map(day_text).unwrap_or_default());
    let states: Vec<&ItemState> = case.items().map(|item| &item.state).collect();
    let has = |wanted: fn(&ItemState) -> bool| states.iter().any(|state| wanted(state));
    let on_the_spot = case.items().all(|item| item.terms.on_the_spot);
    let performance = if states.is_empty() || states.iter().all(|state| matches!(state, ItemState::Due)) {
        "未到期"
    } else if has(|state| matches!(state, ItemState::Elsewhere { .. })) {
        "反悔起诉"
    } else if has(|state| matches!(state, ItemState::Overdue { .. } | ItemState::Disputed { .. })) {
        "逾期未履行"
    } else if states.iter().all(|state| matches!(state, ItemState::Done { .. })) {
        if on_the_spot { "当场履行" } else { "已履行" }
    } else {
        "部分履行"
    };
    put(Column::Performance, performance.to_owned());
    let done = states.iter().filter_map(|state| match state {
        ItemState::Done { on, .. } | ItemState::Part { on, .. } | ItemState::Elsewhere { on, .. } => {
            Some(*on)
        }
        ItemState::Overdue { noted_on, .. } => Some(*noted_on),
        ItemState::Due | ItemState::Disputed { .. } => None,
    });
    put(Column::Performed, done.max().map(day_text).unwrap_or_default());
    let ruling = case.effective_agreements().find_map(|one| match one.confirmation() {
        Some(Confirmation::Valid { reference, on, .. } | Confirmation::Enforcing { reference, on }) => {
            Some((reference.clone(), *on))
        }
        _ => None,
    });
    put(Column::Confirmed, if ruling.is_some() { "是" } else { "否" }.to_owned());
    if let Some((reference, on)) = ruling {
        put(Column::Ruled, day_text(on));
        put(Column::Ruling, reference);
    }
}

fn visits(case: &Case, put: &mut impl FnMut(Column, String)) {
    let days = case.visits.iter().map(|visit| day(visit.at));
    for (column, on) in [Column::Visited, Column::VisitedAgain].into_iter().zip(days) {
        put(column, on);
    }
    let Some(last) = case.visits.last() else { return };
    let satisfaction = match last.satisfaction {
        Satisfaction::Content => "满意",
        Satisfaction::Mostly => "基本满意",
        Satisfaction::Discontent => "不满意",
        Satisfaction::Unasked => "未评价",
    };
    put(Column::Satisfaction, satisfaction.to_owned());
    let manner = match last.manner {
        Manner::Telephone => "电话",
        Manner::InPerson | Manner::Representative => "上门",
        Manner::Online => "线上",
        Manner::Letter => "信函",
    };
    put(Column::VisitManner, manner.to_owned());
}

/// A request as a row of [`REQUESTS`].
pub fn request(request: &Request, people: &BTreeMap<PartyId, PartyDetails>) -> Vec<String> {
    let mut cells = Cells::new();
    let mut put = |column, text: String| {
        cells.insert(column, text);
    };
    put(Column::Number, request.number.to_string());
    put(Column::Type, request.dispute_type().map(|code| type_name(Lang::ZhCn, code)).unwrap_or_default());
    let source = match &request.channel {
        Channel::Window { .. } => "窗口",
        Channel::Telephone => "电话",
        Channel::Letter => "信件",
        Channel::Portal => "网上",
        Channel::Grid => "网格",
        Channel::Referral { by, .. } => match by {
            ReferredBy::Court => "法院委托移送",
            ReferredBy::Police => "公安机关委托移送",
            ReferredBy::Procuratorate => "检察院委托移送",
            ReferredBy::Petition => "信访部门委托移送",
            ReferredBy::Hotline => "12345热线",
            ReferredBy::OtherAgency => "其他部门委托移送",
        },
    };
    put(Column::Source, source.to_owned());
    put(Column::Reference, request.channel.reference().unwrap_or_default().to_owned());
    put(Column::Division, request.community.clone());
    put(Column::Place, request.address.clone());
    put(Column::Applied, day(request.filed_at));
    put(Column::Happened, request.happened_on.map(day_text).unwrap_or_default());
    put(Column::Amount, yuan(request.amount_fen));
    put(Column::State, if request.registered.is_some() { "已登记" } else { "待登记" }.to_owned());
    put(Column::Summary, request.what.clone());
    let on = local_day(request.filed_at);
    let is_told = request.class.what == Confidentiality::Ordinary;
    let details = request.parties.iter().filter_map(|entry| {
        let side = match entry.role {
            PartyRole::Applicant => Side::Applicant,
            PartyRole::Respondent => Side::Respondent,
            PartyRole::Agent | PartyRole::Guardian | PartyRole::Reporter => return None,
        };
        Some((side, people.get(&entry.id).filter(|_| is_told)))
    });
    let parties = parties(details, on);
    in_order(&REQUESTS, cells, &request.claims, parties)
}
