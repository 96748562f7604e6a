//! How does a case go from the first question to an agreement, or to its end without one?

use fengqiao_base::{Duty, Moment, PartyId};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemTerms, SignatureManner},
    case::{
        Act, Answer, Area, Case, Difficulty, Manner, NotAcceptedGround, PartyKind, Receiver, Side,
        TerminationGround,
    },
    intake::Channel,
    mediation::{SessionManner, SuspensionGround},
    return_visit::Found,
    sharing::{SharedPart, SharingWord},
};
use time::Duration;

use super::{
    after,
    telling::Told,
    walk::{Stop, Walk},
};
use crate::centre;

/// A registered dispute on its way.
pub(super) fn case_life(walk: &mut Walk<'_>, told: &Told) -> Result<(), Stop> {
    open(walk)?;
    if !consent(walk)? {
        return Ok(());
    }
    accept(walk)?;
    share(walk)?;
    mediate(walk, told)
}

/// Of some fresh cases the labour desk asks to read what the dispute is about: of every second one all have agreed, of the
/// others one has not answered. It takes no chance, so that every life goes on as it would without.
fn share(walk: &mut Walk<'_>) -> Result<(), Stop> {
    let nth = walk.request.as_ref().map_or(0, |request| request.number.sequence());
    let is_violent = walk.case.as_ref().is_none_or(Case::is_violent);
    if !walk.is_fresh() || nth % 3 != 0 || is_violent {
        return Ok(());
    }
    let wanted = Act::Share {
        body: centre::id_of("agency-labour"),
        parts: vec![SharedPart::Dispute],
        purpose: "请协助核实登记情况，供调解使用。".to_owned(),
        ground: None,
        until: walk.today() + Duration::days(60),
    };
    let (head, clerk) = (walk.head(), walk.clerk());
    walk.act(head, wanted)?;
    let sharing = walk.case.as_ref().and_then(|case| case.sharings.last()).map(|sharing| sharing.id);
    let Some(sharing) = sharing else { return Ok(()) };
    let mut parties = walk.parties();
    if nth % 2 == 1 {
        parties.pop();
    }
    for party in parties {
        let (answer, manner) = (SharingWord::Agree, Manner::Telephone);
        walk.act(clerk, Act::AnswerSharing { sharing, party, answer, manner })?;
    }
    Ok(())
}

fn open(walk: &mut Walk<'_>) -> Result<(), Stop> {
    if walk.happens(600) {
        walk.minutes(2, 15)?;
    } else {
        walk.workdays(0, 1)?;
    }
    let by =
        if walk.happens(150) { Walk::staff(walk.world.dispatcher, Duty::Dispatcher) } else { walk.clerk() };
    let Some(request) = walk.request.take() else { return Ok(()) };
    let refused = |act| move |refusal| Stop::Refused { act, refusal };
    let case = walk.ids.next();
    let (request, opening) =
        request.open(case, walk.street.body, &walk.request_context(by)).map_err(refused("open"))?;
    let case = Case::open(opening, &walk.case_context(by)).map_err(refused("open_case"))?;
    walk.request = Some(request);
    walk.case = Some(case);
    Ok(())
}

/// Asks both sides; says whether all agree.
fn consent(walk: &mut Walk<'_>) -> Result<bool, Stop> {
    let clerk = walk.clerk();
    let sides: Vec<(PartyId, Side)> =
        walk.case.iter().flat_map(|case| &case.parties).map(|party| (party.id, party.side)).collect();
    let refuses = walk.waits_at("S3") || (walk.waits_at.is_none() && walk.happens(26));
    let mut asked_other = false;
    for (party, side) in sides {
        let manner = if side == Side::Applicant { Manner::InPerson } else { Manner::Telephone };
        if side == Side::Respondent && !asked_other {
            asked_other = true;
            if walk.happens(40) {
                walk.workdays(4, 6)?;
            } else {
                walk.workdays(0, 2)?;
            }
        } else {
            walk.minutes(1, 5)?;
        }
        let answer = if refuses && side == Side::Respondent { Answer::Refuse } else { Answer::Agree };
        walk.act(clerk, Act::RecordConsent { party, answer, manner })?;
        if answer == Answer::Agree {
            walk.act(clerk, Act::TellRights { party, manner })?;
        }
    }
    let other_ground = walk.waits_at.is_none() && walk.happens(9);
    if !refuses && !other_ground {
        return Ok(true);
    }
    walk.workdays(0, 1)?;
    let (ground, reason) = if refuses {
        (NotAcceptedGround::PartyRefused, "被申请人明确表示不同意调解，已告知申请人可以仲裁、起诉或者信访。")
    } else {
        (NotAcceptedGround::AlreadyAccepted, "经核实，人民法院已经受理同一争议，已告知申请人。")
    };
    let head = walk.head();
    walk.act(head, Act::NotAccept { ground, reason: reason.to_owned() })?;
    after::put_away(walk, None)?;
    Ok(false)
}

fn accept(walk: &mut Walk<'_>) -> Result<(), Stop> {
    if walk.happens(25) {
        walk.workdays(4, 6)?;
    } else {
        walk.workdays(0, 1)?;
    }
    let head = walk.head();
    let today = walk.today();
    let may_agree =
        walk.case.as_ref().is_some_and(|case| case.may_agree_period(today, &walk.world.reference.reckoning));
    let agreed_until =
        (may_agree && walk.happens(30)).then(|| today + Duration::days(walk.chance.within(35, 60)));
    walk.act(head, Act::Accept { agreed_until })?;
    match walk.chance.below(100) {
        0..30 => walk.act(head, Act::RecordDifficulty { difficulty: Difficulty::Simple })?,
        94.. => walk.act(head, Act::RecordDifficulty { difficulty: Difficulty::Hard })?,
        _ => {}
    }
    let mediator = walk.mediator;
    if walk.happens(180) {
        let clerk = walk.clerk();
        for party in walk.parties() {
            walk.minutes(2, 30)?;
            walk.act(clerk, Act::ChooseMediator { party, mediator })?;
        }
        return Ok(());
    }
    if walk.happens(500) {
        walk.minutes(2, 40)?;
    } else {
        walk.workdays(0, 1)?;
    }
    walk.act(head, Act::AppointMediator { mediator })
}

fn mediate(walk: &mut Walk<'_>, told: &Told) -> Result<(), Stop> {
    let mediator = walk.mediates();
    if walk.waits_at("S6") || walk.happens(380) {
        walk.workdays(0, 3)?;
        let held_at = begun(walk, 40);
        let record = format!("到{}查看现场，向双方和邻居了解情况，拍照留存。", told.place);
        walk.act(mediator, Act::Investigate { held_at, place: told.address.clone(), heard: None, record })?;
    }
    if walk.happens(12) {
        another_mediator(walk)?;
    }
    let sessions = *walk.chance.weighted(&[(60, 1), (28, 2), (12, 3)]);
    for nth in 0..sessions {
        if walk.happens(60) {
            walk.workdays(8, 22)?;
        } else {
            walk.workdays(1, 6)?;
        }
        session(walk, told)?;
        if nth == 0 && (walk.waits_at("S8") || walk.happens(30)) {
            rest(walk)?;
        }
        if nth == 0 && walk.happens(60) {
            let until = walk.today() + Duration::days(walk.chance.within(30, 45));
            let agreed = walk.parties();
            let mediator = walk.mediates();
            walk.may_act(mediator, Act::Extend { until, agreed, consent: None });
        }
    }
    let luck = match walk.waits_at {
        Some("S12") => 0,
        Some("S13") => 18,
        Some(_) => 999,
        None => walk.chance.below(1000),
    };
    match luck {
        0..8 => ended(walk, TerminationGround::TooFarApart),
        8..12 => ended(walk, TerminationGround::Withdrawn),
        12..16 => ended(walk, TerminationGround::RefusesFurther),
        16..18 => ended(walk, TerminationGround::OutOfReach),
        18..24 => hand_over(walk),
        24..28 => {
            agree(walk, told, AgreementScope::Partial)?;
            ended(walk, TerminationGround::TooFarApart)
        }
        _ => {
            agree(walk, told, AgreementScope::Whole)?;
            after::follow(walk)
        }
    }
}

/// A mediator knows somebody of it, or a party wants another: somebody else goes on.
fn another_mediator(walk: &mut Walk<'_>) -> Result<(), Stop> {
    let before = walk.mediator;
    let by = walk.mediates();
    if walk.happens(500) {
        let conflict = "与被申请人的亲属曾是同事。".to_owned();
        walk.act(by, Act::DiscloseConflict { conflict, withdraws: true })?;
    } else {
        let clerk = walk.clerk();
        let Some(party) = walk.parties().first().copied() else { return Ok(()) };
        walk.act(clerk, Act::RequestReplacement { party, mediator: before })?;
    }
    walk.workdays(0, 1)?;
    let others: Vec<_> = walk.street.mediators.iter().copied().filter(|one| *one != before).collect();
    walk.mediator = *walk.chance.one_of(&others);
    let (head, mediator) = (walk.head(), walk.mediator);
    walk.act(head, Act::AppointMediator { mediator })
}

/// One session; where violence at home is suspected, one with each side.
fn session(walk: &mut Walk<'_>, told: &Told) -> Result<(), Stop> {
    let (apart, parties) = match &walk.case {
        Some(case) => (case.keeps_sides_apart(), walk.parties()),
        None => return Ok(()),
    };
    let manner = match walk.chance.below(100) {
        0..8 if told.channel == Channel::Portal => SessionManner::Online,
        8..14 => SessionManner::Telephone,
        _ => SessionManner::OnSite,
    };
    let groups: Vec<Vec<PartyId>> =
        if apart { parties.iter().map(|party| vec![*party]).collect() } else { vec![parties] };
    let by =
        if walk.happens(150) { Walk::staff(walk.street.recorder, Duty::Recorder) } else { walk.mediates() };
    for present in groups {
        walk.minutes(1, 3)?;
        let minutes = walk.chance.within(40, 90);
        let record = if apart {
            "调解员单独听取一方陈述和请求，告知人身安全保护令和其他求助途径，尊重其意愿。"
        } else {
            walk.world.stories.session(&mut walk.chance)
        };
        let gives_way = walk.chance.happens(80);
        let act = Act::HoldSession {
            held_at: begun(walk, minutes),
            place: format!("{}调解室", walk.street.name),
            manner,
            open: false,
            present,
            invited: Vec::new(),
            record: record.to_owned(),
            concessions: gives_way.then(|| "为促成和解，一方愿意在数额上让步；不作为不利证据。".to_owned()),
        };
        walk.act(by, act)?;
    }
    Ok(())
}

/// When something began that ends now, so many minutes ago; what is of the case does not lie before its application.
fn begun(walk: &Walk<'_>, minutes: i64) -> Moment {
    let at = walk.now() - Duration::minutes(minutes);
    walk.case.as_ref().map_or(at, |case| at.max(case.applied_at))
}

/// The mediation rests for an appraisal, and goes on.
fn rest(walk: &mut Walk<'_>) -> Result<(), Stop> {
    let (mediator, head) = (walk.mediates(), walk.head());
    let (ground, reason) = (SuspensionGround::Appraisal, "双方同意委托鉴定，等待鉴定意见。".to_owned());
    walk.act(mediator, Act::AskSuspension { ground, reason: reason.clone() })?;
    walk.workdays(0, 1)?;
    walk.act(head, Act::Suspend { ground, reason })?;
    walk.workdays(10, 35)?;
    walk.act(mediator, Act::Resume {})
}

/// The mediation ends without a whole agreement.
fn ended(walk: &mut Walk<'_>, ground: TerminationGround) -> Result<(), Stop> {
    walk.workdays(0, 2)?;
    let parties = walk.parties();
    let party = match ground {
        TerminationGround::Withdrawn => parties.first().copied(),
        TerminationGround::RefusesFurther => parties.last().copied(),
        _ => None,
    };
    let reason = match ground {
        TerminationGround::Withdrawn => "申请人撤回调解申请。",
        TerminationGround::RefusesFurther => "一方不愿继续调解。",
        TerminationGround::OutOfReach => "多次联系，一方无法取得联系。",
        _ => "双方差距较大，难以达成一致。",
    };
    let mediator = walk.mediates();
    walk.act(mediator, Act::Terminate { ground, party, reason: reason.to_owned() })?;
    after::put_away(walk, Some(Found::Nothing))
}

/// Another body goes on.
fn hand_over(walk: &mut Walk<'_>) -> Result<(), Stop> {
    walk.workdays(0, 2)?;
    let area = walk.case.as_ref().map_or(Area::General, Case::area);
    let to = match area {
        Area::Labour => Receiver::Labour,
        Area::Traffic => Receiver::Police,
        _ => Receiver::Administrative,
    };
    let dispatcher = Walk::staff(walk.world.dispatcher, Duty::Dispatcher);
    let reason = "需要主管部门先行处理，经双方同意转交。".to_owned();
    walk.act(dispatcher, Act::Transfer { to, body: None, reason })?;
    walk.workdays(1, 4)?;
    let reference = Some(format!("演示收{:05}", walk.chance.below(99_999)));
    walk.act(dispatcher, Act::TransferReceived { reference })?;
    after::put_away(walk, None)
}

/// Writes down what was agreed, and has it signed.
fn agree(walk: &mut Walk<'_>, told: &Told, scope: AgreementScope) -> Result<(), Stop> {
    walk.minutes(10, 40)?;
    let Some(case) = &walk.case else { return Ok(()) };
    let area = case.area();
    let find = |side| case.parties.iter().find(|party| party.side == side).map(|party| party.id);
    let (Some(applicant), Some(respondent)) = (find(Side::Applicant), find(Side::Respondent)) else {
        return Ok(());
    };
    let is_small = told.words.yuan < 5_000;
    let is_oral =
        !walk.waits_at("S9") && area != Area::Labour && walk.happens(if is_small { 480 } else { 90 });
    let form = if is_oral { AgreementForm::Oral } else { AgreementForm::Written };
    let count = *walk.chance.weighted(&[(55, 1), (33, 2), (12, 3)]);
    let today = walk.today();
    // Not all that was asked for is agreed.
    let mut words = told.words.clone();
    words.yuan = (words.yuan * walk.chance.within(45, 100) / 100 / 10 * 10).max(50);
    let story = walk.world.stories.get(told.story);
    let items: Vec<ItemTerms> = story
        .items(count, &words, &mut walk.chance)
        .into_iter()
        .map(|(what, is_money)| {
            let waits = matches!(walk.waits_at, Some("S10" | "S11"));
            let on_the_spot = !waits && walk.chance.happens(if is_oral { 600 } else { 140 });
            ItemTerms {
                what,
                performer: respondent,
                beneficiary: applicant,
                amount_fen: is_money.then_some(words.yuan * 100),
                due: (!on_the_spot).then(|| today + Duration::days(walk.chance.within(3, 45))),
                manner: if is_money { "银行转账" } else { "自行履行，完成后告知调解员" }.to_owned(),
                place: None,
                on_the_spot,
            }
        })
        .collect();
    let mediator = walk.mediates();
    let terms: Vec<String> =
        items.iter().enumerate().map(|(n, item)| format!("{}、{}。", n + 1, item.what)).collect();
    let act = Act::ReachAgreement {
        scope,
        form,
        facts: format!("申请人反映：{}经核实，双方对基本事实没有争议。", told.what),
        responsibilities: String::new(),
        terms: terms.join(""),
        items,
        topics: Vec::new(),
        left_open: (scope == AgreementScope::Partial).then(|| "其余请求由双方另行解决。".to_owned()),
        replaces: None,
        on: None,
    };
    walk.act(mediator, act)?;
    if is_oral { Ok(()) } else { sign(walk, area, told.channel == Channel::Portal) }
}

fn sign(walk: &mut Walk<'_>, area: Area, is_online: bool) -> Result<(), Stop> {
    let electronic = is_online && area != Area::Family && walk.happens(300);
    let kinds: Vec<(PartyId, PartyKind)> =
        walk.case.iter().flat_map(|case| &case.parties).map(|party| (party.id, party.kind)).collect();
    let mediator = walk.mediates();
    for (place, (party, kind)) in kinds.into_iter().enumerate() {
        if place > 0 && walk.happens(200) {
            walk.workdays(1, 6)?;
        } else {
            walk.minutes(1, 8)?;
        }
        let manner = match kind {
            PartyKind::Organisation => SignatureManner::Seal,
            PartyKind::Person if electronic => SignatureManner::Electronic,
            PartyKind::Person if walk.happens(200) => SignatureManner::Fingerprint,
            PartyKind::Person => SignatureManner::Handwritten,
        };
        walk.act(mediator, Act::SignAgreement { party, manner, scan: None, on: None })?;
    }
    walk.minutes(1, 8)?;
    walk.act(mediator, Act::SignAsMediator { on: None })?;
    if walk.happens(700) {
        walk.minutes(2, 60)?;
    } else {
        walk.workdays(0, 1)?;
    }
    let sealing = Walk::staff(walk.street.recorder, Duty::Recorder);
    walk.act(sealing, Act::AffixSeal { on: None })
}
