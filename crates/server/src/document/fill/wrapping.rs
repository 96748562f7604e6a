//! What stands on the wrapping of a dossier?

use fengqiao_base::local_day;
use fengqiao_domain::case::{Ending, Stage};
use fengqiao_paper::forms::wrapping::{Cover, DossierNote};

use super::{Source, word};

/// The cover of the dossier.
pub fn cover(source: &Source<'_>) -> Cover {
    let case = source.case();
    let ended = case.stage.ending().and_then(|ending| match ending {
        Ending::NotAccepted(not) => Some(local_day(not.at)),
        Ending::Terminated(termination) => Some(local_day(termination.at)),
        Ending::Transferred(transfer) => Some(local_day(transfer.sent_at)),
        Ending::Performed { .. } | Ending::Elsewhere { .. } => None,
    });
    let agreed =
        case.effective_agreements().filter_map(fengqiao_domain::agreement::Agreement::effective_on).max();
    let kept = match &case.stage {
        Stage::Archived { archiving, .. } => Some(word("retention", archiving.retention.code())),
        _ => None,
    };
    Cover {
        head: source.head(),
        title: source.dispute(),
        mediators: source.mediators(),
        from: Some(source.accepted_on().unwrap_or_else(|| local_day(case.applied_at))),
        until: ended.or(agreed),
        filed_by: source.by.and_then(|by| by.account()).map(|id| source.names.account(id).to_owned()),
        filed_on: Some(source.today),
        kept,
        remark: None,
    }
}

/// The note that goes with it: what is missing, and what is kept beside it.
pub fn note(source: &Source<'_>, missing: &[String], beside: &[String]) -> DossierNote {
    let whole = if missing.is_empty() {
        "本卷文书齐全。".to_owned()
    } else {
        format!("下列材料没有电子件：{}。", missing.join("、"))
    };
    let note = if beside.is_empty() {
        whole
    } else {
        format!("{whole}\n下列材料不便装订，另行保存：{}。", beside.join("、"))
    };
    DossierNote {
        head: source.head(),
        note,
        pages: None,
        filed_by: source.by.and_then(|by| by.account()).map(|id| source.names.account(id).to_owned()),
        checked_by: None,
        on: Some(source.today),
    }
}
