//! How does a message reach somebody outside?
//!
//! | file | question |
//! | --- | --- |
//! | `message` | how it is kept until it is gone, and who sees to it |
//! | `sms`, `mail` | how a gateway and a mail server are asked |
//! | `spool` | where the demonstration shows what would be sent |
//! | `config` | which ways there are |

pub mod config;
mod mail;
mod message;
mod sms;
pub mod spool;

use fengqiao_policy::Action;

pub use message::{Message, SEND, To, forget, run};

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default().get("/demonstration/messages", Action::ReadPublic, spool::show)
}
