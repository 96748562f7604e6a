//! `/accounts/{id}/posts`: giving posts and ending them, for the security administrator.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{AccountId, Duty, Refusal, id::PostId, local_day};
use fengqiao_domain::account::{GRANTED, Granting, Post, Term};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};

use super::{desk, post, store};
use crate::{
    app::App,
    intake::form::day_of,
    once::{answered, once, stored},
    reference::Reference,
    render::{page, see, with_status},
    trail::{About, Kind, Note},
    viewer::Viewer,
};

/// What the form for a post offers.
#[derive(Debug, Clone)]
pub struct PostForm {
    /// Duties that can be given.
    pub duties: Vec<Choice>,
    /// Bodies.
    pub bodies: Vec<Choice>,
    /// Streets; none chosen: the whole district.
    pub streets: Vec<Choice>,
}

impl PostForm {
    pub(super) async fn of(app: &App, page: &Page) -> Result<Self, Problem> {
        Ok(Self::with(page, desk::body_choices(app).await?))
    }

    pub(super) fn sample(page: &Page) -> Self {
        Self::with(page, vec![Choice::new("1", "新安街道人民调解委员会")])
    }

    fn with(page: &Page, bodies: Vec<Choice>) -> Self {
        let duties =
            GRANTED.iter().map(|duty| Choice::new(duty.code(), page.code("common-duty", duty.code())));
        Self { duties: duties.collect(), bodies, streets: Reference::shipped().street_choices(page.lang) }
    }
}

/// The post that was typed.
fn typed(fields: &Fields, id: PostId) -> Result<Post, Refusal> {
    let duties: Vec<Duty> =
        GRANTED.into_iter().filter(|duty| fields.all("duties").any(|code| code == duty.code())).collect();
    let body = fields.get("body").parse().map_err(|_| Refusal::new("account-body-missing").at("body"))?;
    let divisions = &Reference::shipped().divisions;
    let street = fields.filled("street").map(|code| {
        let known = divisions.streets().find(|street| &*street.code == code);
        known
            .map(|street| street.code.clone())
            .ok_or_else(|| Refusal::new("account-street-unknown").at("street"))
    });
    let from = day_of(fields, "from")?.ok_or_else(|| Refusal::new("field-missing").at("from"))?;
    let until = day_of(fields, "until")?;
    Ok(Post {
        id,
        duties,
        body: Some(body),
        street: street.transpose()?,
        term: Term { from, until },
        of: None,
    })
}

/// What the trail keeps of a post: duties, body and street as codes, and its days.
fn told(post: &Post) -> String {
    let duties: Vec<&str> = post.duties.iter().map(|duty| duty.code()).collect();
    let until = post.term.until.map_or_else(|| "-".to_owned(), |until| until.to_string());
    let street = post.street.as_deref().unwrap_or("-");
    let body = post.body.map_or_else(|| "-".to_owned(), |body| body.to_string());
    format!("{} {}+{body}+{street} {}/{until}", post.id, duties.join(","), post.term.from)
}

/// `POST /accounts/{id}/posts`
pub async fn give(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let to: AccountId = id.parse().map_err(|_| Problem::NotFound)?;
    let back = format!("/accounts/{to}");
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see(&back, "post-given"));
    }
    let by = viewer.acting_as(&[Duty::SecurityAdministrator])?;
    let today = local_day(viewer.now);
    store::working(app.store.read(), to, today).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    let held = post::of_account(app.store.read(), to, today).await.map_err(stored)?;
    let granting = Granting { by: viewer.account()?.id, to, held: &held };
    let post = typed(&fields, app.ids.next()).and_then(|post| granting.checked(post));
    let post = match post {
        Ok(post) => post,
        Err(refusal) => {
            let form = Form::sent(fields.0).refused(viewer.lang, &refusal);
            let again = desk::shown(&app, &viewer, to, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let now = viewer.now;
    let note = Note::of(&viewer, by, Kind::PostGiven, About::Account(to), told(&post));
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            post::save(tx, to, &post, None, now, by).await?;
            note.keep_in(tx).await?;
            Ok(String::new())
        })
    })
    .await?;
    app.sessions.forget();
    Ok(see(&back, "post-given"))
}

/// `POST /accounts/{id}/posts/{post}/end`: the last day, or at once where none is given.
pub async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, post)): Path<(String, String)>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account: AccountId = id.parse().map_err(|_| Problem::NotFound)?;
    let post: PostId = post.parse().map_err(|_| Problem::NotFound)?;
    let back = format!("/accounts/{account}");
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see(&back, "post-ended"));
    }
    let by = viewer.acting_as(&[Duty::SecurityAdministrator])?;
    let (owner, held) = post::find(app.store.read(), post).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    if owner != account {
        return Err(Problem::NotFound);
    }
    if viewer.account()?.id == account {
        return Err(Problem::Refused(Refusal::new("post-of-oneself")));
    }
    let yesterday = local_day(viewer.now).previous_day().unwrap_or(held.term.from);
    let until = match day_of(&fields, "until") {
        Ok(until) => until.unwrap_or(yesterday).max(yesterday),
        Err(refusal) => return Err(Problem::Invalid(vec![refusal])),
    };
    // A post is not made longer by ending it.
    let until = held.term.until.map_or(until, |last| last.min(until));
    let ended = Post { term: Term { until: Some(until), ..held.term }, ..held };
    let note = Note::of(&viewer, by, Kind::PostEnded, About::Account(account), told(&ended));
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            post::end(tx, post, until).await?;
            note.keep_in(tx).await?;
            Ok(String::new())
        })
    })
    .await?;
    app.sessions.forget();
    Ok(see(&back, "post-ended"))
}
