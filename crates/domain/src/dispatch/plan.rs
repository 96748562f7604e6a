//! To which bodies does a request go, and why to these?

use fengqiao_base::{BodyId, Calendar, Moment};
use serde::{Deserialize, Serialize};

use super::{
    presence::{Standing, standing},
    rule::{DispatchRule, DispatchRules, OfficeHours, Part, Step},
};
use crate::{
    case::PartyKind,
    centre::{Body, BodyKind, Network, Openness},
    codes::codes,
    intake::{FiledParty, Filing, PartyRole, Request},
};

/// What the rules read of a request. Nothing of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The type that was chosen, else the first that was suggested.
    pub dispute_type: Option<String>,
    /// The community, or the street or the district where no more is known.
    pub community: String,
    /// Its street; empty where only the district is known.
    pub street: String,
    /// Whether an organisation is on the other side.
    pub organisation: bool,
    /// Whether it is urgent.
    pub urgent: bool,
    /// When it was filed.
    pub at: Moment,
}

impl Facts {
    /// What is known of a filing that comes in at `at`.
    pub fn of_filing(filing: &Filing, street: &str, at: Moment) -> Self {
        let other = |party: &FiledParty| {
            party.role == PartyRole::Respondent && party.details.kind != PartyKind::Person
        };
        let suggested = || filing.suggested.first().map(|one| one.code.clone());
        Self {
            dispute_type: filing.dispute_type.clone().or_else(suggested),
            community: filing.community.clone(),
            street: street.to_owned(),
            organisation: filing.parties.iter().any(other),
            urgent: filing.signals.iter().any(|signal| signal.urgency.is_pressing()),
            at,
        }
    }

    /// What is known of a request, as if it came in at `at`.
    pub fn of_request(request: &Request, street: &str, at: Moment) -> Self {
        let suggested = || request.suggested.first().map(|one| one.code.clone());
        Self {
            dispute_type: request.dispute_type().map(str::to_owned).or_else(suggested),
            community: request.community.clone(),
            street: street.to_owned(),
            organisation: request
                .parties
                .iter()
                .any(|party| party.role == PartyRole::Respondent && party.kind != PartyKind::Person),
            urgent: request.is_urgent(),
            at,
        }
    }
}

codes! {
    /// How the body that was found could be reached when it was sent there.
    Reached "dispatch_where" {
        /// 在岗: somebody was there.
        There = "there",
        /// 随叫随到: somebody comes when called.
        Called = "called",
        /// 待上班受理: it waits until the body opens.
        Waits = "waits",
    }
}

impl From<Standing> for Reached {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::There => Reached::There,
            Standing::Comes { .. } => Reached::Called,
            Standing::Away => Reached::Waits,
        }
    }
}

/// One body that something is sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Which.
    pub body: BodyId,
    /// What it has to do with it.
    pub part: Part,
    /// By which rule.
    pub rule: String,
    /// How it could be reached.
    pub found: Reached,
    /// Which bodies of the chain were passed over because nobody was there.
    pub passed: Vec<BodyId>,
    /// Within how many minutes it answers, where the rule says so.
    pub within_minutes: Option<u32>,
}

/// Reached a request goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The table of rules.
    pub rules: String,
    /// The body that leads first, then those concerned, each once.
    pub sent: Vec<Sent>,
}

impl Plan {
    /// The body that handles it; none where the network has no body for the place at all.
    pub fn lead(&self) -> Option<BodyId> {
        self.sent.iter().find(|sent| sent.part == Part::Lead).map(|sent| sent.body)
    }

    /// Whether both send the same parts to the same bodies, whatever rule says so.
    pub fn is_same_way(&self, other: &Plan) -> bool {
        let ways = |plan: &Plan| {
            let mut ways: Vec<_> = plan.sent.iter().map(|sent| (sent.part, sent.body)).collect();
            ways.sort_unstable();
            ways
        };
        ways(self) == ways(other)
    }
}

impl DispatchRules {
    /// To which bodies of `network` something goes of which `facts` are known.
    pub fn plan(&self, facts: &Facts, network: &Network, calendar: &Calendar) -> Plan {
        let mut sent: Vec<Sent> = Vec::new();
        let mut has_lead = false;
        for rule in self.iter().filter(|rule| rule.fits(facts, network, calendar)) {
            if rule.part == Part::Lead && has_lead {
                continue;
            }
            let Some(found) = rule.find(facts, network, calendar) else { continue };
            has_lead |= rule.part == Part::Lead;
            match sent.iter_mut().find(|one| one.body == found.body) {
                None => sent.push(found),
                Some(one) if found.part == Part::Lead => *one = found,
                // Concerned twice: the shorter term counts.
                Some(one) => {
                    one.within_minutes =
                        [one.within_minutes, found.within_minutes].into_iter().flatten().min();
                }
            }
        }
        sent.sort_by_key(|one| one.part);
        Plan { rules: self.version().to_owned(), sent }
    }
}

impl DispatchRule {
    fn fits(&self, facts: &Facts, network: &Network, calendar: &Calendar) -> bool {
        let is_type = |code: &String| facts.dispute_type.as_ref() == Some(code);
        (self.types.is_empty() || self.types.iter().any(is_type))
            && (self.streets.is_empty() || self.streets.contains(&facts.street))
            && self.organisation.is_none_or(|wanted| wanted == facts.organisation)
            && self.urgent.is_none_or(|wanted| wanted == facts.urgent)
            && self.hours.is_none_or(|wanted| wanted == hours(facts.at, network, calendar))
    }

    fn find(&self, facts: &Facts, network: &Network, calendar: &Calendar) -> Option<Sent> {
        let chain: Vec<(&Body, Standing)> = self
            .to
            .iter()
            .filter_map(|step| step.body(facts, network))
            .map(|body| (body, standing(body, facts.at, calendar)))
            .collect();
        let place = |wanted: fn(&Standing) -> bool| chain.iter().position(|(_, is)| wanted(is));
        let there = place(|is| *is == Standing::There).map(|at| (at, Reached::There));
        let called = || place(|is| matches!(is, Standing::Comes { .. })).map(|at| (at, Reached::Called));
        let (at, found) = there.or_else(called).unwrap_or((0, Reached::Waits));
        let (body, _) = chain.get(at)?;
        Some(Sent {
            body: body.id,
            part: self.part,
            rule: self.id.clone(),
            found,
            passed: chain[..at].iter().map(|(body, _)| body.id).collect(),
            within_minutes: self.within_minutes,
        })
    }
}

impl Step {
    fn body<'a>(&self, facts: &Facts, network: &'a Network) -> Option<&'a Body> {
        let of_place = |kind: &str| {
            let community = Some(facts.community.as_str()).filter(|code| *code != facts.street);
            network.handling(community, &facts.street).into_iter().find(|body| body.kind.code() == kind)
        };
        match self {
            Step::Station => of_place("station"),
            Step::Committee => of_place("committee"),
            Step::SubCentre => of_place("sub_centre"),
            Step::DistrictCentre => of_place("district_centre"),
            Step::Specialised => network.specialised(facts.dispute_type.as_deref()?).next(),
            Step::Organ(organ) => network
                .bodies()
                .iter()
                .find(|body| matches!(&body.kind, BodyKind::Agency { organ: of, .. } if of == organ)),
            Step::Body(code) => network.by_code(code),
        }
    }
}

/// Whether the district's centre is open at `at`; without one it never is.
fn hours(at: Moment, network: &Network, calendar: &Calendar) -> OfficeHours {
    match network.of_kind("district_centre").next().map(|body| body.hours.at(at, calendar)) {
        Some(Openness::Open { .. }) => OfficeHours::Open,
        _ => OfficeHours::Closed,
    }
}

#[cfg(test)]
mod tests {
    use fengqiao_base::clock::CHINA;
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const BODIES: &str = include_str!("../../../../data/centre-bodies.csv");
    const TIMES: &str = include_str!("../../../../data/centre-times.toml");

    fn id_of(code: &str) -> BodyId {
        let mut bytes = [0_u8; 16];
        for (at, byte) in code.bytes().enumerate() {
            bytes[at % 16] = bytes[at % 16].rotate_left(3).wrapping_add(byte);
        }
        BodyId(Uuid::from_bytes(bytes))
    }

    /// Tuesday 24 November 2026, 10:00 in China.
    const TUESDAY: Moment = datetime!(2026-11-24 02:00 UTC);
    /// The same day, 23:30.
    const NIGHT: Moment = datetime!(2026-11-24 15:30 UTC);
    /// National Day, 10:00.
    const HOLIDAY: Moment = datetime!(2026-10-01 02:00 UTC);

    fn filed(dispute_type: &str, at: Moment) -> Facts {
        Facts {
            dispute_type: Some(dispute_type.to_owned()),
            community: "440306017001".to_owned(),
            street: "440306017000".to_owned(),
            organisation: false,
            urgent: false,
            at,
        }
    }

    fn told(facts: &Facts) -> Vec<String> {
        let network = Network::load(BODIES, TIMES, id_of).expect("the shipped network");
        let plan = DispatchRules::shipped().plan(facts, &network, &Calendar::shipped());
        let code = |id| network.by_id(id).expect("a body of the network").code.clone();
        let one = |sent: &Sent| {
            let passed: Vec<_> = sent.passed.iter().map(|body| code(*body)).collect();
            let after =
                if passed.is_empty() { String::new() } else { format!(" after {}", passed.join(", ")) };
            format!("{} {} {} by {}{after}", sent.part.code(), code(sent.body), sent.found.code(), sent.rule)
        };
        plan.sent.iter().map(one).collect()
    }

    #[test]
    fn a_family_request_goes_to_all_five_bodies_concerned() {
        assert_eq!(
            told(&filed("01", TUESDAY)),
            [
                "lead team-family there by family-lead",
                "support agency-women there by family-women",
                "support agency-police there by family-police",
                "support agency-court there by family-court",
                "support agency-justice there by family-justice",
            ]
        );
    }

    #[test]
    fn a_quarrel_of_neighbours_stays_with_the_street() {
        assert_eq!(told(&filed("02", TUESDAY)), ["lead committee-440306017000 there by place-lead"]);
        let anywhere =
            Facts { community: "440306000000".to_owned(), street: String::new(), ..filed("02", TUESDAY) };
        assert_eq!(told(&anywhere), ["lead district-centre there by place-lead"]);
    }

    #[test]
    fn an_agency_that_rotates_is_passed_over_on_the_days_it_is_not_there() {
        assert_eq!(TUESDAY.to_offset(CHINA).weekday(), time::Weekday::Tuesday);
        let housing = |at| told(&filed("17", at)).pop();
        assert_eq!(
            housing(TUESDAY).as_deref(),
            Some("support agency-housing waits by housing-support"),
            "there on Mondays and Wednesdays"
        );
        assert_eq!(
            housing(TUESDAY + time::Duration::DAY).as_deref(),
            Some("support agency-housing there by housing-support")
        );
        assert_eq!(
            told(&filed("B5", TUESDAY)).pop().as_deref(),
            Some("support agency-education called by school-support")
        );
    }

    #[test]
    fn at_night_what_is_urgent_goes_to_the_district_and_the_police_and_the_rest_waits() {
        let urgent = Facts { urgent: true, ..filed("02", NIGHT) };
        let told_at_night = told(&urgent);
        assert_eq!(told_at_night.len(), 2, "{told_at_night:?}");
        assert!(told_at_night[0].starts_with("lead district-centre "), "{told_at_night:?}");
        assert!(told_at_night[0].ends_with(" by night-urgent-lead"), "{told_at_night:?}");
        assert!(told_at_night[1].starts_with("support agency-police "), "{told_at_night:?}");
        let calm = told(&filed("02", HOLIDAY));
        assert_eq!(calm.len(), 1);
        assert!(calm[0].starts_with("lead ") && calm[0].contains("by place-lead"), "{calm:?}");
    }

    #[test]
    fn of_two_rules_for_one_body_the_lead_and_the_shorter_term_count() {
        let urgent = Facts { urgent: true, ..filed("01", TUESDAY) };
        let network = Network::load(BODIES, TIMES, id_of).expect("the shipped network");
        let plan = DispatchRules::shipped().plan(&urgent, &network, &Calendar::shipped());
        let police: Vec<_> = plan.sent.iter().filter(|sent| sent.body == id_of("agency-police")).collect();
        assert_eq!(police.len(), 1);
        assert_eq!(police[0].within_minutes, Some(30));
    }

    /// Whatever comes, exactly one body leads, nobody is asked twice, and the same facts go the same way.
    #[test]
    fn of_fifty_thousand_requests_each_has_one_lead_and_no_body_twice() {
        let network = Network::load(BODIES, TIMES, id_of).expect("the shipped network");
        let (rules, calendar) = (DispatchRules::shipped(), Calendar::shipped());
        let types = ["01", "02", "03", "08", "10", "11", "14", "15", "16", "17", "B1", "B3", "B5", "G2"];
        let streets: Vec<String> = (17..=26).map(|street| format!("4403060{street}000")).collect();
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let mut next = |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed % below as u64).expect("below a usize")
        };
        for _ in 0..50_000 {
            let street = streets[next(streets.len())].clone();
            let facts = Facts {
                dispute_type: types.get(next(types.len() + 1)).map(|code| (*code).to_owned()),
                community: if next(2) == 0 { street.clone() } else { format!("{}001", &street[..9]) },
                street,
                organisation: next(2) == 0,
                urgent: next(4) == 0,
                at: TUESDAY + time::Duration::minutes(i64::try_from(next(60 * 24 * 30)).expect("minutes")),
            };
            let plan = rules.plan(&facts, &network, &calendar);
            let leads = plan.sent.iter().filter(|sent| sent.part == Part::Lead).count();
            let mut bodies: Vec<_> = plan.sent.iter().map(|sent| sent.body).collect();
            bodies.sort_unstable();
            bodies.dedup();
            assert_eq!((leads, bodies.len()), (1, plan.sent.len()), "{facts:?}");
            assert_eq!(plan, rules.plan(&facts, &network, &calendar));
        }
    }
}
