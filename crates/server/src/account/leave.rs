//! `/account/posts`: one's own posts, and who stands in while one is on leave.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{AccountId, Actor, Refusal, id::PostId, local_day};
use fengqiao_domain::account::{Delegating, Post, Term};
use fengqiao_policy::Action;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{desk::PostShown, post, store};
use crate::{
    app::App,
    intake::form::day_of,
    once::{answered, once, stored},
    render::{page, see, with_status},
    trail::{About, Kind, Note},
    viewer::Viewer,
};

/// One's own posts.
#[derive(Debug, Template)]
#[template(path = "account/posts.html")]
pub struct PostsPage {
    page: Page,
    form: Form,
    posts: Vec<PostShown>,
    stand_ins: Vec<PostShown>,
    own: Vec<Choice>,
    colleagues: Vec<Choice>,
}

impl PostsPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let post = |who: Option<&str>| PostShown {
            id: "0198c0de-0000-7000-8000-000000000000".to_owned(),
            duties: "调委会负责人".to_owned(),
            body: "新安街道人民调解委员会".to_owned(),
            street: "新安街道".to_owned(),
            term: "2026年1月1日起".to_owned(),
            who: who.map(str::to_owned),
        };
        let of = |stand_ins, form| Self {
            page: sample.clone(),
            form,
            posts: vec![post(None), post(Some("王志强"))],
            stand_ins,
            own: vec![Choice::new("1", "调委会负责人")],
            colleagues: vec![Choice::new("2", "李春梅")],
        };
        let refused = Form::new("key")
            .refused(sample.lang, &Refusal::new("delegation-too-long").at("until").with("most", 90));
        vec![of(Vec::new(), Form::new("key")), of(vec![post(Some("李春梅"))], refused)]
    }
}

async fn shown(app: &App, viewer: &Viewer, form: Form) -> Result<PostsPage, Problem> {
    let (conn, today, account) = (app.store.read(), local_day(viewer.now), viewer.account()?.id);
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("account");
    let posts = post::of_account(conn, account, today).await.map_err(stored)?;
    let stand_ins = post::stand_ins(conn, account, today).await.map_err(stored)?;
    let mut colleagues: Vec<Choice> = Vec::new();
    for body in posts.iter().filter(|post| post.of.is_none()).filter_map(|post| post.body) {
        for one in store::of_body(conn, body, today).await.map_err(stored)? {
            let is_new = colleagues.iter().all(|known| known.value != one.id.to_string());
            let is_administrator = one.posts.iter().any(Post::is_administrator);
            if one.id != account && is_new && !is_administrator {
                colleagues.push(Choice::new(one.id.to_string(), one.name));
            }
        }
    }
    let shown: Vec<PostShown> =
        posts.iter().map(|post| PostShown::of(&sheet, &names, post, post.of)).collect();
    let own =
        posts.iter().zip(&shown).filter(|(post, _)| post.of.is_none()).map(|(post, shown)| {
            Choice::new(post.id.to_string(), shown.duties.clone()).hint(shown.body.clone())
        });
    Ok(PostsPage {
        own: own.collect(),
        stand_ins: stand_ins
            .iter()
            .map(|(who, post)| PostShown::of(&sheet, &names, post, Some(*who)))
            .collect(),
        posts: shown,
        colleagues,
        form,
        page: sheet,
    })
}

/// `GET /account/posts`
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    let form = form.with("from", fengqiao_store::time::day_text(local_day(viewer.now)));
    Ok(page(&shown(&app, &viewer, form).await?))
}

/// What was chosen: the own post, the colleague, and the post as the colleague is to hold it.
async fn chosen(
    app: &App,
    viewer: &Viewer,
    fields: &Fields,
) -> Result<Result<(PostId, AccountId, Post), Refusal>, Problem> {
    let (conn, today, of) = (app.store.read(), local_day(viewer.now), viewer.account()?.id);
    let own = post::of_account(conn, of, today).await.map_err(stored)?;
    let id = fields.get("post").parse::<PostId>();
    let Some(own) = own.iter().find(|post| Ok(post.id) == id) else {
        return Ok(Err(Refusal::new("delegation-post-unknown").at("post")));
    };
    let Ok(to) = fields.get("to").parse::<AccountId>() else {
        return Ok(Err(Refusal::new("delegation-no-colleague").at("to")));
    };
    if store::working(conn, to, today).await.map_err(stored)?.is_none() {
        return Ok(Err(Refusal::new("delegation-no-colleague").at("to")));
    }
    let held = post::of_account(conn, to, today).await.map_err(stored)?;
    let term = day_of(fields, "from").and_then(|from| {
        let from = from.ok_or_else(|| Refusal::new("field-missing").at("from"))?;
        Ok(Term { from, until: day_of(fields, "until")? })
    });
    let delegating = Delegating { of, post: own, to, held: &held, today };
    Ok(term.and_then(|term| delegating.checked(term)).map(|post| (own.id, to, post)))
}

/// `POST /account/posts/stand-ins`
pub async fn name(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see("/account/posts", "stand-in-named"));
    }
    let by = viewer.acting_as(Action::DelegatePost.duties())?;
    let (own, to, post) = match chosen(&app, &viewer, &fields).await? {
        Ok(chosen) => chosen,
        Err(refusal) => {
            let form = Form::sent(fields.0).refused(viewer.lang, &refusal);
            let again = shown(&app, &viewer, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let post = Post { id: app.ids.next(), ..post };
    let now = viewer.now;
    let note = noted(&viewer, Kind::StandInNamed, by, to, &post);
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            post::save(tx, to, &post, Some(own), now, by).await?;
            note.keep_in(tx).await?;
            Ok(String::new())
        })
    })
    .await?;
    app.sessions.forget();
    Ok(see("/account/posts", "stand-in-named"))
}

fn noted(viewer: &Viewer, kind: Kind, by: Actor, to: AccountId, post: &Post) -> Note {
    let until = post.term.until.map_or_else(String::new, |until| until.to_string());
    let what = format!("{} {}/{until}", post.id, post.term.from);
    Note::of(viewer, by, kind, About::Account(to), what)
}

/// `POST /account/posts/stand-ins/{post}/end`: by whoever named the stand-in, at once.
pub async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(post): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let id: PostId = post.parse().map_err(|_| Problem::NotFound)?;
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see("/account/posts", "post-ended"));
    }
    let by = viewer.acting_as(Action::DelegatePost.duties())?;
    let (to, held) = post::find(app.store.read(), id).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    if held.of != Some(viewer.account()?.id) {
        return Err(Problem::NotFound);
    }
    let yesterday = local_day(viewer.now).previous_day().unwrap_or(held.term.from);
    let ended = Post { term: Term { until: Some(yesterday), ..held.term }, ..held };
    let note = noted(&viewer, Kind::PostEnded, by, to, &ended);
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            post::end(tx, id, yesterday).await?;
            note.keep_in(tx).await?;
            Ok(String::new())
        })
    })
    .await?;
    app.sessions.forget();
    Ok(see("/account/posts", "post-ended"))
}
