//! How does a whistle read, and how does a call?

use fengqiao_base::{BodyId, Moment, id::CallId, local_day};
use fengqiao_domain::{
    centre::{BodyKind, Network},
    codes::key,
    whistle::{ActKind, Call, CallStage, OfBody, OfWhistler, WhistleKind},
};
use fengqiao_store::time::from_micros;
use fengqiao_web::{
    lang::Lang,
    page::{Choice, Page},
};

use super::{
    load::Loaded,
    store::{Listed, ListedCall},
    watch::Notice,
};
use crate::{directory::Names, reference::Reference};

/// The kinds as choices, each with the hint that says when it is the right one.
pub(super) fn kind_choices(page: &Page) -> Vec<Choice> {
    let choice = |kind: &WhistleKind| {
        let key = key(WhistleKind::LIST, kind.code());
        let choice = Choice::new(kind.code(), page.t(&key));
        page.attr(&key, "hint").map(|hint| choice.clone().hint(hint)).unwrap_or(choice)
    };
    WhistleKind::ALL.iter().map(choice).collect()
}

/// The bodies that can be called, without those that `is_left_out`.
pub(crate) fn body_choices(
    page: &Page,
    network: &Network,
    is_left_out: impl Fn(BodyId) -> bool,
) -> Vec<Choice> {
    let can_be_called = |kind: &BodyKind| match kind {
        BodyKind::Agency { .. }
        | BodyKind::SubCentre { .. }
        | BodyKind::Committee
        | BodyKind::Platform { .. }
        | BodyKind::Team { .. }
        | BodyKind::Court => true,
        // A house within a community, a counter and the district as a whole have nobody to send.
        BodyKind::DistrictCentre | BodyKind::Station | BodyKind::Window { .. } => false,
    };
    let agencies_first = |kind: &BodyKind| !matches!(kind, BodyKind::Agency { .. });
    let mut bodies: Vec<_> =
        network.bodies().iter().filter(|body| can_be_called(&body.kind) && !is_left_out(body.id)).collect();
    bodies.sort_by_key(|body| agencies_first(&body.kind));
    let name = |name: &str, name_en: &str| match page.lang {
        Lang::En if !name_en.is_empty() => format!("{name_en} {name}"),
        Lang::En | Lang::ZhCn => name.to_owned(),
    };
    bodies.iter().map(|body| Choice::new(body.id.to_string(), name(&body.name, &body.name_en))).collect()
}

/// How far a call has come, and how that looks.
pub(super) fn stage(page: &Page, stage: CallStage) -> (&'static str, String) {
    let look = match stage {
        CallStage::Called => "wait",
        CallStage::Objected => "soon",
        CallStage::Signed | CallStage::Arrived | CallStage::Reported => "open",
        CallStage::Evaluated => "done",
        CallStage::Released => "stop",
    };
    (look, page.t(&key(CallStage::LIST, stage.code())))
}

/// What is owed until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) look: &'static str,
    pub(super) text: String,
}

impl Due {
    fn of(page: &Page, until: Moment, now: Moment) -> Self {
        let (look, sentence) = match (now >= until, local_day(now) == local_day(until)) {
            (true, _) => ("over", "whistle-late"),
            (false, true) => ("soon", "whistle-due"),
            (false, false) => ("info", "whistle-due"),
        };
        // A period of days ends with its last day; what is shown is its last minute.
        let last = until - time::Duration::MINUTE;
        let until = if until.second() == 0 && is_midnight(until) { last } else { until };
        Self { look, text: page.told(sentence, &[("until", page.moment(until))]) }
    }
}

fn is_midnight(at: Moment) -> bool {
    let at = at.to_offset(fengqiao_base::clock::CHINA);
    (at.hour(), at.minute()) == (0, 0)
}

/// A call in the list of what one's own body owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwedRow {
    pub(super) number: String,
    pub(super) kind: String,
    pub(super) place: String,
    pub(super) whistler: String,
    pub(super) look: &'static str,
    pub(super) stage: String,
    pub(super) due: Option<Due>,
}

impl OwedRow {
    pub(super) fn of(page: &Page, names: &Names, row: &ListedCall, now: Moment) -> Self {
        let (look, stage) = CallStage::from_code(&row.stage)
            .map_or_else(|| ("info", row.stage.clone()), |of| stage(page, of));
        Self {
            number: row.number.clone(),
            kind: page.code("choice-whistle-kind", &row.kind),
            place: Reference::shipped().place_name(page.lang, &row.place),
            whistler: names.body_name(row.whistler.into()).to_owned(),
            due: row.due().map(|due| Due::of(page, from_micros(due), now)),
            look,
            stage,
        }
    }
}

/// A whistle in the list of those of one's territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WhistleRow {
    pub(super) number: String,
    pub(super) kind: String,
    pub(super) place: String,
    pub(super) whistler: String,
    pub(super) at: Moment,
    /// Body, look and stage of each call.
    pub(super) calls: Vec<(String, &'static str, String)>,
}

impl WhistleRow {
    pub(super) fn of(page: &Page, names: &Names, row: Listed, calls: &[ListedCall]) -> Self {
        let call = |call: &ListedCall| {
            let of = CallStage::from_code(&call.stage).unwrap_or(CallStage::Called);
            let (look, stage) = stage(page, of);
            (names.body_name(call.body.into()).to_owned(), look, stage)
        };
        Self {
            kind: page.code("choice-whistle-kind", &row.kind),
            place: Reference::shipped().place_name(page.lang, &row.place),
            whistler: names.body_name(row.body.into()).to_owned(),
            at: from_micros(row.blown_at),
            calls: calls.iter().filter(|call| call.seq == row.seq).map(call).collect(),
            number: row.number,
        }
    }
}

/// A call on the page of its whistle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CallShown {
    pub(super) body: String,
    pub(super) look: &'static str,
    pub(super) stage: String,
    pub(super) due: Option<Due>,
    /// What is owed next.
    pub(super) owed: String,
    /// Name and text of what happened, in order.
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) offers: Vec<Offer>,
}

/// An act that is open to the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) href: String,
    pub(super) picture: &'static str,
    pub(super) label: &'static str,
}

impl Offer {
    pub(super) fn of(number: &str, kind: ActKind, call: Option<CallId>) -> Self {
        let on = call.map(|id| format!("?call={id}")).unwrap_or_default();
        Self {
            href: format!("/whistles/{number}/acts/{}{on}", kind.code()),
            picture: picture(kind),
            label: label(kind),
        }
    }
}

fn picture(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Sign => "signature",
        ActKind::Object => "ban",
        ActKind::Rule => "gavel",
        ActKind::Arrive => "map-pin",
        ActKind::Report => "file-text",
        ActKind::ScoreBody | ActKind::ScoreWhistler => "star",
        ActKind::Call => "plus",
    }
}

/// The key of the sentence on an act's button.
pub(super) fn label(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Sign => "choice-whistle-act-sign",
        ActKind::Object => "choice-whistle-act-object",
        ActKind::Rule => "choice-whistle-act-rule",
        ActKind::Arrive => "choice-whistle-act-arrive",
        ActKind::Report => "choice-whistle-act-report",
        ActKind::ScoreBody => "choice-whistle-act-score-body",
        ActKind::ScoreWhistler => "choice-whistle-act-score-whistler",
        ActKind::Call => "choice-whistle-act-call",
    }
}

/// What was said, each with yes or no.
fn scores(page: &Page, said: [(&str, bool); 3]) -> String {
    let answer = |yes: bool| page.t(if yes { "whistle-yes" } else { "whistle-no" });
    let one = |(label, yes): (&str, bool)| {
        page.told("whistle-scored", &[("what", page.t(label)), ("answer", answer(yes))])
    };
    said.map(one).join(&page.t("personal-data-comma"))
}

impl CallShown {
    /// With what the reader can do to it, and to whom it was told that it is late.
    pub(super) fn of(
        page: &Page,
        names: &Names,
        loaded: &Loaded,
        (call, told): (&Call, &[Notice]),
        now: Moment,
    ) -> Self {
        let mut shown = Self::bare(page, names, call, now);
        for one in told.iter().filter(|one| one.call == call.id.0) {
            let who = page.code("choice-whistle-level", &one.level);
            let what = page.code("choice-whistle-period", &one.period);
            let at = page.moment(from_micros(one.at));
            shown.facts.push((
                "whistle-call-told",
                page.told("whistle-told", &[("who", who), ("what", what), ("at", at)]),
            ));
        }
        let number = loaded.whistle().number.to_string();
        let offers = loaded.offers(Some(call.id)).into_iter();
        shown.offers = offers.map(|kind| Offer::of(&number, kind, Some(call.id))).collect();
        if loaded.whistler().is_some() && !call.is_over() {
            shown.offers.push(Offer {
                href: format!("/whistles/{number}/link?call={}", call.id),
                picture: "link",
                label: "whistle-link-title",
            });
        }
        shown
    }

    /// Without anything that can be done to it.
    pub(super) fn bare(page: &Page, names: &Names, call: &Call, now: Moment) -> Self {
        let (look, text) = stage(page, call.stage());
        let mut facts = vec![("whistle-call-at", page.moment(call.at))];
        let mut fact = |label, text| facts.push((label, text));
        if let Some(at) = call.signed {
            fact("whistle-call-signed", page.moment(at));
        }
        if let Some(objection) = &call.objection {
            fact("whistle-call-objection", objection.reason.clone());
            if let Some(ruling) = &objection.ruling {
                let ruled = if ruling.upheld { "whistle-ruled-upheld" } else { "whistle-ruled-act-first" };
                fact("whistle-call-ruling", page.told(ruled, &[("reason", ruling.reason.clone())]));
            }
        }
        if let Some(arrival) = &call.arrival {
            fact("whistle-call-arrival", format!("{} · {}", page.moment(arrival.at), arrival.place));
        }
        if let Some(outcome) = &call.outcome {
            fact("whistle-call-outcome", outcome.text.clone());
        }
        if let Some(OfBody { responded, solved, satisfied }) = call.of_body {
            let said = [
                ("whistle-responded", responded),
                ("whistle-solved", solved),
                ("whistle-satisfied", satisfied),
            ];
            fact("whistle-call-of-body", scores(page, said));
        }
        if let Some(OfWhistler { clear, competent, supported }) = call.of_whistler {
            let said = [
                ("whistle-clear", clear),
                ("whistle-competent", competent),
                ("whistle-supported", supported),
            ];
            fact("whistle-call-of-whistler", scores(page, said));
        }
        let next = call.next_clock();
        Self {
            body: names.body_name(call.body).to_owned(),
            look,
            stage: text,
            due: next.map(|one| Due::of(page, one.clock.due.at, now)),
            owed: next.map(|one| page.code("choice-whistle-period", one.period.code())).unwrap_or_default(),
            facts,
            offers: Vec::new(),
        }
    }
}

/// A late call on top of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LateRow {
    pub(super) number: String,
    pub(super) text: String,
}

impl LateRow {
    pub(super) fn of(page: &Page, names: &Names, told: &Notice) -> Self {
        let body = names.body_name(told.body.into()).to_owned();
        let what = page.code("choice-whistle-period", &told.period);
        let until = page.moment(from_micros(told.due_at));
        Self {
            number: told.number.clone(),
            text: page.told("whistle-late-call", &[("body", body), ("what", what), ("until", until)]),
        }
    }
}
