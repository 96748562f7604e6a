//! Where are the centres, when are they open, and who works in them?

pub mod api;
pub mod desk;
pub mod feed;
pub mod handover;
mod leave;
pub mod pages;
pub mod store;
pub mod view;

use fengqiao_base::BodyId;
use fengqiao_domain::centre::Network;
use fengqiao_policy::Action;
use sha2::{Digest, Sha256};

use crate::gate::Routes;

const BODIES: &str = include_str!("../../../../data/centre-bodies.csv");
const TIMES: &str = include_str!("../../../../data/centre-times.toml");

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/centres", Action::ReadPublic, pages::list)
        .get("/centres/{code}", Action::ReadPublic, pages::one)
        .get("/bodies", Action::ReadDesk, desk::list)
        .get("/bodies/{code}", Action::ReadDesk, desk::one)
        .post("/bodies/{code}/roster", Action::KeepRosters, desk::exchange)
        .post("/bodies/{code}/leave", Action::KeepRosters, leave::take)
        .post("/bodies/{code}/handovers", Action::ReadDesk, handover::leave)
        .post("/bodies/{code}/handovers/{id}/remove", Action::ReadDesk, handover::remove)
        .post("/bodies/{code}/leave/end", Action::KeepRosters, leave::end)
        .get("/rosters/{token}", Action::ReadPublic, feed::read)
}

/// The id of the body with this code: always the same, so that what refers to it holds from one reading of the table
/// to the next.
pub fn id_of(code: &str) -> BodyId {
    let digest: [u8; 32] = Sha256::digest(code.as_bytes()).into();
    let (first, _) = digest.split_first_chunk::<16>().expect("a digest has 32 bytes");
    BodyId(uuid::Builder::from_custom_bytes(*first).into_uuid())
}

/// The network of the demonstration district.
pub fn demonstration() -> Network {
    Network::load(BODIES, TIMES, id_of).expect("the shipped tables are read by a test")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_always_has_the_same_id_and_no_two_codes_share_one() {
        assert_eq!(id_of("district-centre").to_string(), "74bb3781-6888-8a27-8cde-fe4bc9acb565");
        let network = demonstration();
        assert!(network.bodies().iter().all(|body| network.by_id(body.id) == Some(body)));
    }
}
