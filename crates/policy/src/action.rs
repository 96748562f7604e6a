//! What can be asked for?

use fengqiao_base::Duty;
use fengqiao_domain::account::{ADMINISTRATORS, GRANTED};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $who:expr;)+) => {
        /// Everything a route or a page can ask permission for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[$doc])* $name,)+ }

        impl Action {
            /// Every action, in the order of the matrix.
            pub const ALL: &[Action] = &[$(Action::$name,)+];

            /// The word in the matrix and the log.
            pub fn code(self) -> &'static str {
                match self { $(Action::$name => $code,)+ }
            }

            fn who(self) -> Who {
                match self { $(Action::$name => $who,)+ }
            }
        }
    };
}

/// Who may ask for an action at all; the thing decides the rest.
#[derive(Clone, Copy)]
enum Who {
    /// Everybody, signed in or not.
    Public,
    /// A party with the secret of its receipt, and these duties.
    Parties(&'static [Duty]),
    /// These duties.
    Staff(&'static [Duty]),
}

use Duty::{Archivist, Dispatcher, Head, Intake, Justice, Leader, Mediator, Recorder, Visitor};

/// Everybody who works here but the three administrators, who come last among those that are given.
const HANDLERS: &[Duty] = GRANTED.split_at(GRANTED.len() - ADMINISTRATORS.len()).0;
const READERS: &[Duty] = &[Intake, Dispatcher, Head, Mediator, Recorder, Visitor, Archivist, Justice];

actions! {
    /// Pages and answers for everybody: start, rights, centres, receipt check, sign-in, health.
    ReadPublic = "public.read", Who::Public;
    /// File a request.
    FileRequest = "intake.file", Who::Public;
    /// Follow one's own request.
    FollowRequest = "intake.follow", Who::Parties(&[]);
    /// Act as a party on one's own case.
    ActAsParty = "case.act_as_party", Who::Parties(&[]);
    /// What everybody who works here reads: the own account, bodies, the way to the own start page.
    ReadDesk = "desk.read", Who::Staff(&GRANTED);
    /// What waits for oneself, and the notices of it.
    ReadWork = "desk.work", Who::Staff(HANDLERS);
    /// The board of what is waiting now; what of it a reader sees, the lists behind it say.
    ReadBoard = "board.read", Who::Staff(&[Dispatcher, Head, Leader, Justice]);
    /// Let two people on a roster exchange a day each; a head only in the own body.
    KeepRosters = "centre.rosters", Who::Staff(&[Dispatcher, Head]);
    /// The intake queue and its requests.
    ReadRequests = "intake.read", Who::Staff(&[Intake, Dispatcher, Head, Justice]);
    /// Register, type, join, transfer, refuse a request.
    HandleRequest = "intake.handle", Who::Staff(&[Intake, Dispatcher, Head]);
    /// What was sent to the body of one's own post, by which rule; a dispatcher reads it of the whole territory.
    ReadDispatch = "dispatch.read", Who::Staff(&[Duty::Department, Duty::External, Head, Dispatcher]);
    /// Take what was sent to the own body, say that it is not competent, finish it.
    AnswerDispatch = "dispatch.answer", Who::Staff(&[Duty::Department, Duty::External, Head]);
    /// Decide a disputed competence; try other rules on past requests.
    RuleDispatch = "dispatch.rule", Who::Staff(&[Dispatcher]);
    /// Lists of cases and single cases.
    ReadCases = "case.read", Who::Staff(READERS);
    /// Act on a case; the rules say which act is open to which duty.
    ActOnCase = "case.act", Who::Staff(&[Intake, Dispatcher, Head, Mediator, Recorder, Visitor, Archivist]);
    /// Report a danger of a case; no approval, by whoever works here (人民调解法 25).
    ReportDanger = "case.report_danger", Who::Staff(&[
        Intake, Dispatcher, Head, Mediator, Recorder, Duty::Panel, Duty::Department, Leader, Visitor, Archivist, Justice,
    ]);
    /// Produce and read documents of a case.
    ReadDocuments = "case.documents", Who::Staff(READERS);
    /// See in full how somebody is reached, which leaves a trace; everybody else sees it masked.
    ShowContact = "case.contact", Who::Staff(&[Intake, Dispatcher, Head, Mediator, Recorder, Visitor]);
    /// Who looked at a file.
    ReadReaders = "case.readers", Who::Staff(&[Head]);
    /// Ask to see who the people of a sealed file are, with a written reason.
    AskIdentity = "case.ask_identity", Who::Staff(READERS);
    /// Open the identities of a sealed file to whoever asked, or refuse; the file itself is not shown.
    DecideIdentity = "identity.decide", Who::Staff(&[Duty::Custodian]);
    /// What is shared with the body of one's own post: neither territory nor class matters, the sharing says what is shown.
    ReadShared = "sharing.read", Who::Staff(&[Duty::Department, Duty::External, Head, Justice, Leader]);
    /// What the body of one's own post is asked to do on a case; of the case nothing but that task.
    ReadTasks = "linked.read", Who::Staff(&[Duty::Department, Duty::External, Head]);
    /// Take a task of the own body on, say that it is not competent, write down what was done.
    AnswerTask = "linked.answer", Who::Staff(&[Duty::Department, Duty::External, Head]);
    /// Send a dispute here as court, police, procuratorate or petition office, and read what came of it.
    SendReferral = "linked.send", Who::Staff(&[Duty::External]);
    /// Blow a whistle: call other bodies to a place.
    BlowWhistle = "whistle.blow", Who::Staff(&[Intake, Dispatcher, Head]);
    /// The way to whistles: those of one's territory, and of others nothing but the calls at the body of one's own post.
    ReadWhistles = "whistle.read", Who::Staff(&[
        Intake, Dispatcher, Head, Duty::Department, Leader, Justice, Duty::External,
    ]);
    /// Whistles of one's territory, and the table of each month.
    OverseeWhistles = "whistle.oversee", Who::Staff(&[Intake, Dispatcher, Head, Leader, Justice]);
    /// Answer a call at the body of one's own post, rule on an objection, evaluate; the rules say which is for whom.
    ActOnWhistle = "whistle.act", Who::Staff(&[Intake, Dispatcher, Head, Duty::Department, Duty::External]);
    /// The way to owned cases: those of one's territory, those one owns, and of others the measures of one's own body.
    ReadOwnedCases = "owned_case.read", Who::Staff(&[
        Dispatcher, Head, Duty::Department, Leader, Justice, Duty::External,
    ]);
    /// Owned cases of one's territory.
    OverseeOwnedCases = "owned_case.oversee", Who::Staff(&[Dispatcher, Head, Justice]);
    /// Nominate a case as bone or nail, and see which cases meet a criterion.
    NominateOwnedCase = "owned_case.nominate", Who::Staff(&[Dispatcher, Head, Justice]);
    /// Approve, own, work and review an owned case; the rules say which act is for whom.
    ActOnOwnedCase = "owned_case.act", Who::Staff(&[
        Dispatcher, Head, Duty::Department, Leader, Justice, Duty::External,
    ]);
    /// Return visits that are due.
    ReadVisits = "return_visit.read", Who::Staff(&[Visitor, Head, Mediator, Intake]);
    /// Closed and archived cases.
    ReadArchive = "case.archive", Who::Staff(&[Archivist, Head, Justice]);
    /// What was kept long enough: destroy it, or keep it longer; and the register of what was destroyed.
    DecideDisposal = "retention.decide", Who::Staff(&[Archivist]);
    /// Which calendars were in force, and which ends they moved.
    ReadCalendars = "calendar.read", Who::Staff(&[Dispatcher, Duty::SystemAdministrator]);
    /// Import the arrangement of a year, after a look at what it would move.
    ImportCalendar = "calendar.import", Who::Staff(&[Duty::SystemAdministrator]);
    /// The official tables.
    ReadReports = "report.read", Who::Staff(&[Head, Dispatcher, Justice, Leader, Duty::Statistics]);
    /// One's own posts, and who stands in while one is on leave.
    DelegatePost = "account.delegate", Who::Staff(HANDLERS);
    /// The list of accounts, with the posts of each.
    ReadAccounts = "account.list", Who::Staff(&[Duty::SystemAdministrator, Duty::SecurityAdministrator]);
    /// Make accounts, close them and open them again, send a new invitation.
    KeepAccounts = "account.keep", Who::Staff(&[Duty::SystemAdministrator]);
    /// Give and end posts.
    GrantPosts = "account.grant", Who::Staff(&[Duty::SecurityAdministrator]);
    /// The trail: who did and read what, when and from where.
    ReadTrail = "trail.read", Who::Staff(&[Duty::Auditor]);
}

impl Action {
    /// Whether everybody may ask for it.
    pub fn is_public(self) -> bool {
        matches!(self.who(), Who::Public)
    }

    /// Whether a party may ask for it on its own number.
    pub fn is_for_parties(self) -> bool {
        matches!(self.who(), Who::Parties(_))
    }

    /// The duties that may ask for it.
    pub fn duties(self) -> &'static [Duty] {
        match self.who() {
            Who::Public => &Duty::ALL,
            Who::Parties(duties) | Who::Staff(duties) => duties,
        }
    }
}
