//! How do the papers of a case come to be, and how are they read again?
//!
//! An act that calls for a document queues an [`order::Order`] in its own transaction. The job fills the form from the
//! case ([`fill`]), prints it and keeps it under its digest; it is never made again. What somebody needs earlier, to be
//! signed by hand, is produced at once. The [`dossier`] binds them all.

pub mod dossier;
pub mod fill;
pub mod order;
pub mod pages;
pub mod parts;
pub mod produce;
pub mod store;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/cases/{number}/documents", Action::ReadDocuments, pages::show)
        .post("/cases/{number}/documents", Action::ReadDocuments, pages::produce)
        .get("/cases/{number}/documents/{id}", Action::ReadDocuments, pages::read)
        .get("/cases/{number}/dossier", Action::ReadDocuments, dossier::show)
        .post("/cases/{number}/dossier", Action::ReadDocuments, dossier::bind)
        .get("/follow/case/documents/{id}", Action::FollowRequest, pages::read_own)
}
