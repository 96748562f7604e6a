//! Of which event is somebody to be told? A row written with the event itself, so that none is forgotten.

use fengqiao_base::{AccountId, BodyId, Duty, Moment};
use fengqiao_domain::{
    case::{self, Fact},
    notify::Occasion,
};
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// What a notice leads to, and by which rule its reader may see that.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum About { $($(#[$doc])* #[serde(rename = $code)] $name,)+ }

        impl About {
            /// The word in the table.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The word of `code`.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

words! {
    /// A case.
    Case = "case",
    /// A request.
    Request = "intake",
    /// What was sent to a body.
    Dispatch = "dispatch",
    /// A dispute over competence for what was sent.
    Dispute = "dispute",
    /// A call at a body.
    Call = "call",
    /// A whistle of the territory.
    Whistle = "whistle",
    /// A task of a body.
    Task = "task",
    /// An owned case.
    OwnedCase = "owned_case",
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// Whoever answers for this body.
    Body(BodyId),
    /// Whoever reaches it in one of these duties, and this account.
    Duties(Vec<Duty>, Option<AccountId>),
    /// A leader, and whoever does her post.
    Leader(AccountId),
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    pub occasion: Occasion,
    /// What it leads to.
    pub about: About,
    /// The sequence of its number.
    pub number: i64,
    /// The row it leads to, where that is not the number's own.
    pub thing: Option<Uuid>,
    /// Who is told.
    pub to: To,
    /// Of a clock: why, and which.
    pub detail: String,
    /// Until when something is owed (microseconds).
    pub due_at: Option<i64>,
}

impl Event {
    /// An event with nothing more to say of it.
    pub fn new(occasion: Occasion, about: About, number: i64, to: To) -> Self {
        Self { occasion, about, number, thing: None, to, detail: String::new(), due_at: None }
    }

    /// It leads to this row.
    pub fn at(mut self, thing: Uuid) -> Self {
        self.thing = Some(thing);
        self
    }

    /// Something is owed until then (microseconds).
    pub fn due(mut self, at: i64) -> Self {
        self.due_at = Some(at);
        self
    }

    /// Keeps it in the transaction of its cause; whom it concerns is found out after the commit.
    pub async fn tell(&self, conn: &impl ConnectionTrait, at: Moment) -> Result<(), StoreError> {
        let event = serde_json::to_string(self).expect("an event is plain data");
        let text = "INSERT INTO tellings (number, at, event) VALUES ($1, $2, $3)";
        sql::run(conn, text, values![self.number, to_micros(at), event]).await.map(|_| ())
    }
}

/// Tells of what happened to a case: who has it now, and what became of the tasks of other bodies.
pub async fn of_case(
    conn: &impl ConnectionTrait,
    seq: i64,
    happened: &[case::Event],
) -> Result<(), StoreError> {
    let head = || To::Duties(vec![Duty::Head], None);
    for event in happened {
        let told = match &event.fact {
            Fact::MediatorAssigned { mediator, .. } => {
                let to = To::Duties(Vec::new(), Some(*mediator));
                Event::new(Occasion::CaseGiven, About::Case, seq, to)
            }
            Fact::TaskAssigned { task, body, .. } => {
                Event::new(Occasion::TaskGiven, About::Task, seq, To::Body(*body)).at(task.0)
            }
            Fact::TaskDeclined { .. } => Event::new(Occasion::TaskReturned, About::Case, seq, head()),
            _ => continue,
        };
        told.tell(conn, event.at).await?;
    }
    Ok(())
}
