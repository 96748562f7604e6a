//! The pages for everybody: where to go, when it is open, how to get in.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use fengqiao_domain::centre::{Body, Network};
use fengqiao_web::{
    form::Fields,
    page::{Choice, Form, Page},
    problem::Problem,
};

use super::{
    demonstration, store,
    view::{BodyView, HoursRow, Teller},
};
use crate::{app::App, reference::Reference, render::page, viewer::Viewer};

/// How many houses nearby are shown.
const NEARBY: usize = 6;

/// The houses of the district, or those for one community, street or word.
#[derive(Debug, Template)]
#[template(path = "centre/list.html")]
pub struct CentreList {
    page: Page,
    form: Form,
    streets: Vec<Choice>,
    communities: Vec<Choice>,
    title: String,
    houses: Vec<BodyView>,
    nearby: Vec<BodyView>,
    changes: Vec<HoursRow>,
    is_asked: bool,
    is_invented: bool,
}

/// One house.
#[derive(Debug, Template)]
#[template(path = "centre/one.html")]
pub struct CentrePage {
    page: Page,
    house: BodyView,
    parents: Vec<(String, String)>,
    week: Vec<HoursRow>,
    changes: Vec<HoursRow>,
    within: Vec<(&'static str, Vec<BodyView>)>,
    stations: Vec<BodyView>,
}

impl CentreList {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let network = demonstration();
        ["", "community=440306017001", "street=440306018000", "q=没有这样的地方"]
            .map(|query| {
                let fields = Fields(
                    query
                        .split_once('=')
                        .map(|(name, value)| (name.to_owned(), value.to_owned()))
                        .into_iter()
                        .collect(),
                );
                Self::of(page.clone(), &network, &teller(page), &fields)
            })
            .into()
    }

    fn of(page: Page, network: &Network, teller: &Teller, asked: &Fields) -> Self {
        let divisions = &teller.reference.divisions;
        let community = asked.filled("community").filter(|code| divisions.get(code).is_some());
        let street = community
            .and_then(|code| divisions.street_of(code))
            .or_else(|| asked.filled("street").and_then(|code| divisions.street_of(code)))
            .map(|street| street.code.as_str());
        let words = asked.filled("q").filter(|_| community.is_none());
        let (houses, nearby) = match (community, street) {
            (Some(community), Some(street)) => {
                let handling = network.handling(Some(community), street);
                let nearby = network.point_of(community, street).map_or_else(Vec::new, |here| {
                    let others = network
                        .nearest(here)
                        .into_iter()
                        .filter(|(body, _)| !handling.iter().any(|one| one.code == body.code));
                    others.take(NEARBY).map(|(body, metres)| teller.body_at(body, metres)).collect()
                });
                (handling, nearby)
            }
            _ => (houses(network, teller, street, words), Vec::new()),
        };
        let title = match (community, street) {
            (Some(community), _) => page.ta("centre-list-for", &[("place", &divisions.place(community))]),
            (None, Some(street)) => {
                let name = divisions.get(street).map(|one| crate::reference::street_name(page.lang, one));
                page.ta("centre-list-in", &[("place", &name.unwrap_or_default())])
            }
            (None, None) if words.is_some() => page.t("centre-list-found"),
            (None, None) => page.t("centre-list-main"),
        };
        let changes = network.of_kind("district_centre").next().map(|body| teller.changes(&body.hours));
        Self {
            form: Form::sent(asked.0.clone()),
            streets: teller.reference.street_choices(page.lang),
            communities: teller.reference.community_choices(),
            title,
            nearby,
            changes: changes.unwrap_or_default(),
            is_invented: houses.iter().any(|body| body.invented),
            is_asked: community.is_some() || street.is_some() || words.is_some(),
            houses: houses.into_iter().map(|body| teller.body(body)).collect(),
            page,
        }
    }
}

/// The houses of a street, with these words in name or address; without either the great ones.
fn houses<'n>(
    network: &'n Network,
    teller: &Teller,
    street: Option<&str>,
    words: Option<&str>,
) -> Vec<&'n Body> {
    let words = words.map(str::to_lowercase);
    network
        .bodies()
        .iter()
        .filter(|body| body.kind.is_house())
        .filter(|body| match street {
            Some(street) => {
                teller.reference.divisions.street_of(&body.territory).is_some_and(|one| one.code == street)
                    || network.handling(None, street).iter().any(|one| one.code == body.code)
            }
            None => words.is_some() || body.kind.code() != "station",
        })
        .filter(|body| {
            words.as_ref().is_none_or(|words| {
                let address = body.address.as_deref().unwrap_or_default();
                [body.name.as_str(), body.name_en.as_str(), address]
                    .iter()
                    .any(|text| text.to_lowercase().contains(words.as_str()))
            })
        })
        .collect()
}

impl CentrePage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let network = demonstration();
        [
            "district-centre",
            "sub-centre-shajing",
            "committee-440306017000",
            "station-440306017001",
            "agency-trade",
        ]
        .map(|code| {
            let body = network.by_code(code).expect("the demonstration has this body");
            Self::of(page.clone(), &network, &teller(page), body)
        })
        .into()
    }

    fn of(page: Page, network: &Network, teller: &Teller, body: &Body) -> Self {
        let within = |kinds: &[&str]| {
            let children = network.children(body).filter(|child| kinds.contains(&child.kind.code()));
            children.map(|child| teller.body(child)).collect()
        };
        let mut parents: Vec<(String, String)> = network
            .parents(body)
            .into_iter()
            .map(|parent| (format!("/centres/{}", parent.code), teller.name(parent)))
            .collect();
        parents.push(("/centres".to_owned(), page.t("centre-list-title")));
        parents.reverse();
        Self {
            house: teller.body(body),
            parents,
            week: teller.week(&body.hours),
            changes: teller.changes(&body.hours),
            within: vec![
                ("centre-one-windows", within(&["window"])),
                ("centre-one-agencies", within(&["agency"])),
                ("centre-one-platforms", within(&["platform", "team"])),
            ],
            stations: within(&["station", "committee", "sub_centre"]),
            page,
        }
    }
}

/// For samples: ten in the morning of the page's day.
pub(super) fn teller(page: &Page) -> Teller {
    let now = page.today.midnight().assume_offset(fengqiao_base::clock::CHINA) + time::Duration::hours(10);
    Teller { lang: page.lang, reference: Reference::shipped(), now }
}

/// The query of the address; what cannot be read was not asked.
pub(super) fn asked(query: Option<String>) -> Fields {
    Fields::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default()
}

/// `GET /centres`
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(Problem::fault)?;
    let teller = Teller { lang: viewer.lang, reference: app.reference, now: viewer.now };
    Ok(page(&CentreList::of(viewer.page("centres"), &network, &teller, &asked(query))))
}

/// `GET /centres/{code}`
pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(Problem::fault)?;
    let body = network.by_code(&code).ok_or(Problem::NotFound)?;
    let teller = Teller { lang: viewer.lang, reference: app.reference, now: viewer.now };
    Ok(page(&CentrePage::of(viewer.page("centres"), &network, &teller, body)))
}
