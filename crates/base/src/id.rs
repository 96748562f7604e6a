//! What is this thing called, and who makes up its name?

use std::sync::{Arc, Mutex};

use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::clock::Clock;

/// Declares id types: a time-ordered UUID that cannot be mistaken for another thing's id.
#[macro_export]
macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub ::uuid::Uuid);

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<::uuid::Uuid> for $name {
            fn from(id: ::uuid::Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

typed_ids! {
    /// A request: what a resident brought.
    RequestId,
    /// A case: a dispute on its statutory path.
    CaseId,
    /// A person or organisation on one side of one request or case.
    PartyId,
    /// A mediation session.
    SessionId,
    /// An agreement, written or oral.
    AgreementId,
    /// One item of an agreement.
    ItemId,
    /// A piece of evidence, or another attached file.
    AttachmentId,
    /// A produced document.
    DocumentId,
    /// A return visit.
    VisitId,
    /// Something of a case shown to another body.
    SharingId,
    /// What one body is asked to do on a case.
    TaskId,
    /// A whistle: other bodies called to a place.
    WhistleId,
    /// One body called by a whistle.
    CallId,
    /// An old case that a leader owns until it ends.
    OwnedCaseId,
    /// An account of staff or a resident.
    AccountId,
    /// A post: what an account does, for whom, where, and from when to when.
    PostId,
    /// A body: centre, sub-centre, station, agency, platform, team or window.
    BodyId,
}

/// Makes ids and chance. Seeded, it makes the same ones again.
pub struct Ids {
    clock: Arc<dyn Clock>,
    chance: Mutex<StdRng>,
}

impl Ids {
    /// Ids whose order follows `clock` and whose chance comes from the operating system.
    pub fn from_system(clock: Arc<dyn Clock>) -> Self {
        Self { clock, chance: Mutex::new(rand::make_rng()) }
    }

    /// Ids whose order follows `clock` and whose chance is fixed by `seed`.
    pub fn from_seed(clock: Arc<dyn Clock>, seed: u64) -> Self {
        Self { clock, chance: Mutex::new(StdRng::seed_from_u64(seed)) }
    }

    /// The next id, of whichever type is asked for.
    pub fn next<T: From<Uuid>>(&self) -> T {
        let millis = self.clock.now().unix_timestamp_nanos() / 1_000_000;
        let millis = u64::try_from(millis).expect("the clock is past 1970");
        T::from(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid())
    }

    /// `N` bytes that nobody can guess (when made from the system).
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.lock().expect("no holder of chance panics").fill_bytes(&mut bytes);
        bytes
    }
}
