//! What do the statistics of a period look like, and where does each figure lead?

use std::cmp::Ordering;

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Day, Moment, local_day};
use fengqiao_domain::report::{Figure, Group, Month, Period, Rate, Share, Span, Unit};
use fengqiao_policy::{Action, Reach, Scope};
use fengqiao_web::{
    form::Fields,
    format,
    lang::Lang,
    page::{Choice, Form, Page},
    problem::Problem,
};

use super::{ask::Asking, sums::Sums, table::Table, words};
use crate::{
    app::App,
    directory::Names,
    once::stored,
    reference::{Reference, street_name},
    render::{page, with_status},
    viewer::Viewer,
};

/// The statistics.
#[derive(Debug, Template)]
#[template(path = "report/statistics.html")]
pub struct StatisticsPage {
    page: Page,
    form: Form,
    about: String,
    period: String,
    before: String,
    /// The period has not ended: until which day it counts.
    until: Option<Day>,
    /// Classes that the reader may not open are left out.
    is_partial: bool,
    tabs: Vec<(String, String, bool)>,
    earlier: String,
    later: Option<String>,
    streets: Vec<Choice>,
    bodies: Vec<Choice>,
    rates: Vec<RateShown>,
    groups: Vec<(String, Vec<FigureShown>)>,
    months: Vec<Bar>,
    by_street: Vec<Bar>,
    sheet: String,
}

/// A rate as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateShown {
    name: String,
    definition: String,
    value: String,
    /// The numbers it is made of.
    made: String,
    before: String,
}

/// A figure as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureShown {
    nth: String,
    name: String,
    unit: String,
    of_which: bool,
    now: String,
    /// Where its cases are listed; none where there are none, or the reader may not list cases.
    href: Option<String>,
    before: String,
    /// `+3`, `-2`, `0`.
    change: String,
}

/// A month or a street as a bar: all its cases, and those that were settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    name: String,
    href: String,
    cases: String,
    success: String,
    /// Per mille of the longest bar.
    long: u64,
    settled: u64,
    is_asked: bool,
}

/// The month of a moment, in China.
pub(super) fn month_of(at: Moment) -> Month {
    Month::of(local_day(at))
}

/// For which time, place and body a table is: `2026年11月，宝安区新安街道，新安街道人民调解委员会`.
pub(super) fn about(lang: Lang, district: &str, scope: &Scope, table: &Table, names: &Names) -> String {
    let own = scope.street();
    let mut parts = vec![words::period(lang, table.asked.period), district.to_owned()];
    let divisions = &Reference::shipped().divisions;
    if let Some(street) = table.asked.street.as_deref().or(own).and_then(|code| divisions.get(code)) {
        parts.push(street_name(lang, street));
    }
    if let Some(body) = table.asked.body {
        parts.push(names.body_name(body).to_owned());
    }
    parts.join(&lang.t("report-page-and"))
}

impl StatisticsPage {
    /// Samples for the test that renders every page: nothing, a usual month, and much.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let now = Month::of(sample.today);
        let duties = vec![fengqiao_base::Duty::Statistics];
        let reach = Reach { duties, body: None, street: None, is_cleared: false };
        let district = Scope { reaches: vec![reach], mediator: None };
        let sums = |times: i64| {
            let mut sums = Sums::default();
            for group in Group::ALL {
                for (nth, figure) in (1..).zip(group.figures()) {
                    sums.add(figure, times * (40 - nth));
                }
            }
            sums
        };
        let of = |query: &str, now_sums: Sums, before: Sums| {
            let fields = Fields::parse(query.as_bytes()).expect("the sample is well formed");
            let asking = Asking::from_query(&fields, now);
            let period = asking.asked.period;
            let months = Period::between(period.last().plus(-11), period.last()).months();
            let table = Table {
                months: months.map(|month| (month, now_sums.clone())).collect(),
                streets: [("440306017000".to_owned(), now_sums.clone())].into(),
                bodies: [(uuid::Uuid::from_u128(2).into(), now_sums.clone())].into(),
                now: now_sums,
                before,
                asked: asking.asked.clone(),
            };
            Self::of(
                sample.clone(),
                &asking,
                &table,
                Form::sent(fields.0),
                &district,
                &Names::default(),
                true,
            )
        };
        vec![
            of("", Sums::default(), Sums::default()),
            of("span=quarter&month=2026-10&street=440306017000", sums(3), sums(4)),
            of("from=2024-01&to=2025-06", sums(123_456), sums(1)),
            of("from=november", Sums::default(), Sums::default()),
        ]
    }

    fn of(
        page: Page,
        asking: &Asking,
        table: &Table,
        form: Form,
        scope: &Scope,
        names: &Names,
        lists_cases: bool,
    ) -> Self {
        let lang = page.lang;
        let period = asking.asked.period;
        let this_month = Month::of(page.today);
        let (own_street, cleared) = (scope.street(), scope.is_cleared());
        let form = asking.wrong.iter().fold(form, |form, refusal| form.refused(lang, refusal));
        // The fields show what is reported, however it was asked for.
        let form = if form.is_wrong() {
            form
        } else {
            let place = |form: Form, name, value: Option<String>| match value {
                Some(value) => form.with(name, value),
                None => form,
            };
            let form = Form::default()
                .with("from", period.first().to_string())
                .with("to", period.last().to_string());
            let form = place(form, "street", asking.asked.street.clone());
            place(form, "body", asking.asked.body.map(|body| body.to_string()))
        };
        let is_shown = |span: &Span| *span != Span::Months || asking.span == Span::Months;
        let tabs = Span::ALL.into_iter().filter(is_shown).map(|span| {
            let around = if period.contains(this_month) { this_month } else { period.last() };
            let of_span = if span == Span::Months { period } else { Period::around(span, around) };
            let label = lang.t(&format!("report-span-{}", span.code()));
            (asking.with(span, of_span), label, span == asking.span)
        });
        let later = period.after();
        let row = |figure: &'static Figure| {
            let href = (lists_cases && table.now.of(figure.code) != 0).then(|| table.cases_of(figure));
            figure_shown(lang, figure, &table.now, &table.before, href)
        };
        let groups = Group::ALL.map(|group| {
            (lang.t(&format!("report-group-{}", group.code())), group.figures().map(row).collect())
        });
        Self {
            about: about(lang, &page.district, scope, table, names),
            period: words::period(lang, period),
            before: words::period(lang, period.before()),
            until: period.contains(this_month).then_some(page.today),
            is_partial: !cleared,
            tabs: tabs.collect(),
            earlier: asking.with(asking.span, period.before()),
            later: (later.first() <= this_month).then(|| asking.with(asking.span, later)),
            streets: if own_street.is_some() {
                Vec::new()
            } else {
                Reference::shipped().street_choices(lang)
            },
            bodies: bodies(asking, table, names),
            rates: table
                .rates()
                .map(|(rate, now, before)| rate_shown(lang, rate, now, before, table))
                .collect(),
            groups: groups.into(),
            months: months(lang, asking, table),
            by_street: if own_street.is_some() || asking.asked.street.is_some() {
                Vec::new()
            } else {
                streets(lang, asking, table)
            },
            sheet: asking.sheet(),
            form,
            page,
        }
    }
}

/// The bodies that have figures in the period, and the one that was asked for.
fn bodies(asking: &Asking, table: &Table, names: &Names) -> Vec<Choice> {
    let asked = asking.asked.body.filter(|body| !table.bodies.contains_key(body));
    let mut bodies: Vec<Choice> = table
        .bodies
        .keys()
        .copied()
        .chain(asked)
        .map(|body| Choice::new(body.to_string(), names.body_name(body)))
        .collect();
    bodies.sort_by(|one, other| one.text.cmp(&other.text));
    bodies
}

fn figure_shown(
    lang: Lang,
    figure: &'static Figure,
    now: &Sums,
    before: &Sums,
    href: Option<String>,
) -> FigureShown {
    let (now, before) = (now.of(figure.code), before.of(figure.code));
    let change = now - before;
    let sign = match change.cmp(&0) {
        Ordering::Less => "−",
        Ordering::Equal => "",
        Ordering::Greater => "+",
    };
    FigureShown {
        nth: figure.nth.map(|nth| nth.to_string()).unwrap_or_default(),
        name: words::figure(lang, figure),
        // The first block says what is counted; every other figure counts cases.
        unit: if figure.group == Group::Whole {
            lang.t(&format!("report-unit-{}", figure.unit.code()))
        } else {
            String::new()
        },
        of_which: figure.of_which,
        now: number(figure.unit, now),
        href,
        before: number(figure.unit, before),
        change: format!("{sign}{}", number(figure.unit, change.abs())),
    }
}

/// A figure in its unit: counts whole, money in 万元 with two decimals.
fn number(unit: Unit, value: i64) -> String {
    let size = value.unsigned_abs();
    match unit {
        Unit::Cases | Unit::People => format::grouped(size),
        Unit::Money => {
            // Ten thousand yuan are a million fen; the last shown digit stands for a hundred yuan.
            let hundreds = (size + 5_000) / 10_000;
            format!("{}.{:02}", format::grouped(hundreds / 100), hundreds % 100)
        }
    }
}

fn rate_shown(lang: Lang, rate: &Rate, now: Share, before: Share, table: &Table) -> RateShown {
    let key = format!("report-rate-{}", rate.code);
    let shown = |code: &str| format::grouped(table.now.of(code).unsigned_abs());
    let without: Vec<String> = rate.without.iter().map(|code| format!(" − {}", shown(code))).collect();
    let whole = shown(rate.whole);
    let whole = if without.is_empty() { whole } else { format!("({whole}{})", without.concat()) };
    RateShown {
        name: lang.t(&key),
        definition: lang.t(&format!("{key}.hint")),
        value: format::percent(now.part, now.whole),
        made: format!("{} ÷ {whole}", shown(rate.part)),
        before: format::percent(before.part, before.whole),
    }
}

fn months(lang: Lang, asking: &Asking, table: &Table) -> Vec<Bar> {
    let bars = table.months.iter().map(|(month, sums)| {
        let href = asking.with(Span::Month, Period::around(Span::Month, *month));
        (words::month(lang, *month), href, sums, asking.asked.period.contains(*month))
    });
    as_bars(bars.collect())
}

fn streets(lang: Lang, asking: &Asking, table: &Table) -> Vec<Bar> {
    let none = Sums::default();
    let bars = Reference::shipped().divisions.streets().map(|street| {
        let sums = table.streets.get(&street.code).unwrap_or(&none);
        (street_name(lang, street), asking.in_street(&street.code), sums, true)
    });
    as_bars(bars.collect())
}

fn as_bars(all: Vec<(String, String, &Sums, bool)>) -> Vec<Bar> {
    let of = |sums: &Sums, code| sums.of(code).unsigned_abs();
    let longest = all.iter().map(|(.., sums, _)| of(sums, "cases")).max().unwrap_or(0).max(1);
    all.into_iter()
        .map(|(name, href, sums, is_asked)| {
            let (cases, success) = (of(sums, "cases"), of(sums, "success"));
            Bar {
                name,
                href,
                cases: format::grouped(cases),
                success: format::grouped(success),
                long: cases * 1000 / longest,
                settled: success * 1000 / longest,
                is_asked,
            }
        })
        .collect()
}

/// `GET /statistics`
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let asking = Asking::from_query(&fields, month_of(viewer.now));
    let conn = app.store.read();
    let scope = Scope::of(&viewer.asker(), Action::ReadReports);
    let table = Table::load(conn, &scope, asking.asked.clone()).await.map_err(stored)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let form = Form::sent(fields.0);
    let lists_cases = viewer.may(Action::ReadCases);
    let sheet =
        StatisticsPage::of(viewer.page("statistics"), &asking, &table, form, &scope, &names, lists_cases);
    let status = if asking.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(with_status(status, page(&sheet)))
}
