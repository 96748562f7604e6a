//! What of the district does a reader's board show?

use fengqiao_policy::{Action, Asker, Scope, at_bodies, decide};
use fengqiao_web::lang::Lang;

use crate::{dispatch::store::Reach, viewer::Viewer};

/// Readers who may find the same rows, in the same language, see the same board; it is made once for all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sight {
    /// The language.
    pub(super) lang: Lang,
    /// The requests whose list is open to the reader.
    pub(super) requests: Option<Scope>,
    /// The cases that are counted for the reader.
    pub(super) cases: Option<Scope>,
    /// Whether the list of these cases is open to the reader; who reads the statistics alone is told the figures.
    pub(super) lists_cases: bool,
    /// What was dispatched.
    pub(super) dispatch: Option<Reach>,
    /// The whistles.
    pub(super) whistles: Option<Scope>,
    /// The owned cases.
    pub(super) owned: Option<Scope>,
}

impl Sight {
    /// What `viewer` sees.
    pub(super) fn of(viewer: &Viewer) -> Self {
        Self::of_asker(&viewer.asker(), viewer.lang)
    }

    fn of_asker(asker: &Asker, lang: Lang) -> Self {
        let may = |action| decide(asker, action, None);
        let scope = |action| may(action).then(|| Scope::of(asker, action));
        let bodies = || at_bodies(asker, Action::AnswerDispatch.duties()).into_iter().map(|(body, _)| body);
        let lists_cases = may(Action::ReadCases);
        Self {
            lang,
            requests: scope(Action::ReadRequests),
            cases: scope(if lists_cases { Action::ReadCases } else { Action::ReadReports }),
            lists_cases,
            dispatch: may(Action::ReadDispatch)
                .then(|| Reach { bodies: bodies().collect(), scope: Scope::of(asker, Action::RuleDispatch) }),
            whistles: scope(Action::OverseeWhistles),
            owned: scope(Action::OverseeOwnedCases),
        }
    }
}
