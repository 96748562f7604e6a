//! `/shared`: what other bodies share with the reader's own, exactly that, and only as long as it is shared.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use fengqiao_base::{BodyId, Day, Moment, local_day};
use fengqiao_domain::{
    case::Confidentiality,
    sharing::{SharedPart, Sharing},
};
use fengqiao_policy::receiving;
use fengqiao_web::{form::Fields, page::Page, problem::Problem};
use uuid::Uuid;

use super::{noted, store, view};
use crate::{
    app::App,
    case::{
        load::Loaded,
        typed::day,
        view::agreements::{self, AgreementView},
        whole,
    },
    directory::Names,
    listing::Rows,
    once::stored,
    reference::{Reference, type_name},
    render::page,
    trail::{About, Kind, Note},
    viewer::Viewer,
};

/// What is shared with the reader's body.
#[derive(Debug, Template)]
#[template(path = "sharing/list.html")]
pub struct SharedPage {
    page: Page,
    rows: Vec<Row>,
    found: u64,
    first: Option<String>,
    next: Option<String>,
}

/// A sharing in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    href: String,
    number: String,
    from: String,
    until: Option<Day>,
}

impl SharedPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let row = Row {
            href: "/shared/0198c0de-0000-7000-8000-000000000000".to_owned(),
            number: "440306-2026-000001".to_owned(),
            from: "新安街道人民调解委员会".to_owned(),
            until: Some(time::macros::date!(2026 - 12 - 24)),
        };
        let of = |rows: Vec<Row>| Self {
            page: sample.clone(),
            found: rows.len() as u64,
            rows,
            first: Some("/shared".to_owned()),
            next: Some("/shared?after=1".to_owned()),
        };
        vec![of(Vec::new()), of(vec![row])]
    }
}

/// The bodies for which the viewer reads.
fn bodies(viewer: &Viewer) -> Vec<BodyId> {
    receiving(&viewer.asker()).into_iter().map(|(body, _)| body).collect()
}

/// `GET /shared`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let after: Option<Uuid> = query.filled("after").and_then(|id| id.parse().ok());
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let (Rows { rows, next }, found) =
        store::list(conn, &bodies(&viewer), local_day(viewer.now), after).await.map_err(stored)?;
    let row = |row: store::Listed| Row {
        href: format!("/shared/{}", row.id),
        number: row.number,
        from: names.body_name(row.body.into()).to_owned(),
        until: day(&row.until_on),
    };
    Ok(page(&SharedPage {
        page: viewer.page("shared"),
        rows: rows.into_iter().map(row).collect(),
        found,
        first: after.map(|_| "/shared".to_owned()),
        next: next.map(|id| format!("/shared?after={id}")),
    }))
}

/// What is shared of one case.
#[derive(Debug, Template)]
#[template(path = "sharing/one.html")]
pub struct ExtractPage {
    page: Page,
    ways: Vec<(String, String)>,
    number: String,
    from: String,
    purpose: String,
    basis: String,
    parts: String,
    until: Day,
    /// Of a sealed file whose people are not shown although contacts are shared.
    stays_sealed: bool,
    /// Name or letter, side, telephone and address; of what is not shared nothing.
    people: Vec<(String, String, String, String)>,
    shows_people: bool,
    dispute: Option<Dispute>,
    /// The agreements that bind; none: they are not shared.
    agreements: Option<Vec<AgreementView>>,
}

/// What the dispute is about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dispute {
    kind: String,
    place: String,
    amount: String,
    summary: String,
    claims: Vec<String>,
}

impl ExtractPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let mut loaded = crate::case::sample::loaded();
        let of = |loaded: &Loaded, sharing: &Sharing| {
            Self::of(sample.clone(), loaded.clone(), sharing, &Names::default(), now)
        };
        let mut samples: Vec<Self> =
            loaded.case().sharings.iter().map(|sharing| of(&loaded, sharing)).collect();
        loaded.kept.case.class = Confidentiality::Sealed;
        let everything = Sharing { parts: SharedPart::ALL.to_vec(), ..loaded.case().sharings[0].clone() };
        samples.push(of(&loaded, &everything));
        samples
    }

    /// Nothing but what `sharing` names; where it does not name contacts, letters stand for the people.
    fn of(page: Page, mut loaded: Loaded, sharing: &Sharing, names: &Names, now: Moment) -> Self {
        let shows_people = loaded.case().shows_people(sharing);
        let told = loaded.people.clone();
        if !shows_people {
            loaded.mask();
        }
        // Who is not shown is not named in the texts either.
        let mut known: Vec<(String, String)> = Vec::new();
        for (id, details) in told.iter().filter(|_| !shows_people) {
            let letter = loaded.called(*id).to_owned();
            let words = [&details.name, &details.known_as, &details.phone, &details.address];
            known.extend(words.map(|word| (word.trim().to_owned(), letter.clone())));
        }
        known.retain(|(word, _)| word.chars().count() > 1);
        known.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let unnamed = |text: &str| {
            known.iter().fold(text.to_owned(), |text, (word, letter)| text.replace(word.as_str(), letter))
        };
        let case = loaded.case();
        let people = case.parties.iter().map(|party| {
            let side = page.code("choice-side", party.side.code());
            let details = loaded.people.get(&party.id).filter(|_| shows_people);
            let told = |of: fn(&fengqiao_domain::intake::PartyDetails) -> &String| {
                details.map(|details| of(details).clone()).unwrap_or_default()
            };
            let (phone, address) = (told(|details| &details.phone), told(|details| &details.address));
            (loaded.called(party.id).to_owned(), side, phone, address)
        });
        let dispute = sharing.shows(SharedPart::Dispute).then(|| Dispute {
            kind: type_name(page.lang, &case.dispute_type),
            place: Reference::shipped().place_name(page.lang, &case.community),
            amount: case.amount_fen.map(|fen| page.money(fen)).unwrap_or_default(),
            summary: unnamed(&case.summary),
            claims: case.claims.iter().map(|claim| unnamed(claim)).collect(),
        });
        let agreements = sharing.shows(SharedPart::Agreement).then(|| {
            let mut all = agreements::binding(&page, &loaded, now);
            for one in &mut all {
                for text in [&mut one.facts, &mut one.responsibilities, &mut one.terms] {
                    *text = unnamed(text);
                }
                for item in &mut one.items {
                    item.what = unnamed(&item.what);
                }
            }
            all
        });
        Self {
            ways: vec![("/shared".to_owned(), page.t("sharing-list-title"))],
            number: case.number.clone(),
            from: names.body_name(case.body).to_owned(),
            purpose: sharing.purpose.clone(),
            basis: view::basis(&page, sharing),
            parts: view::parts(&page, sharing),
            until: sharing.until,
            stays_sealed: sharing.shows(SharedPart::Contacts) && !shows_people,
            people: people.collect(),
            shows_people,
            dispute,
            agreements,
            page,
        }
    }
}

/// `GET /shared/{id}`: the reading leaves its trace before anything is shown.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (receivers, today, conn) = (receiving(&viewer.asker()), local_day(viewer.now), app.store.read());
    let bodies = bodies(&viewer);
    let seq = store::find(conn, &bodies, today, id.into()).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    let loaded = whole::find(conn, &app.vault, seq).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    let sharing = store::read(loaded.case(), &bodies, today, id.into()).ok_or(Problem::NotFound)?;
    let by = receivers.into_iter().find(|(body, _)| *body == sharing.body).ok_or(Problem::NotFound)?.1;
    let note = Note::of(&viewer, by, Kind::SharedRead, About::Number(seq), noted(&sharing));
    note.keep(&app).await.map_err(stored)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    Ok(page(&ExtractPage::of(viewer.page("shared"), loaded, &sharing, &names, viewer.now)))
}
