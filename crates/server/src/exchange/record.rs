//! What does a record say altogether?

use fengqiao_base::{AccountId, BodyId, Day, Duty, Refusal, local_day};
use fengqiao_domain::{
    agreement::AgreementForm,
    case::{Difficulty, Manner, NotAcceptedGround, Receiver, TerminationGround},
    intake::{Channel, PartyDetails, PartyRole, ReferredBy},
    report::Host,
    return_visit::Satisfaction,
};
use time::macros::date;

use super::{
    Fault, Kind,
    columns::{About, Column, Columns},
    known::{Former, Known},
    people,
    table::Group,
    values::{amount, day, named, yes},
};

/// What a record says, checked as far as it can be without the rules.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its number in the other system.
    pub source: String,
    /// How it came in.
    pub channel: Channel,
    /// Code of its type.
    pub dispute_type: String,
    /// 12-digit code of the place.
    pub community: String,
    /// The place in words.
    pub place: String,
    /// The committee, its name, and where it is counted.
    pub body: (BodyId, String, Host),
    /// The day it was applied for.
    pub applied: Day,
    /// The day it was accepted.
    pub accepted: Option<Day>,
    /// The day it happened.
    pub happened: Option<Day>,
    /// The money in dispute.
    pub amount_fen: Option<i64>,
    /// What it is about.
    pub what: String,
    /// What is wanted.
    pub claims: Vec<String>,
    /// The parties.
    pub parties: Vec<(PartyRole, PartyDetails)>,
    /// Who registered it.
    pub clerk: Option<AccountId>,
    /// Who mediated it.
    pub mediator: Option<AccountId>,
    /// Accounts to be made for those who worked here.
    pub former: Vec<Former>,
    /// How hard it was.
    pub difficulty: Difficulty,
    /// How it ended.
    pub result: Outcome,
    /// When it ended.
    pub ended: Option<Day>,
    /// How far the agreement is performed.
    pub performance: Performance,
    /// The day of it.
    pub performed: Option<Day>,
    /// The court's ruling: the day and its number.
    pub confirmed: Option<(Option<Day>, String)>,
    /// Return visits.
    pub visits: Vec<Day>,
    /// How they were made.
    pub visit_manner: Manner,
    /// What they found.
    pub satisfaction: Satisfaction,
    /// Where it stands.
    pub state: State,
    /// The day it was closed.
    pub closed: Option<Day>,
    /// What is to be remembered and has no place of its own.
    pub notes: Vec<String>,
    /// What was passed over.
    pub remarks: Vec<Fault>,
}

/// How a dispute ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Not yet.
    Pending,
    /// With an agreement.
    Agreed(Agreed),
    /// Without one: the ground and the reason in words.
    Terminated(TerminationGround, String),
    /// It was not accepted.
    NotAccepted(NotAcceptedGround, String),
    /// It was handed over.
    Transferred(Receiver, String),
}

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Written or oral.
    pub form: AgreementForm,
    /// In words.
    pub terms: String,
    /// The money in it.
    pub amount_fen: Option<i64>,
    /// The last day of performance.
    pub due: Option<Day>,
    /// In which manner.
    pub manner: String,
}

/// How far an agreement is performed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Performance {
    /// Nothing is told, or it is not due.
    Open,
    /// On the spot.
    OnTheSpot,
    /// Done.
    Done,
    /// In part.
    Part,
    /// Late.
    Overdue,
    /// Somebody went to court.
    Sued,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is worked on.
    Open,
    /// Registered (of a request).
    Registered,
    /// Closed.
    Closed,
    /// Put away.
    Archived,
}

const RESULTS: [(u8, &[&str]); 6] = [
    (0, &["", "调解中", "在办", "未结", "pending"]),
    (1, &["调解成功", "成功", "达成协议", "已达成协议", "agreed", "success"]),
    (2, &["调解不成", "调解失败", "不成功", "未达成协议", "失败", "failed"]),
    (3, &["终止", "终止调解", "terminated"]),
    (4, &["不予受理", "不受理", "not_accepted"]),
    (5, &["转出", "移送", "转办", "已移送", "transferred"]),
];

const FORMS: [(AgreementForm, &[&str]); 2] = [
    (AgreementForm::Written, &["书面", "书面协议", "调解协议书", "written"]),
    (AgreementForm::Oral, &["口头", "口头协议", "oral"]),
];

const PERFORMANCES: [(Performance, &[&str]); 6] = [
    (Performance::Open, &["", "未到期", "未履行", "履行中", "not_due"]),
    (Performance::OnTheSpot, &["当场履行", "即时履行", "on_the_spot"]),
    (Performance::Done, &["已履行", "履行完毕", "全部履行", "已全部履行", "done"]),
    (Performance::Part, &["部分履行", "已部分履行", "part"]),
    (Performance::Overdue, &["逾期未履行", "逾期", "拒不履行", "overdue"]),
    (Performance::Sued, &["反悔起诉", "起诉", "已起诉", "sued"]),
];

const SATISFACTIONS: [(Satisfaction, &[&str]); 4] = [
    (Satisfaction::Content, &["满意", "非常满意", "是", "content"]),
    (Satisfaction::Mostly, &["基本满意", "较满意", "一般", "mostly"]),
    (Satisfaction::Discontent, &["不满意", "否", "discontent"]),
    (Satisfaction::Unasked, &["", "未回访", "未评价", "unasked"]),
];

const MANNERS: [(Manner, &[&str]); 4] = [
    (Manner::Telephone, &["", "电话", "电话回访", "telephone"]),
    (Manner::InPerson, &["上门", "当面", "实地", "走访", "上门回访", "in_person"]),
    (Manner::Online, &["线上", "网络", "微信", "短信", "online"]),
    (Manner::Letter, &["信函", "书信", "letter"]),
];

const DIFFICULTIES: [(Difficulty, &[&str]); 3] = [
    (Difficulty::Simple, &["简单", "simple"]),
    (Difficulty::Ordinary, &["", "一般", "普通", "ordinary"]),
    (Difficulty::Hard, &["疑难复杂", "疑难", "复杂", "重大", "疑难重大", "hard"]),
];

const STATES: [(State, &[&str]); 4] = [
    (State::Open, &["", "在办", "调解中", "办理中", "受理", "已受理", "履行中", "待登记", "open"]),
    (State::Registered, &["已登记", "registered"]),
    (State::Closed, &["结案", "已结案", "办结", "已办结", "closed"]),
    (State::Archived, &["归档", "已归档", "archived"]),
];

/// Words of a ground that point to one of the list.
const TERMINATIONS: [(&str, TerminationGround); 9] = [
    ("撤回", TerminationGround::Withdrawn),
    ("拒签", TerminationGround::RefusesToSign),
    ("拒绝", TerminationGround::RefusesFurther),
    ("不愿", TerminationGround::RefusesFurther),
    ("虚假", TerminationGround::BadFaith),
    ("串通", TerminationGround::Collusion),
    ("无法联系", TerminationGround::OutOfReach),
    ("期限", TerminationGround::PeriodOver),
    ("分歧", TerminationGround::TooFarApart),
];

const RECEIVERS: [(&str, Receiver); 8] = [
    ("公安", Receiver::Police),
    ("派出所", Receiver::Police),
    ("法院", Receiver::Court),
    ("劳动", Receiver::Labour),
    ("信访", Receiver::Petition),
    ("仲裁", Receiver::Arbitration),
    ("法律援助", Receiver::LegalAid),
    ("调解", Receiver::Mediation),
];

const REFERRERS: [(&str, ReferredBy); 7] = [
    ("法院", ReferredBy::Court),
    ("公安", ReferredBy::Police),
    ("派出所", ReferredBy::Police),
    ("检察", ReferredBy::Procuratorate),
    ("信访", ReferredBy::Petition),
    ("12345", ReferredBy::Hotline),
    ("热线", ReferredBy::Hotline),
];

const NOTHING_SAID: &str = "原系统未载明。";

/// Reads one record.
struct Reader<'r> {
    group: &'r Group,
    columns: &'r Columns,
    known: &'r Known,
    wrong: Vec<Fault>,
}

impl<'r> Reader<'r> {
    fn cell(&self, column: Column) -> &'r str {
        self.group.cell(self.columns, column)
    }

    fn fault(&mut self, column: Column, code: &'static str) {
        self.wrong.push(Fault::new(column.heading(), Refusal::new(code)));
    }

    fn day(&mut self, column: Column) -> Option<Day> {
        let text = self.cell(column);
        if text.is_empty() {
            return None;
        }
        let found = day(text);
        match found {
            None => self.fault(column, "import-not-a-day"),
            Some(day) if day > local_day(self.known.now) => self.fault(column, "import-in-the-future"),
            Some(_) => {}
        }
        found
    }

    fn amount(&mut self, column: Column) -> Option<i64> {
        let text = self.cell(column);
        if text.is_empty() {
            return None;
        }
        let found = amount(text, self.columns.unit(column));
        if found.is_none() {
            self.fault(column, "import-not-an-amount");
        }
        found.filter(|fen| *fen > 0)
    }

    fn word<T: Copy>(&mut self, column: Column, names: &[(T, &[&str])], otherwise: T) -> T {
        named(self.cell(column), names).unwrap_or_else(|| {
            self.fault(column, "import-not-in-list");
            otherwise
        })
    }

    fn channel(&mut self) -> Channel {
        let text = self.cell(Column::Source);
        let reference = match self.cell(Column::Reference) {
            "" => self.cell(Column::Number),
            reference => reference,
        };
        let referred = REFERRERS.into_iter().find(|(word, _)| text.contains(word)).map(|(_, by)| by);
        let by = referred
            .or_else(|| (text.contains("移送") || text.contains("委托")).then_some(ReferredBy::OtherAgency));
        if let Some(by) = by {
            return Channel::Referral { by, reference: Some(reference.to_owned()), charge: None, sent: None };
        }
        match text {
            "" | "依申请" | "当事人申请" | "申请" | "依申请调解" | "窗口" | "来访" | "application"
            | "window" => Channel::Window { ticket: None },
            "电话" | "来电" | "telephone" => Channel::Telephone,
            "信件" | "来信" | "letter" => Channel::Letter,
            "网上" | "线上" | "i调解" | "网络" | "portal" => Channel::Portal,
            "主动" | "主动调解" | "排查" | "主动排查" | "网格" | "网格排查" | "own_motion" | "grid" => {
                Channel::Grid
            }
            "court" => Channel::Referral {
                by: ReferredBy::Court,
                reference: Some(reference.into()),
                charge: None,
                sent: None,
            },
            "police" => Channel::Referral {
                by: ReferredBy::Police,
                reference: Some(reference.into()),
                charge: None,
                sent: None,
            },
            _ => {
                self.fault(Column::Source, "import-not-in-list");
                Channel::Window { ticket: None }
            }
        }
    }

    fn result(&mut self) -> Outcome {
        let which = self.word(Column::Result, &RESULTS, 0);
        let told = self.cell(Column::Ground);
        let reason = if told.is_empty() { NOTHING_SAID } else { told }.to_owned();
        let termination =
            TERMINATIONS.into_iter().find(|(word, _)| told.contains(word)).map(|(_, ground)| ground);
        match which {
            1 => Outcome::Agreed(Agreed {
                form: self.form(),
                terms: self.cell(Column::Agreement).to_owned(),
                amount_fen: self.amount(Column::Agreed),
                due: match self.cell(Column::Due) {
                    "" => None,
                    // A last day may lie ahead.
                    text => day(text).or_else(|| {
                        self.fault(Column::Due, "import-not-a-day");
                        None
                    }),
                },
                manner: self.cell(Column::Manner).to_owned(),
            }),
            2 => Outcome::Terminated(termination.unwrap_or(TerminationGround::TooFarApart), reason),
            3 => Outcome::Terminated(termination.unwrap_or(TerminationGround::Other), reason),
            4 => {
                let refused = told.contains("不同意") || told.contains("拒绝");
                let ground = if refused { NotAcceptedGround::PartyRefused } else { NotAcceptedGround::Other };
                Outcome::NotAccepted(ground, reason)
            }
            5 => {
                let to = RECEIVERS.into_iter().find(|(word, _)| told.contains(word)).map(|(_, to)| to);
                Outcome::Transferred(to.unwrap_or(Receiver::Administrative), reason)
            }
            _ => Outcome::Pending,
        }
    }

    fn form(&mut self) -> AgreementForm {
        if self.cell(Column::Form).is_empty() {
            self.fault(Column::Form, "import-missing");
            return AgreementForm::Written;
        }
        self.word(Column::Form, &FORMS, AgreementForm::Written)
    }

    /// Days in the order in which they must have come.
    fn in_order(&mut self, days: &[(Column, Option<Day>)]) {
        let mut before: Option<(Column, Day)> = None;
        for (column, day) in days {
            let Some(day) = day else { continue };
            if let Some((earlier, known)) = before
                && *day < known
            {
                let refusal = Refusal::new("import-day-order").with("column", earlier.heading());
                let fault = Fault::new(column.heading(), refusal);
                if !self.wrong.contains(&fault) {
                    self.wrong.push(fault);
                }
            }
            before = Some((*column, *day));
        }
    }
}

/// Reads a record of either kind.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(group: &Group, columns: &Columns, known: &Known, kind: Kind) -> Result<Record, Vec<Fault>> {
    let whole = |code| vec![Fault::new("", Refusal::new(code))];
    if group.is_garbled() {
        return Err(whole("import-garbled"));
    }
    if !group.fits(columns) {
        return Err(whole("import-row-width"));
    }
    let mut reader = Reader { group, columns, known, wrong: Vec::new() };
    let record = reader.record(kind);
    match record {
        Some(record) if reader.wrong.is_empty() => Ok(record),
        _ => Err(reader.wrong),
    }
}

impl Reader<'_> {
    #[expect(clippy::too_many_lines, reason = "one line for each column reads best in one place")]
    fn record(&mut self, kind: Kind) -> Option<Record> {
        let source = self.cell(Column::Number).to_owned();
        if source.is_empty() || source.chars().count() > 60 {
            self.fault(Column::Number, "import-missing");
        }
        let dispute_type = self.known.dispute_type(self.cell(Column::Type)).map(str::to_owned);
        if dispute_type.is_none() {
            self.fault(Column::Type, "import-not-in-list");
        }
        let community = self.known.place(self.cell(Column::Division));
        if community.is_none() {
            self.fault(Column::Division, "import-place-unknown");
        }
        let body = match self.cell(Column::Body) {
            "" => community.as_deref().and_then(|place| self.known.committee(place)),
            name => self.known.body(name),
        };
        if body.is_none() && (community.is_some() || !self.cell(Column::Body).is_empty()) {
            self.fault(Column::Body, "import-body-unknown");
        }
        let accepted = self.day(Column::Accepted);
        let applied = self.day(Column::Applied);
        let happened = self.day(Column::Happened);
        let result = self.result();
        let (ended, closed) = (self.day(Column::Ended), self.day(Column::Closed));
        let performed = self.day(Column::Performed);
        let visits = [self.day(Column::Visited), self.day(Column::VisitedAgain)];
        let ruled = self.day(Column::Ruled);
        let needs_acceptance = kind == Kind::Cases && !matches!(result, Outcome::NotAccepted(..));
        if needs_acceptance && accepted.is_none() && self.cell(Column::Accepted).is_empty() {
            self.fault(Column::Accepted, "import-missing");
        }
        let from = applied.or(accepted).or(ended);
        if from.is_none() && self.wrong.is_empty() {
            self.fault(Column::Applied, "import-missing");
        }
        if from.is_some_and(|day| day < date!(2020 - 01 - 01)) {
            self.fault(if applied.is_some() { Column::Applied } else { Column::Accepted }, "import-too-old");
        }
        let way = [(Column::Applied, applied), (Column::Accepted, accepted), (Column::Ended, ended)];
        self.in_order(&[[(Column::Happened, happened)].as_slice(), &way].concat());
        for later in [(Column::Performed, performed), (Column::Ruled, ruled), (Column::Closed, closed)] {
            self.in_order(&[way.as_slice(), &[later]].concat());
        }
        let [first, second] = visits;
        self.in_order(
            &[way.as_slice(), &[(Column::Visited, first), (Column::VisitedAgain, second)]].concat(),
        );
        let from = from?;
        let (parties, masked) = people::read(self.group, self.columns, from, &mut self.wrong);
        let mut remarks: Vec<Fault> = masked
            .into_iter()
            .map(|about: About| Fault::new(about.heading(), Refusal::new("import-masked")))
            .collect();
        let confirmed = match yes(self.cell(Column::Confirmed)) {
            Some(true) => {
                let number = self.cell(Column::Ruling);
                let number = if number.is_empty() { NOTHING_SAID } else { number };
                Some((ruled, number.to_owned()))
            }
            Some(false) => None,
            None => {
                self.fault(Column::Confirmed, "import-not-in-list");
                None
            }
        };
        let amount_fen = self.amount(Column::Amount);
        let performance = self.word(Column::Performance, &PERFORMANCES, Performance::Open);
        let difficulty = self.word(Column::Difficulty, &DIFFICULTIES, Difficulty::Ordinary);
        let visit_manner = self.word(Column::VisitManner, &MANNERS, Manner::Telephone);
        let satisfaction = self.word(Column::Satisfaction, &SATISFACTIONS, Satisfaction::Unasked);
        let state = self.word(Column::State, &STATES, State::Open);
        let channel = self.channel();
        let mut notes = vec![format!("由原系统导入，原编号 {source}。")];
        match self.cell(Column::Averted) {
            "" | "无" | "否" => {}
            averted => notes.push(format!("原系统登记的纠纷转化情况：{averted}")),
        }
        if let Ok(count) = self.cell(Column::PartyCount).parse::<usize>() {
            let known = parties
                .iter()
                .filter(|(role, _)| matches!(role, PartyRole::Applicant | PartyRole::Respondent))
                .count();
            if count > known {
                notes.push(format!("原系统登记当事人 {count} 名，本记录列明 {known} 名。"));
                let refusal = Refusal::new("import-party-count").with("told", count).with("known", known);
                remarks.push(Fault::new(Column::PartyCount.heading(), refusal));
            }
        }
        let mut former = Vec::new();
        let mut staff = |name: &str, duty| {
            let body = body.filter(|_| !name.is_empty())?;
            Some(self.known.staff(name, duty, body).unwrap_or_else(|one| {
                let id = one.id;
                former.push(one);
                id
            }))
        };
        let clerk = staff(self.group.cell(self.columns, Column::Clerk), Duty::Intake);
        let mediator = staff(self.group.cell(self.columns, Column::Mediator), Duty::Mediator);
        let needs_mediator = matches!(result, Outcome::Agreed(_) | Outcome::Terminated(..));
        if needs_mediator && mediator.is_none() && body.is_some() {
            self.fault(Column::Mediator, "import-missing");
        }
        let body = body.map(|body| (body.id, body.name.clone(), Host::of(&body.kind, &body.territory)))?;
        let claims: Vec<String> = self
            .cell(Column::Claims)
            .split(['\n', '；', ';'])
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect();
        Some(Record {
            source,
            channel,
            dispute_type: dispute_type?,
            community: community?,
            place: self.cell(Column::Place).to_owned(),
            body,
            applied: from,
            accepted,
            happened,
            amount_fen,
            what: self.cell(Column::Summary).to_owned(),
            claims: if claims.is_empty() { vec!["请求调解处理。".to_owned()] } else { claims },
            parties,
            clerk,
            mediator,
            former,
            difficulty,
            result,
            ended,
            performance,
            performed,
            confirmed,
            visits: visits.into_iter().flatten().collect(),
            visit_manner,
            satisfaction,
            state,
            closed,
            notes,
            remarks,
        })
    }
}
