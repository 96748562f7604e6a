//! Is every page sound, with every sample, in every language?
//!
//! A page that is not in [`PAGES`] fails the last test.

use askama::Template;
use fengqiao::{
    account, api, backlog, board, case, centre, deadline, desk, dispatch, document, identity, intake, linked,
    notify, personal_data, portal, render, report, retention, sharing, trail, whistle,
};
use fengqiao_base::Duty;
use fengqiao_testkit::{TUESDAY, html::faults};
use fengqiao_web::{
    lang::Lang,
    page::{Page, User},
};

type Render = fn(&Page) -> Vec<String>;

fn all<T: Template>(samples: &[T]) -> Vec<String> {
    samples.iter().map(|sample| sample.render().expect("a sample renders")).collect()
}

macro_rules! pages {
    ($($name:literal $page:path,)+) => {
        /// Every page: its template, and how its samples are rendered.
        const PAGES: &[(&str, Render)] = &[$(($name, |page| all(&<$page>::samples(page))),)+];
    };
}

pages! {
    "account/factors.html" account::enrol::FactorsPage,
    "account/first.html" account::first::FirstPage,
    "account/invited.html" account::desk::InvitedPage,
    "account/left.html" account::pages::LeftPage,
    "account/list.html" account::desk::AccountsPage,
    "account/new.html" account::desk::NewPage,
    "account/one.html" account::desk::AccountPage,
    "account/own.html" account::own::OwnPage,
    "account/password.html" account::change::PasswordPage,
    "account/posts.html" account::leave::PostsPage,
    "account/recovery.html" account::enrol::RecoveryPage,
    "account/second.html" account::second::SecondPage,
    "account/sign_in.html" account::pages::SignIn,
    "account/totp.html" account::enrol::TotpPage,
    "account/welcome.html" account::invitation::WelcomePage,
    "api/reference.html" api::page::Reference,
    "backlog/act.html" backlog::ActPage,
    "backlog/candidates.html" backlog::CandidatesPage,
    "backlog/list.html" backlog::OwnedCasesPage,
    "backlog/new.html" backlog::NewPage,
    "backlog/one.html" backlog::OwnedPage,
    "board/board.html" board::BoardPage,
    "case/access.html" case::access::AccessPage,
    "case/act.html" case::acts::ActPage,
    "case/deadlines.html" case::pages::DeadlinesPage,
    "case/list.html" case::list::ListPage,
    "case/page.html" case::pages::CasePage,
    "case/party.html" case::party::PartyPage,
    "case/reopen.html" case::reopen::ReopenPage,
    "centre/bodies.html" centre::desk::BodyList,
    "centre/body.html" centre::desk::BodyPage,
    "centre/list.html" centre::pages::CentreList,
    "centre/one.html" centre::pages::CentrePage,
    "deadline/calendar.html" deadline::calendar::CalendarPage,
    "deadline/calendars.html" deadline::calendar::CalendarsPage,
    "deadline/explained.html" deadline::explained::ExplainedPage,
    "deadline/import.html" deadline::calendar::ImportPage,
    "deadline/rules.html" deadline::rules::RulesPage,
    "desk/queue.html" desk::pages::QueuePage,
    "dispatch/list.html" dispatch::QueuePage,
    "dispatch/one.html" dispatch::OrderPage,
    "dispatch/rules.html" dispatch::RulesPage,
    "document/dossier.html" document::dossier::DossierPage,
    "document/list.html" document::pages::DocumentsPage,
    "identity/ask.html" identity::IdentityPage,
    "identity/list.html" identity::IdentitiesPage,
    "intake/act.html" intake::acts::ActPage,
    "intake/beside.html" intake::alike::BesidePage,
    "intake/check.html" intake::check::CheckPage,
    "intake/code.html" intake::acts::CodePage,
    "intake/file.html" intake::file::FilePage,
    "intake/filed.html" intake::file::FiledPage,
    "intake/follow.html" intake::follow::FollowPage,
    "intake/followed.html" intake::follow::FollowedPage,
    "intake/mine.html" intake::mine::MinePage,
    "intake/new.html" intake::new::NewPage,
    "intake/page.html" intake::desk::RequestPage,
    "intake/person.html" intake::people::PersonPage,
    "intake/phone.html" intake::mine::PhonePage,
    "intake/queue.html" intake::queue::QueuePage,
    "intake/spot.html" intake::spot::SpotPage,
    "intake/receipt.html" intake::follow::ReceiptPage,
    "layout/problem.html" render::ProblemPage,
    "notify/choose.html" notify::choose::ChoosePage,
    "notify/list.html" notify::pages::NoticesPage,
    "notify/messages.html" notify::spool::MessagesPage,
    "personal_data/contact.html" personal_data::ContactPage,
    "personal_data/mine.html" personal_data::MinePage,
    "portal/rights.html" portal::pages::Rights,
    "portal/start.html" portal::pages::Start,
    "portal/text.html" portal::texts::TextPage,
    "report/statistics.html" report::pages::StatisticsPage,
    "retention/decide.html" retention::DecidePage,
    "retention/gone.html" retention::GonePage,
    "retention/list.html" retention::DisposalsPage,
    "retention/register.html" retention::RegisterPage,
    "sharing/list.html" sharing::SharedPage,
    "sharing/one.html" sharing::ExtractPage,
    "trail/list.html" trail::TrailPage,
    "trail/readers.html" trail::ReadersPage,
    "trail/readers_of_mine.html" trail::ReadersOfMinePage,
    "linked/appoint.html" linked::AppointPage,
    "linked/list.html" linked::TasksPage,
    "linked/one.html" linked::TaskPage,
    "linked/referral.html" linked::ReferralPage,
    "linked/sent.html" linked::SentPage,
    "whistle/act.html" whistle::ActPage,
    "whistle/calls.html" whistle::CallsPage,
    "whistle/link.html" whistle::LinkPage,
    "whistle/list.html" whistle::WhistlesPage,
    "whistle/new.html" whistle::NewPage,
    "whistle/one.html" whistle::WhistlePage,
    "whistle/outside.html" whistle::OutsidePage,
    "whistle/table.html" whistle::TablePage,
}

/// Folders and files that are parts of pages and no pages.
const PARTS: [&str; 4] = ["components/", "layout/", "/parts.html", "/live.html"];

fn page(lang: Lang) -> Page {
    let mut page = Page::new(lang, "宝安区", "/here", TUESDAY);
    "token".clone_into(&mut page.csrf);
    "nonce".clone_into(&mut page.nonce);
    page.user = Some(User {
        name: "陈静".to_owned(),
        body: Some("新安街道人民调解委员会".to_owned()),
        duties: Duty::ALL.to_vec(),
        areas: vec![
            "work",
            "intake",
            "dispatch",
            "cases",
            "visits",
            "archive",
            "disposals",
            "statistics",
            "bodies",
            "accounts",
            "identities",
            "trail",
        ],
    });
    page
}

#[test]
fn every_page_is_sound_html_in_both_languages() {
    let mut wrong = Vec::new();
    for (name, render) in PAGES {
        for lang in Lang::ALL {
            let samples = render(&page(lang));
            assert!(!samples.is_empty(), "{name}: give it at least one sample");
            for (nth, html) in samples.iter().enumerate() {
                let found = faults(html, lang.code());
                wrong
                    .extend(found.into_iter().map(|fault| format!("{name} #{nth} {}: {fault}", lang.code())));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_template_is_rendered_here() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut missing = Vec::new();
    for word in std::fs::read_dir(&folder).expect("the templates can be read").flatten() {
        for file in std::fs::read_dir(word.path()).into_iter().flatten().flatten() {
            let path = file.path();
            let name = path.strip_prefix(&folder).expect("it is below").to_string_lossy().into_owned();
            let is_part = PARTS.iter().any(|part| name.starts_with(part) || name.ends_with(part))
                && name != "layout/problem.html";
            if !is_part && !PAGES.iter().any(|(page, _)| *page == name) {
                missing.push(name);
            }
        }
    }
    assert!(missing.is_empty(), "add to PAGES in crates/server/tests/it/templates.rs: {missing:?}");
}
