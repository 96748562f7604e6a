//! Which columns does a table have?
//!
//! The headings are those of the case records that justice bureaus keep; each has a plain English word too. A unit in
//! brackets, such as 涉案金额（万元）, belongs to the heading.

use std::collections::BTreeMap;

use fengqiao_base::Refusal;
use fengqiao_domain::case::Side;

use super::{Fault, Kind};

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident $code:literal $chinese:literal [$($more:literal),*];)+) => {
        /// What a column holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column { $($(#[$doc])* $name,)+ }

        impl Column {
            /// Every column.
            pub const ALL: &[Column] = &[$(Column::$name,)+];

            /// Its English word.
            pub fn code(self) -> &'static str {
                match self { $(Column::$name => $code,)+ }
            }

            /// Its Chinese heading.
            pub fn heading(self) -> &'static str {
                match self { $(Column::$name => $chinese,)+ }
            }

            fn names(self) -> &'static [&'static str] {
                match self { $(Column::$name => &[$code, $chinese, $($more),*],)+ }
            }
        }
    };
}

columns! {
    /// The number in the other system.
    Number "number" "案件编号" ["编号", "案号", "诉求编号"];
    /// The kind of dispute.
    Type "type" "纠纷类型" ["诉求类型"];
    /// Where it came from.
    Source "source" "纠纷来源" ["诉求来源", "来源"];
    /// The number of whoever referred it.
    Reference "reference" "移送编号" ["委托编号", "来文编号"];
    /// Where it happened.
    Division "division" "行政区划" ["所属社区", "区划"];
    /// The place in words.
    Place "place" "发生地点" ["地点"];
    /// The day it was applied for.
    Applied "applied" "申请日期" ["提出日期", "登记日期"];
    /// The day it was accepted.
    Accepted "accepted" "受理日期" [];
    /// The day it happened.
    Happened "happened" "发生日期" [];
    /// How many parties there are.
    PartyCount "party_count" "涉案当事人数量" ["涉及人数", "当事人数量"];
    /// The money in dispute.
    Amount "amount" "涉案金额" ["涉及金额"];
    /// The committee.
    Body "body" "受理单位" ["调解组织"];
    /// Who registered it.
    Clerk "clerk" "受理人" ["登记人"];
    /// Who mediated it.
    Mediator "mediator" "调解员" [];
    /// How it ended.
    Result "result" "调解结果" ["调处结果"];
    /// Why it was not accepted, given up or handed over.
    Ground "ground" "未成原因" ["终止原因", "不予受理原因", "转出单位"];
    /// The day it ended.
    Ended "ended" "调结日期" ["协议日期", "终止日期", "不予受理日期", "转出日期"];
    /// How hard it was.
    Difficulty "difficulty" "案件难度级别" ["难度级别"];
    /// What it was kept from turning into.
    Averted "averted" "纠纷转化情况" [];
    /// Written or oral.
    Form "form" "协议类型" ["协议形式"];
    /// What was agreed.
    Agreement "agreement" "协议内容" [];
    /// The money agreed on.
    Agreed "agreed" "协议金额" ["协议涉及金额"];
    /// The last day of performance.
    Due "due" "履行期限" [];
    /// How far it is performed.
    Performance "performance" "履行情况" [];
    /// In which manner.
    Manner "manner" "履行方式" [];
    /// The day it was performed.
    Performed "performed" "履行日期" [];
    /// Whether a court confirmed it.
    Confirmed "confirmed" "是否司法确认" ["司法确认"];
    /// The day the court ruled.
    Ruled "ruled" "司法确认日期" [];
    /// The number of the ruling.
    Ruling "ruling" "司法确认文号" [];
    /// Whether the parties were content.
    Satisfaction "satisfaction" "是否满意" ["满意度"];
    /// How they were visited.
    VisitManner "visit_manner" "回访形式" ["回访方式"];
    /// When.
    Visited "visited" "回访日期" [];
    /// When for the second time.
    VisitedAgain "visited_again" "第二次回访日期" [];
    /// Where it stands.
    State "state" "案件状态" ["诉求状态", "状态"];
    /// The day it was closed.
    Closed "closed" "结案日期" [];
    /// What it is about.
    Summary "summary" "纠纷简介" ["纠纷概况", "诉求内容"];
    /// What is wanted.
    Claims "claims" "诉求" ["请求事项"];
}

/// Headings that would sort people into groups. They are not taken, on purpose.
pub const LEFT_OUT: [&str; 2] = ["涉及特殊群体情况", "涉及农民工纠纷情况"];

/// What a column tells of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// On which side, or for whom; where each party has a row of its own.
    Standing,
    /// A person or an organisation.
    Kind,
    /// The kind of paper.
    IdKind,
    /// Its number.
    IdNumber,
    /// The name.
    Name,
    /// The telephone number.
    Phone,
    /// The ethnicity as it stands on the paper.
    Ethnicity,
    /// The age.
    Age,
    /// The address.
    Address,
}

impl About {
    /// Every one: English word, Chinese heading, other headings.
    pub const ALL: [(About, &str, &str, &[&str]); 9] = [
        (About::Standing, "standing", "当事人地位", &["地位"]),
        (About::Kind, "kind", "类型", &["当事人类型"]),
        (About::IdKind, "id_kind", "证件类型", &[]),
        (About::IdNumber, "id_number", "证件号码", &[]),
        (About::Name, "name", "姓名名称", &["姓名", "名称"]),
        (About::Phone, "phone", "电话", &["联系电话"]),
        (About::Ethnicity, "ethnicity", "民族", &[]),
        (About::Age, "age", "年龄", &[]),
        (About::Address, "address", "地址", &["住址"]),
    ];

    /// The heading as faults call it.
    pub fn heading(self) -> &'static str {
        Self::ALL.iter().find(|(about, ..)| *about == self).map_or("", |(_, _, heading, _)| heading)
    }
}

/// Whose columns they are: a side and a place on it, or whoever the row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The n-th applicant, from 1.
    Applicant(u8),
    /// The n-th on the other side.
    Respondent(u8),
    /// The party of the row.
    Row,
}

/// In which unit an amount stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    TenThousand,
}

/// Where everything stands in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    places: BTreeMap<Column, usize>,
    ten_thousands: Vec<Column>,
    parties: BTreeMap<Slot, BTreeMap<About, usize>>,
    /// Headings that say nothing to the platform.
    pub unknown: Vec<String>,
    /// Headings that are left out on purpose.
    pub left_out: Vec<String>,
    /// How many cells a row has.
    pub width: usize,
}

/// What must be there to begin with.
const NEEDED: [Column; 4] = [Column::Number, Column::Type, Column::Division, Column::Summary];

impl Columns {
    /// Reads a heading row.
    ///
    /// # Errors
    /// What is missing, or stands twice.
    pub fn read<'h>(headings: impl Iterator<Item = &'h str>, kind: Kind) -> Result<Self, Vec<Fault>> {
        let mut columns = Self::default();
        let mut wrong = Vec::new();
        for (place, heading) in headings.enumerate() {
            columns.width = place + 1;
            let (name, unit) = plain(heading);
            if name.is_empty() {
                continue;
            }
            if LEFT_OUT.contains(&name.as_str()) {
                columns.left_out.push(name);
            } else if let Some(column) = Column::ALL.iter().find(|one| one.names().contains(&name.as_str())) {
                if columns.places.insert(*column, place).is_some() {
                    let refusal = Refusal::new("import-column-twice").with("column", column.heading());
                    wrong.push(Fault::new(column.heading(), refusal));
                }
                if unit == Unit::TenThousand {
                    columns.ten_thousands.push(*column);
                }
            } else if let Some((slot, about)) = party(&name) {
                columns.parties.entry(slot).or_default().insert(about, place);
            } else {
                columns.unknown.push(name);
            }
        }
        let missing = |column: &&Column| !columns.places.contains_key(column);
        let more: &[Column] = match kind {
            Kind::Cases => &[Column::Accepted],
            Kind::Requests => &[Column::Applied],
        };
        wrong
            .extend(NEEDED.iter().chain(more).filter(missing).map(|column| column_missing(column.heading())));
        let names_somebody = columns.parties.values().any(|one| one.contains_key(&About::Name));
        if !names_somebody {
            wrong.push(column_missing(About::Name.heading()));
        }
        if wrong.is_empty() { Ok(columns) } else { Err(wrong) }
    }

    /// The place of a column.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.get(&column).copied()
    }

    /// In which unit the amounts of a column stand.
    pub fn unit(&self, column: Column) -> Unit {
        if self.ten_thousands.contains(&column) { Unit::TenThousand } else { Unit::Yuan }
    }

    /// The places of what is told of each party.
    pub fn parties(&self) -> impl Iterator<Item = (Slot, &BTreeMap<About, usize>)> {
        self.parties.iter().map(|(slot, places)| (*slot, places))
    }

    /// Whether each party has a row of its own.
    pub fn has_party_rows(&self) -> bool {
        self.parties.contains_key(&Slot::Row)
    }
}

fn column_missing(heading: &'static str) -> Fault {
    Fault::new(heading, Refusal::new("import-column-missing").with("column", heading))
}

/// A heading without blanks, in one spelling, without its unit.
fn plain(heading: &str) -> (String, Unit) {
    let text: String = heading
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{feff}' && *c != '*')
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            c => c.to_ascii_lowercase(),
        })
        .collect();
    match text.split_once('(') {
        Some((name, unit)) => {
            let unit = if unit.starts_with('万') { Unit::TenThousand } else { Unit::Yuan };
            (name.to_owned(), unit)
        }
        None => (text, Unit::Yuan),
    }
}

/// `申请人2电话`, `respondent_name`, `电话`.
fn party(name: &str) -> Option<(Slot, About)> {
    let of = |side| name.strip_prefix(side);
    let respondent = of("被申请人").or_else(|| of("respondent")).map(|rest| (Side::Respondent, rest));
    let applicant = of("申请人").or_else(|| of("applicant")).map(|rest| (Side::Applicant, rest));
    let side = respondent.or(applicant);
    let (slot, rest) = match side {
        Some((side, rest)) => {
            let rest = rest.trim_start_matches('_');
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (nth, rest) = rest.split_at(digits);
            let nth = if nth.is_empty() { 1 } else { nth.parse().ok().filter(|nth| *nth > 0)? };
            let slot = match side {
                Side::Applicant => Slot::Applicant(nth),
                Side::Respondent => Slot::Respondent(nth),
            };
            (slot, rest.trim_start_matches('_'))
        }
        None => (Slot::Row, name),
    };
    let is_named = |(_, code, heading, more): &&(About, &str, &str, &[&str])| {
        *code == rest || *heading == rest || more.contains(&rest)
    };
    let (about, ..) = About::ALL.iter().find(is_named)?;
    Some((slot, *about))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_both_languages_with_units_and_blanks() {
        let headings = [
            "\u{feff}案件编号",
            " 纠纷类型 ",
            "division",
            "受理日期",
            "纠纷简介",
            "涉案金额（万元）",
            "申请人姓名名称",
            "被申请人2电话",
            "respondent_name",
            "涉及特殊群体情况",
            "颜色",
            "",
        ];
        let columns = Columns::read(headings.into_iter(), Kind::Cases).unwrap();
        assert_eq!(columns.place(Column::Number), Some(0));
        assert_eq!(columns.unit(Column::Amount), Unit::TenThousand);
        let slots: Vec<Slot> = columns.parties().map(|(slot, _)| slot).collect();
        assert_eq!(slots, [Slot::Applicant(1), Slot::Respondent(1), Slot::Respondent(2)]);
        assert_eq!(
            (columns.unknown.join(" "), columns.left_out.join(" ")),
            ("颜色".into(), "涉及特殊群体情况".into())
        );
        assert!(!columns.has_party_rows());
    }

    #[test]
    fn what_must_be_there_is_named() {
        let wrong = Columns::read(["案件编号", "编号"].into_iter(), Kind::Cases).unwrap_err();
        let told: Vec<_> = wrong.iter().map(|fault| (fault.column, fault.refusal.code)).collect();
        assert_eq!(
            told,
            [
                ("案件编号", "import-column-twice"),
                ("纠纷类型", "import-column-missing"),
                ("行政区划", "import-column-missing"),
                ("纠纷简介", "import-column-missing"),
                ("受理日期", "import-column-missing"),
                ("姓名名称", "import-column-missing"),
            ]
        );
    }

    #[test]
    fn every_heading_means_one_thing() {
        let mut seen = std::collections::BTreeSet::new();
        for name in Column::ALL.iter().flat_map(|column| column.names()) {
            assert!(seen.insert(*name), "{name} stands twice");
            assert_eq!(party(name), None, "{name} is of a party too");
        }
    }
}
