//! What is shared with another body: who decides it on the page of the case, who answers, and what the body reads.

mod pages;
pub mod store;
pub mod view;

pub use pages::{ExtractPage, SharedPage};

use fengqiao_base::id::SharingId;
use fengqiao_domain::sharing::Sharing;
use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default().get("/shared", Action::ReadShared, pages::list).get(
        "/shared/{id}",
        Action::ReadShared,
        pages::show,
    )
}

/// What the trail keeps of a reading: which sharing, and its basis.
fn noted(sharing: &Sharing) -> String {
    format!("{} {}", sharing.id, sharing.basis.code())
}

/// Which sharing was read, of what the trail keeps.
pub fn read_of(noted: &str) -> Option<SharingId> {
    noted.split(' ').next()?.parse().ok()
}
