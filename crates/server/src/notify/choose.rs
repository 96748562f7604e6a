//! `/account/notices`: by which ways somebody is told outside the product, of what, and when.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use fengqiao_base::Refusal;
use fengqiao_domain::{
    codes,
    notify::{Channel, LATEST, Occasion, Wish},
};
use fengqiao_store::time::from_micros;
use fengqiao_web::{
    form::{Fields, Posted},
    lang::Lang,
    page::{Choice, Form, Page},
    problem::Problem,
};
use time::{Time, format_description::BorrowedFormatItem, macros::format_description};
use uuid::Uuid;

use super::{
    choices::{self, Kept},
    pages::occasions,
    push::{self, Listed, Subscription},
    spool,
};
use crate::{
    account::{browser, noted},
    app::App,
    once::{answered, once, stored},
    render::{page, see, with_status},
    trail::Kind,
    viewer::Viewer,
};

/// The first hour at which a digest can come.
const EARLIEST: u8 = 6;
/// Where it stands.
const HERE: &str = "/account/notices";
const MINUTE: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]");

/// What somebody chose, as a form.
#[derive(Debug, Template)]
#[template(path = "notify/choose.html")]
pub struct ChoosePage {
    page: Page,
    form: Form,
    ways: Vec<(String, String)>,
    channels: Vec<Choice>,
    occasions: Vec<Choice>,
    paces: Vec<Choice>,
    hours: Vec<Choice>,
    langs: Vec<Choice>,
    /// The key by which a browser subscribes; none where nothing is pushed.
    key: Option<String>,
    browsers: Vec<Browser>,
    is_full: bool,
}

/// A browser in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Browser {
    id: Uuid,
    name: String,
    since: String,
}

impl ChoosePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let all = [Channel::Mail, Channel::Sms];
        let browser = Listed {
            id: Uuid::nil(),
            made_at: 1_799_000_000_000_000,
            browser: "Chrome · Windows".to_owned(),
        };
        let of = |form, channels: &[Channel], key: Option<&str>, browsers: &[Listed]| {
            Self::of(sample.clone(), form, channels, key.map(str::to_owned), browsers)
        };
        let kept = form_of(Form::new("key"), &Kept::default());
        let wrong = Refusal::new("notify-mail-missing").at("mail");
        vec![
            of(kept.clone(), &[], None, &[]),
            of(kept.clone().refused(sample.lang, &wrong), &all, Some("BHr1"), &[]),
            of(kept, &all, Some("BHr1"), &vec![browser; push::AT_MOST]),
        ]
    }

    fn of(page: Page, form: Form, channels: &[Channel], key: Option<String>, browsers: &[Listed]) -> Self {
        let named = |channel: &Channel| {
            Choice::new(channel.code(), page.t(&codes::key(Channel::LIST, channel.code())))
        };
        let hour = |hour: u8| Choice::new(hour.to_string(), format!("{hour}:00"));
        let browser = |one: &Listed| Browser {
            id: one.id,
            name: if one.browser.is_empty() { page.t("notify-browser-unnamed") } else { one.browser.clone() },
            since: page.moment(from_micros(one.made_at)),
        };
        Self {
            ways: vec![("/account".to_owned(), page.t("account-own-title"))],
            channels: channels.iter().map(named).collect(),
            occasions: occasions(&page),
            paces: ["at-once", "digest"]
                .map(|code| Choice::new(code, page.code("notify-pace", code)))
                .to_vec(),
            hours: (EARLIEST..=LATEST).map(hour).collect(),
            langs: Lang::ALL.map(|lang| Choice::new(lang.code(), lang.own_name())).to_vec(),
            is_full: browsers.len() >= push::AT_MOST,
            browsers: browsers.iter().map(browser).collect(),
            key,
            form,
            page,
        }
    }
}

fn form_of(form: Form, kept: &Kept) -> Form {
    let choice = &kept.choice;
    let clock = |time: Time| time.format(MINUTE).unwrap_or_default();
    let mut form = form
        .at_version(kept.version)
        .with("lang", kept.lang.code())
        .with_all("channels", choice.channels.iter().map(|one| one.code()))
        .with_all("occasions", choice.occasions.iter().map(|one| one.code()))
        .with("pace", if choice.digest.is_some() { "digest" } else { "at-once" })
        .with("digest_hour", choice.digest.map_or(9, |digest| digest.hour).to_string())
        .with("mail", kept.contact.mail.clone().unwrap_or_default())
        .with("phone", kept.contact.phone.clone().unwrap_or_default())
        .with("quiet_from", "21:00")
        .with("quiet_until", "08:00");
    if let Some(quiet) = choice.quiet {
        form = form
            .with("quiet", "yes")
            .with("quiet_from", clock(quiet.from))
            .with("quiet_until", clock(quiet.until));
    }
    form
}

/// The ways that lead out of here; the demonstration shows in its spool what would go out.
async fn offered(app: &App) -> Result<Vec<Channel>, Problem> {
    let (ways, shows_all) = (&app.config.notify, spool::is_demonstration(app).await?);
    let mut all = Vec::new();
    if ways.mail.is_some() || shows_all {
        all.push(Channel::Mail);
    }
    if ways.sms.is_some() || shows_all {
        all.push(Channel::Sms);
    }
    Ok(all)
}

async fn shown(app: &App, viewer: &Viewer, form: Form) -> Result<ChoosePage, Problem> {
    let account = viewer.account()?.id;
    let channels = offered(app).await?;
    let key = app.config.notify.push.as_ref().map(|_| push::application_key(app));
    let browsers = push::listed(app.store.read(), account).await.map_err(stored)?;
    Ok(ChoosePage::of(viewer.page("account"), form, &channels, key, &browsers))
}

/// `GET /account/notices`
pub(super) async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let account = viewer.account()?.id;
    let mut kept = choices::of(app.store.read(), &app.vault, account).await.map_err(stored)?;
    if kept.version == 0 {
        kept.lang = viewer.lang;
    }
    let form = form_of(Form::new(app.ids.next::<Uuid>().to_string()), &kept);
    Ok(page(&shown(&app, &viewer, form).await?))
}

/// What was typed.
fn wish(fields: &Fields, offered: &[Channel]) -> Wish {
    let clock = |name: &str| Time::parse(fields.get(name).get(..5)?, MINUTE).ok();
    let channels = fields.all("channels").filter_map(Channel::from_code);
    Wish {
        channels: channels.filter(|channel| offered.contains(channel)).collect(),
        occasions: fields.all("occasions").filter_map(Occasion::from_code).collect(),
        quiet: fields.is_ticked("quiet").then(|| (clock("quiet_from"), clock("quiet_until"))),
        digest: (fields.get("pace") == "digest").then(|| fields.get("digest_hour").parse().ok()),
        mail: fields.get("mail").to_owned(),
        phone: fields.get("phone").to_owned(),
    }
}

/// `POST /account/notices`
pub(super) async fn keep(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?.clone();
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see(HERE, "notices-chosen"));
    }
    let (choice, contact) = match wish(&fields, &offered(&app).await?).chosen() {
        Ok(chosen) => chosen,
        Err(wrong) => {
            let form = wrong.iter().fold(Form::sent(fields.0), |form, one| form.refused(viewer.lang, one));
            let again = shown(&app, &viewer, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let version = fields.get("version").parse().map_err(|_| Problem::Malformed("version"))?;
    let lang = Lang::from_tag(fields.get("lang")).unwrap_or(viewer.lang);
    let kept = Kept { version, lang, choice, contact };
    let (vault, id) = (app.vault.clone(), account.id);
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            choices::save(tx, &vault, id, &kept).await?;
            Ok("done".to_owned())
        })
    })
    .await?;
    noted(&app, &viewer, &account, Kind::NoticesChosen, "").await?;
    Ok(see(HERE, "notices-chosen"))
}

/// `POST /account/notices/browsers`: this browser is told from now on.
pub(super) async fn subscribe(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?.clone();
    let services = app.config.notify.push.as_ref().ok_or(Problem::NotFound)?;
    let browsers = push::listed(app.store.read(), account.id).await.map_err(stored)?;
    let told = Subscription::read(services, fields.get("subscription"));
    let Some(told) = told
        .filter(|one| browsers.len() < push::AT_MOST || browsers.iter().any(|known| known.id == one.id()))
    else {
        let kept = choices::of(app.store.read(), &app.vault, account.id).await.map_err(stored)?;
        let wrong = Refusal::new("notify-browser-unusable").with("most", push::AT_MOST);
        let form = form_of(Form::new(app.ids.next::<Uuid>().to_string()), &kept).refused(viewer.lang, &wrong);
        let again = shown(&app, &viewer, form).await?;
        return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
    };
    let (vault, id, now) = (app.vault.clone(), account.id, viewer.now);
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = browser::named(agent);
    app.store
        .write(move |tx| Box::pin(async move { push::add(tx, &vault, id, &told, &name, now).await }))
        .await
        .map_err(stored)?;
    noted(&app, &viewer, &account, Kind::NoticesChosen, "browser").await?;
    Ok(see(HERE, "browser-subscribed"))
}

/// `POST /account/notices/browsers/{id}/remove`
pub(super) async fn unsubscribe(
    State(app): State<App>,
    viewer: Viewer,
    Path(browser): Path<Uuid>,
    _: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?.clone();
    let id = account.id;
    let gone = app
        .store
        .write(move |tx| Box::pin(async move { push::remove(tx, id, browser).await }))
        .await
        .map_err(stored)?;
    if gone == 0 {
        return Err(Problem::NotFound);
    }
    noted(&app, &viewer, &account, Kind::NoticesChosen, "browser removed").await?;
    Ok(see(HERE, "browser-removed"))
}
