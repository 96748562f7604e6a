//! Who is told of what, in the product and outside?
//!
//! What happened is written with its cause (`event`); each account is told of it after the commit (`tell`), once, and
//! reads it in one list (`list`, `pages`). What goes out to a mailbox, a telephone or a browser is each person's choice.
//!
//! | file | question |
//! | --- | --- |
//! | `event` | of which event is somebody to be told? |
//! | `tell` | who is told of it, once each? |
//! | `list`, `pages` | what was somebody told, and what waits to be read? |
//! | `choices`, `choose` | what did each account choose, and where? |
//! | `deliver` | which messages are due, and what do they say? |
//! | `message` | how is a message kept until it is gone, and who sees to it? |
//! | `sms`, `mail`, `push` | how are a gateway, a mail server and a push service asked? |
//! | `spool` | where does the demonstration show what would be sent? |
//! | `config` | which ways are there? |

pub mod choices;
pub mod choose;
pub mod config;
mod deliver;
mod event;
pub mod list;
mod mail;
mod message;
pub mod pages;
pub mod push;
mod sms;
pub mod spool;
pub mod tell;

use fengqiao_policy::Action;

pub use event::{About, Event, To as Told, of_case};
pub use list::{Unread, erase};
pub use message::{Message, SEND, To, forget, run};

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/demonstration/messages", Action::ReadPublic, spool::show)
        .get("/notices", Action::ReadWork, pages::list)
        .post("/notices/read", Action::ReadWork, pages::read)
        .get("/account/notices", Action::ReadWork, choose::show)
        .post("/account/notices", Action::ReadWork, choose::keep)
        .post("/account/notices/browsers", Action::ReadWork, choose::subscribe)
        .post("/account/notices/browsers/{id}/remove", Action::ReadWork, choose::unsubscribe)
}
