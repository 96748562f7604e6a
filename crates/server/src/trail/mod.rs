//! Who signed in, gave a post, took something out, or read a confidential file: when, from where, and what came of it?
//!
//! The trail lies in the journal (`word = 'trail'`): chained, sealed, never changed, older than three years too
//! (网络安全法 23(3): at least six months; GB/T 22239-2019 8.1.4.3). An entry points to accounts and numbers; it holds no
//! name.

mod export;
mod pages;
pub mod proof;
mod readers;
pub mod sealing;
pub mod settings;
pub mod store;

pub use pages::TrailPage;
pub use readers::{ReadersOfMinePage, ReadersPage};

use std::net::IpAddr;

use fengqiao_base::{AccountId, Actor, Moment};
use fengqiao_domain::case::Confidentiality;
use fengqiao_policy::{Action, Thing};
use fengqiao_store::{StoreError, Tx, journal};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use fengqiao_web::problem::Problem;

use crate::{app::App, gate::Routes, once::stored, viewer::Viewer};

/// The word of its entries.
pub const WORD: &str = "trail";

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)+) => {
        /// What is noted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $($(#[$doc])* $name,)+ }

        impl Kind {
            /// Every kind, in the order of the filter.
            pub const ALL: &[Kind] = &[$(Kind::$name,)+];

            /// The word in the journal and in translation keys.
            pub fn code(self) -> &'static str {
                match self { $(Kind::$name => $code,)+ }
            }
        }
    };
}

kinds! {
    /// Somebody signed in.
    SignedIn = "signed_in";
    /// A password or a second factor was wrong.
    SignInRefused = "sign_in_refused";
    /// Too many were wrong.
    SignInLocked = "sign_in_locked";
    /// Somebody signed out.
    SignedOut = "signed_out";
    /// A password, a second factor or recovery codes were changed.
    SignInChanged = "sign_in_changed";
    /// Somebody chose how she is told of things outside the product.
    NoticesChosen = "notices_chosen";
    /// An account was made.
    AccountMade = "account_made";
    /// Somebody was sent a link to sign in for the first time, or anew.
    AccountInvited = "account_invited";
    /// An account was closed.
    AccountClosed = "account_closed";
    /// A closed account was opened again.
    AccountOpened = "account_opened";
    /// A post was given.
    PostGiven = "post_given";
    /// A post was ended.
    PostEnded = "post_ended";
    /// A colleague was named to stand in.
    StandInNamed = "stand_in_named";
    /// A file of a class above ordinary was read.
    FileRead = "file_read";
    /// What is shared with another body was read there.
    SharedRead = "shared_read";
    /// A table or a file was taken out.
    Exported = "exported";
    /// Somebody looked up how a person is reached.
    ContactShown = "contact_shown";
    /// Somebody asked to see who the people of a sealed file are.
    IdentityAsked = "identity_asked";
    /// A custodian opened the identities of a sealed file to whoever asked.
    IdentityOpened = "identity_opened";
    /// A custodian refused to.
    IdentityRefused = "identity_refused";
    /// A setting or a key was changed.
    SettingChanged = "setting_changed";
    /// A calendar was imported.
    CalendarImported = "calendar_imported";
    /// What was kept long enough was destroyed.
    DisposalConfirmed = "disposal_confirmed";
    /// What was kept long enough is kept longer.
    DisposalPutOff = "disposal_put_off";
    /// What somebody told was erased.
    PersonErased = "person_erased";
}

impl Kind {
    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether what was tried was refused.
    pub fn is_refused(self) -> bool {
        matches!(self, Kind::SignInRefused | Kind::SignInLocked)
    }
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// An account.
    Account(AccountId),
    /// A number: a request and the case that came of it.
    Number(i64),
    /// The platform.
    Platform,
}

impl About {
    /// The chain in which what is about it stands.
    pub fn subject(self) -> Uuid {
        let text = match self {
            About::Account(account) => format!("trail account {account}"),
            About::Number(number) => format!("trail number {number}"),
            About::Platform => "trail platform".to_owned(),
        };
        let digest: [u8; 32] = Sha256::digest(text).into();
        let (first, _) = digest.split_first_chunk::<16>().expect("a digest has 32 bytes");
        uuid::Builder::from_custom_bytes(*first).into_uuid()
    }
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What happened.
    pub kind: Kind,
    /// When.
    pub at: Moment,
    /// By whom; [`Actor::System`] where nobody is known.
    pub by: Actor,
    /// From which address.
    pub from: Option<IpAddr>,
    /// What it is about.
    pub about: About,
    /// What exactly: a code, an id, a route; never a name or a text that somebody wrote.
    pub what: String,
}

/// What the journal keeps of a [`Note`] beside time, actor and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// What it is about.
    pub about: About,
    /// From which address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<IpAddr>,
    /// What exactly.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
}

impl Note {
    /// What the viewer does, acting as `by`, from the address of the request.
    pub fn of(viewer: &Viewer, by: Actor, kind: Kind, about: About, what: impl Into<String>) -> Self {
        Self { kind, at: viewer.now, by, from: viewer.address(), about, what: what.into() }
    }

    /// Keeps the entry in the transaction of what it tells of.
    pub async fn keep_in(&self, tx: &Tx) -> Result<(), StoreError> {
        let payload = Payload { about: self.about, from: self.from, what: self.what.clone() };
        let entry = journal::Entry::of(self.at, self.by, self.kind.code(), &payload);
        journal::append(tx, WORD, self.about.subject(), &[entry], None).await
    }

    /// Keeps the entry by itself.
    pub async fn keep(self, app: &App) -> Result<(), StoreError> {
        behind(|| self.try_keep(app)).await
    }

    async fn try_keep(&self, app: &App) -> Result<(), StoreError> {
        let note = self.clone();
        app.store.write(move |tx| Box::pin(async move { note.keep_in(tx).await })).await
    }
}

/// Does `work` again when somebody appended to the same chain at the same time: the second goes behind the first.
///
/// # Errors
/// Those of `work`; [`StoreError::Taken`] when it was taken again and again.
pub async fn behind<T, D>(work: impl Fn() -> D + Send) -> Result<T, StoreError>
where
    D: Future<Output = Result<T, StoreError>> + Send,
{
    const TRIES: u32 = 20;
    for _ in 1..TRIES {
        match work().await {
            Err(StoreError::Taken(_)) => {}
            done => return done,
        }
    }
    work().await
}

/// Notes that the viewer reads `thing`, if it is of a class above ordinary (个人信息保护法 51, 54).
pub async fn reading(
    app: &App,
    viewer: &Viewer,
    action: Action,
    thing: &Thing,
    actors: &[Actor],
) -> Result<(), Problem> {
    if thing.class == Confidentiality::Ordinary {
        return Ok(());
    }
    let asks = |actor: &&Actor| action.duties().contains(&actor.duty()) || action.is_for_parties();
    let by = actors.iter().find(asks).copied().ok_or(Problem::NotFound)?;
    let about = About::Number(thing.number);
    Note::of(viewer, by, Kind::FileRead, about, action.code()).keep(app).await.map_err(stored)
}

/// Notes that the viewer takes out the table `what`.
pub async fn taking_out(
    app: &App,
    viewer: &Viewer,
    action: Action,
    what: &'static str,
) -> Result<(), Problem> {
    let by = viewer.acting_as(action.duties())?;
    Note::of(viewer, by, Kind::Exported, About::Platform, what).keep(app).await.map_err(stored)
}

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/trail", Action::ReadTrail, pages::list)
        .get("/trail.json", Action::ReadTrail, export::export)
        .get("/cases/{number}/readers", Action::ReadReaders, readers::show)
        .get("/follow/readers", Action::FollowRequest, readers::mine)
}
