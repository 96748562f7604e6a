//! What is told of a dispute, by whom, and by which way does it come in?

use fengqiao_base::Actor;
use fengqiao_domain::{
    case::{Charge, CourtCharge, Manner, Receiver},
    intake::{
        Channel, FiledParty, Filing, Language, Notice, PartyDetails, PartyRole, ReferredBy, Request,
        RequestKind, RequestNumber,
    },
};
use time::Duration;

use super::{
    chance::Chance,
    persons,
    plan::{Aim, Numbered},
    stories::{Other, Words},
    walk::{Stop, Walk},
};

/// What is told of a dispute.
pub(super) struct Told {
    pub(super) code: String,
    pub(super) kind: RequestKind,
    pub(super) to: Option<Receiver>,
    pub(super) what: String,
    pub(super) claims: Vec<String>,
    pub(super) words: Words,
    pub(super) place: String,
    pub(super) community: String,
    pub(super) address: String,
    pub(super) parties: Vec<(PartyRole, PartyDetails)>,
    pub(super) channel: Channel,
    pub(super) story: usize,
}

impl Told {
    pub(super) fn drawn(walk: &mut Walk<'_>, planned: &Numbered) -> Self {
        let (world, today) = (walk.world, walk.today());
        let story = world.stories.get(planned.birth.story);
        let chance = &mut walk.chance;
        let (community, place) = chance.weighted(&walk.street.communities).clone();
        let yuan = story.yuan.map_or(0, |[least, most]| chance.mostly_small(least, most) / 10 * 10);
        let words = Words::drawn(place.clone(), today, yuan, chance);
        let mut what = story.told(&world.stories, &words, chance);
        if story.code == "01" && chance.happens(70) {
            what.push_str("对方喝酒后动手打过我，是家暴，我不敢回家。");
        } else if chance.happens(4) {
            what.push_str("对方扬言报复，我很害怕。");
        }
        let claims = story.claims(&words, chance);
        let address = format!("{place}{}栋{}房", words.building, words.room);
        let kind = if story.to.is_some() { RequestKind::Appeal } else { RequestKind::Dispute };
        let channel = channel(planned, walk);
        let chance = &mut walk.chance;
        let is_there = matches!(channel, Channel::Window { .. } | Channel::Portal);
        let workers =
            if story.code == "10" { chance.within(1, 5) } else { 1 + i64::from(chance.happens(60)) };
        let mut parties = Vec::new();
        for _ in 0..workers {
            let is_known = is_there || chance.happens(500);
            let details = persons::person(&place, &address, today, is_known, chance);
            parties.push((PartyRole::Applicant, details));
        }
        if kind == RequestKind::Dispute {
            let is_firm = match story.other {
                Other::Person => false,
                Other::Organisation => true,
                Other::Either => chance.happens(400),
            };
            let mut other = if is_firm {
                persons::organisation(&story.code, &place, chance)
            } else {
                persons::person(&place, &address, today, false, chance)
            };
            if !story.known.is_empty() && chance.happens(250) {
                other = persons::person(&place, &address, today, false, chance);
                other.name.clear();
                other.phone.clear();
                other.known_as.clone_from(chance.one_of(&story.known));
            }
            parties.push((PartyRole::Respondent, other));
        }
        Self {
            code: story.code.clone(),
            kind,
            to: story.to,
            what,
            claims,
            words,
            place,
            community,
            address,
            parties,
            channel,
            story: planned.birth.story,
        }
    }

    fn amount_fen(&self) -> Option<i64> {
        (self.words.yuan > 0).then_some(self.words.yuan * 100)
    }
}

/// By which way it comes: online at any hour, by others in office hours.
fn channel(planned: &Numbered, walk: &mut Walk<'_>) -> Channel {
    let today = walk.today();
    let works = walk.world.reference.reckoning.calendar.is_workday(today).unwrap_or(true);
    let chance = &mut walk.chance;
    let reference =
        |word: &str, chance: &mut Chance| Some(format!("{word}{}-{:05}", today.year(), chance.below(99_999)));
    if !works {
        return if chance.happens(820) { Channel::Portal } else { Channel::Grid };
    }
    match chance.below(1000) {
        0..370 => Channel::Window { ticket: Some(format!("A{:03}", chance.within(1, 120))) },
        370..590 => Channel::Portal,
        590..670 => Channel::Telephone,
        670..680 => Channel::Letter,
        680..790 => Channel::Grid,
        790..860 if planned.birth.aim == Aim::Case => {
            let way = match chance.below(10) {
                0 => CourtCharge::Guided,
                1 => CourtCharge::EntrustedSummary,
                _ => CourtCharge::Delegated,
            };
            let charge = Some(Charge { way, signed_for: Some(today) });
            Channel::Referral {
                by: ReferredBy::Court,
                reference: reference("演示诉前调", chance),
                charge,
                sent: None,
            }
        }
        860..935 => referred(ReferredBy::Police, reference("演示公调", chance)),
        935..965 => referred(ReferredBy::Petition, reference("演示访调", chance)),
        965..970 => referred(ReferredBy::Procuratorate, reference("演示检调", chance)),
        _ => referred(ReferredBy::Hotline, reference("演示热线", chance)),
    }
}

/// Handed over by another body.
pub(super) fn referred(by: ReferredBy, reference: Option<String>) -> Channel {
    Channel::Referral { by, reference, charge: None, sent: None }
}

/// Files it, as its way asks.
pub(super) fn file(
    walk: &mut Walk<'_>,
    told: &Told,
    number: RequestNumber,
) -> Result<(Request, Vec<FiledParty>), Stop> {
    let at = walk.now();
    let parties: Vec<FiledParty> = told
        .parties
        .iter()
        .map(|(role, details)| FiledParty { id: walk.ids.next(), role: *role, details: details.clone() })
        .collect();
    let applicant = parties[0].id;
    let is_online = told.channel == Channel::Portal;
    let by = if is_online { Actor::Party { party: applicant } } else { walk.clerk() };
    let notice = is_online.then(|| Notice::shown(Manner::Online, at));
    let chosen = (is_online && walk.happens(550)) || (!is_online && walk.happens(250));
    let filing = Filing {
        id: walk.ids.next(),
        channel: told.channel.clone(),
        language: if walk.happens(12) { Language::English } else { Language::Chinese },
        kind: told.kind,
        what: told.what.clone(),
        happened_on: walk.happens(700).then(|| walk.today() - Duration::days(walk.chance.within(1, 60))),
        community: told.community.clone(),
        address: told.address.clone(),
        claims: told.claims.clone(),
        amount_fen: told.amount_fen(),
        parties,
        files: Vec::new(),
        suggested: walk.world.types.suggest(&told.what, told.kind),
        dispute_type: chosen.then(|| told.code.clone()),
        signals: walk.world.signals.found_in(&told.what),
        phone_checked: is_online && walk.happens(900),
        notice,
    };
    match filing.checked(&walk.request_context(by)) {
        Ok(checked) => Ok(checked.numbered(number)),
        Err(faults) => {
            let refusal = faults.into_iter().next().map(|fault| fault.refusal);
            Err(Stop::Refused { act: "file", refusal: refusal.expect("what is wrong is named") })
        }
    }
}
