//! Which bodies are there, which of them handle a community, and which is nearest?

use std::collections::BTreeMap;

use fengqiao_base::BodyId;

use super::{Body, BodyKind, Point};

/// All bodies of a district.
#[derive(Debug, Clone, Default)]
pub struct Network {
    bodies: Vec<Body>,
    by_code: BTreeMap<String, usize>,
    by_id: BTreeMap<BodyId, usize>,
}

impl Network {
    /// The network of these bodies, in their order.
    pub fn of(bodies: Vec<Body>) -> Self {
        let by_code = bodies.iter().enumerate().map(|(at, body)| (body.code.clone(), at)).collect();
        let by_id = bodies.iter().enumerate().map(|(at, body)| (body.id, at)).collect();
        Self { bodies, by_code, by_id }
    }

    /// Every body.
    pub fn bodies(&self) -> &[Body] {
        &self.bodies
    }

    /// The body of `code`.
    pub fn by_code(&self, code: &str) -> Option<&Body> {
        self.by_code.get(code).map(|at| &self.bodies[*at])
    }

    /// The body of `id`.
    pub fn by_id(&self, id: BodyId) -> Option<&Body> {
        self.by_id.get(&id).map(|at| &self.bodies[*at])
    }

    /// The bodies of one kind.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Body> {
        self.bodies.iter().filter(move |body| body.kind.code() == kind)
    }

    /// What belongs to `body` or sits in it.
    pub fn children<'a>(&'a self, body: &'a Body) -> impl Iterator<Item = &'a Body> {
        self.bodies.iter().filter(move |child| child.parent.as_deref() == Some(body.code.as_str()))
    }

    /// The bodies `body` belongs to, nearest first.
    pub fn parents<'a>(&'a self, body: &'a Body) -> Vec<&'a Body> {
        let mut parents: Vec<&Body> = Vec::new();
        let mut next = body.parent.as_deref();
        // A loop in the data ends at the first body met twice.
        while let Some(parent) = next.and_then(|code| self.by_code(code)) {
            if parent.code == body.code || parents.iter().any(|one| one.code == parent.code) {
                break;
            }
            parents.push(parent);
            next = parent.parent.as_deref();
        }
        parents
    }

    /// Where somebody from a community of a street goes: its station, the street's committee, the sub-centre of the
    /// street, the district's centre; what there is of them, the closest first.
    pub fn handling(&self, community: Option<&str>, street: &str) -> Vec<&Body> {
        let find = |wanted: &dyn Fn(&Body) -> bool| self.bodies.iter().find(|body| wanted(body));
        [
            community.and_then(|community| {
                find(&|body| body.kind == BodyKind::Station && body.territory == community)
            }),
            self.committee_of(street),
            find(&|body| {
                matches!(&body.kind, BodyKind::SubCentre { streets, .. } if streets.iter().any(|s| s == street))
            }),
            find(&|body| body.kind == BodyKind::DistrictCentre),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The people's mediation committee of a street: it accepts and handles the cases of all its communities.
    pub fn committee_of(&self, street: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.kind == BodyKind::Committee && body.territory == street)
    }

    /// The platforms and teams for a kind of dispute.
    pub fn specialised(&self, dispute_type: &str) -> impl Iterator<Item = &Body> {
        self.bodies.iter().filter(move |body| match &body.kind {
            BodyKind::Platform { types } | BodyKind::Team { types } => {
                types.iter().any(|one| one == dispute_type)
            }
            _ => false,
        })
    }

    /// The houses of which the place is known, with the metres to them from `here`, nearest first.
    pub fn nearest(&self, here: Point) -> Vec<(&Body, f64)> {
        let mut houses: Vec<(&Body, f64)> = self
            .bodies
            .iter()
            .filter(|body| body.kind.is_house())
            .filter_map(|body| Some((body, here.metres_to(body.point?))))
            .collect();
        houses.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.code.cmp(&b.0.code)));
        houses
    }

    /// About where a community is: its station, or else the middle of what is known of its street.
    pub fn point_of(&self, community: &str, street: &str) -> Option<Point> {
        let station =
            self.bodies.iter().find(|body| body.kind == BodyKind::Station && body.territory == community);
        station.and_then(|body| body.point).or_else(|| self.committee_of(street)?.point)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::TableError, *};
    use crate::centre::{Presence, Roster};

    const BODIES: &str = include_str!("../../../../data/centre-bodies.csv");
    const TIMES: &str = include_str!("../../../../data/centre-times.toml");
    const DIVISIONS: &str = include_str!("../../../../data/divisions-baoan.csv");

    /// Ids from the bytes of the code; the real ones are made by the server.
    fn id_of(code: &str) -> BodyId {
        let mut bytes = [0_u8; 16];
        for (at, byte) in code.bytes().enumerate() {
            bytes[at % 16] = bytes[at % 16].rotate_left(3).wrapping_add(byte);
        }
        BodyId(uuid::Uuid::from_bytes(bytes))
    }

    fn demonstration() -> Network {
        Network::load(BODIES, TIMES, id_of).unwrap()
    }

    fn codes(bodies: &[&Body]) -> Vec<String> {
        bodies.iter().map(|body| body.code.clone()).collect()
    }

    #[test]
    fn the_demonstration_has_the_network_of_the_model_case() {
        let network = demonstration();
        let counts: Vec<_> =
            BodyKind::CODES.iter().map(|kind| (*kind, network.of_kind(kind).count())).collect();
        assert_eq!(
            counts,
            [
                ("district_centre", 1),
                ("sub_centre", 5),
                ("committee", 10),
                ("station", 140),
                ("agency", 15),
                ("platform", 6),
                ("team", 4),
                ("window", 3),
                ("court", 1),
            ]
        );
        let presences: Vec<_> = network
            .of_kind("agency")
            .map(|body| match &body.kind {
                BodyKind::Agency { presence: Presence::Rotating { days }, .. } => {
                    let open = body.hours.week.iter().filter(|day| !day.is_empty()).count();
                    assert_eq!(open, days.len(), "{} is open on its days and on no other", body.code);
                    "rotating"
                }
                BodyKind::Agency { presence, .. } => presence.code(),
                _ => unreachable!("the filter gives agencies"),
            })
            .collect();
        let count = |code| presences.iter().filter(|one| **one == code).count();
        assert_eq!((count("resident"), count("rotating"), count("on_call")), (6, 6, 3));
        assert!(network.bodies().iter().all(|body| body.invented), "every row says that it is invented");
        let rosters: Vec<&Roster> = network.bodies().iter().filter_map(|body| body.roster.as_ref()).collect();
        assert!(rosters.len() >= 13 && rosters.iter().all(|roster| roster.people.len() >= 2));
    }

    #[test]
    fn every_community_has_a_station_and_every_street_a_committee_and_a_way_to_the_district() {
        let network = demonstration();
        let mut seen = 0;
        for line in DIVISIONS.lines().skip(1) {
            let [code, _, level, parent] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
            if level != "community" || parent == "440306400000" {
                continue;
            }
            seen += 1;
            let handling = network.handling(Some(code), parent);
            assert_eq!(handling[0].code, format!("station-{code}"));
            assert_eq!(handling[1].code, format!("committee-{parent}"));
            assert_eq!(handling.last().unwrap().code, "district-centre");
            let parents = network.parents(handling[0]);
            assert_eq!(parents.last().unwrap().code, "district-centre", "{code}");
            assert!(network.point_of(code, parent).is_some());
        }
        assert_eq!(seen, 140);
    }

    #[test]
    fn a_community_is_handled_by_its_station_then_the_street_the_tribunal_and_the_district() {
        let network = demonstration();
        assert_eq!(
            codes(&network.handling(Some("440306023001"), "440306023000")),
            ["station-440306023001", "committee-440306023000", "sub-centre-shajing", "district-centre"]
        );
        assert_eq!(
            codes(&network.handling(None, "440306017000")),
            ["committee-440306017000", "district-centre"],
            "the seat of the district has no tribunal of its own"
        );
    }

    #[test]
    fn the_nearest_house_comes_first() {
        let network = demonstration();
        let station = network.by_code("station-440306017001").unwrap();
        let nearest = network.nearest(station.point.unwrap());
        assert_eq!(nearest[0].0.code, station.code);
        assert!(nearest[0].1 < 1.0 && nearest.windows(2).all(|pair| pair[0].1 <= pair[1].1));
        assert!(nearest.iter().all(|(body, _)| body.kind.is_house()));
    }

    #[test]
    fn a_dispute_finds_the_platform_for_its_kind() {
        let network = demonstration();
        let found = |dispute_type| codes(&network.specialised(dispute_type).collect::<Vec<_>>());
        assert_eq!(found("15"), ["platform-medical"]);
        assert_eq!(found("01"), ["team-family"]);
        assert!(found("18").is_empty());
    }

    #[test]
    fn a_body_is_kept_and_read_again_unchanged() {
        for body in demonstration().bodies() {
            let text = serde_json::to_string(body).unwrap();
            assert_eq!(&serde_json::from_str::<Body>(&text).unwrap(), body, "{text}");
        }
    }

    #[test]
    fn a_table_that_contradicts_itself_is_refused_by_the_name_of_its_row() {
        let refused = |bodies: &str| match Network::load(bodies, TIMES, id_of).unwrap_err() {
            TableError::Row { code, fault } => format!("{code} {fault}"),
            other => other.to_string(),
        };
        let replaced = |from: &str, to: &str| refused(&BODIES.replacen(from, to, 1));
        assert_eq!(
            replaced(",street,step_free", ",night,step_free"),
            "committee-440306017000 no hours night"
        );
        assert_eq!(
            replaced("window-legal,window", "window-intake,window"),
            "window-legal has a roster and no row"
        );
        let twice = format!("{BODIES}{}\n", BODIES.lines().last().unwrap());
        assert!(refused(&twice).ends_with("stands twice"));
    }
}
