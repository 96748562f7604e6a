//! What is done for many parties at once, and who of them is still asked?

use fengqiao_domain::case::{ActKind, Case, Consent, PartyStanding};
use fengqiao_web::page::{Choice, Page};

/// Whether somebody at a desk may do it for several parties at once: whoever stands before thirty workers asks them all.
pub(super) fn is_for_several(kind: ActKind, field: &str) -> bool {
    let each = [
        ActKind::RecordConsent,
        ActKind::TellRights,
        ActKind::ChooseMediator,
        ActKind::SignAgreement,
        ActKind::AgreeToConfirm,
    ];
    field == "party" && each.contains(&kind)
}

/// Those of a group with whom it is not done yet; everybody once it is done with all. Whoever has answered may answer
/// otherwise, and is never asked along with all the others.
pub(super) fn still_asked(page: &Page, kind: ActKind, case: &Case, choices: Vec<Choice>) -> Vec<Choice> {
    let standing = |choice: &Choice| case.parties.iter().find(|party| party.id.to_string() == choice.value);
    if kind == ActKind::RecordConsent {
        let (open, answered): (Vec<_>, Vec<_>) = choices
            .into_iter()
            .partition(|choice| standing(choice).is_none_or(|party| party.consent == Consent::Unanswered));
        let told = answered.into_iter().map(|choice| {
            let answer =
                if standing(&choice).is_some_and(PartyStanding::agreed) { "agree" } else { "refuse" };
            let hint = choice.hint.clone().unwrap_or_default();
            choice.hint(format!("{hint} · {}", page.code("choice-answer", answer))).apart()
        });
        return open.into_iter().chain(told).collect();
    }
    let is_done = |choice: &Choice| {
        standing(choice).is_some_and(|party| match kind {
            ActKind::TellRights => party.told_rights_at.is_some(),
            ActKind::SignAgreement => case.draft().is_some_and(|draft| draft.is_signed_by(party.id)),
            _ => false,
        })
    };
    let (done, left): (Vec<_>, Vec<_>) = choices.into_iter().partition(is_done);
    if left.is_empty() { done } else { left }
}
