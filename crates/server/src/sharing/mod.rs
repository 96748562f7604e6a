//! What is shared with another body: who decides it on the page of the case, who answers, and what the body reads.

mod pages;
pub mod store;
pub mod view;

pub use pages::{ExtractPage, SharedPage};

use fengqiao_domain::sharing::{Sharing, SharingGround};
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

/// Whether the people concerned may know of a reading that the trail keeps so (个人信息保护法 18).
pub fn may_be_told(noted: &str) -> bool {
    let ground = noted.rsplit(' ').next().and_then(SharingGround::from_code);
    !ground.is_some_and(SharingGround::is_kept_from_parties)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_for_an_inquiry_is_not_told_to_whom_it_is_about() {
        let told = ["consent", "statutory_duty", "court_inquiry", "criminal_inquiry", "domestic_violence"]
            .map(|basis| may_be_told(&format!("0198c0de-0000-7000-8000-000000000000 {basis}")));
        assert_eq!(told, [true, true, true, false, false]);
    }
}
