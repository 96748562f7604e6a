//! With which code does a party read its own case, and who gave it?
//!
//! The code is shown once, to whoever issues it; the table holds its digest alone. The applicant has one from the receipt.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use fengqiao_base::PartyId;
use fengqiao_policy::Action;
use fengqiao_store::{StoreError, journal::Entry, sql, time::to_micros, values};
use fengqiao_web::{
    form::Posted,
    page::{Choice, Form, Page},
    problem::Problem,
};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    form::party_choices,
    load::{Loaded, case_for},
};
use crate::{account::session, app::App, once::stored, render::page, viewer::Viewer};

/// Letters and digits that nobody confuses when they are read out.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A code of ten characters, 50 bits: `7K2M-9QXT-4B`.
fn code_of(bytes: [u8; 10]) -> String {
    let mut code: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    code.insert(8, '-');
    code.insert(4, '-');
    code
}

/// The digest under which a code is kept: it holds for one number only.
fn digest(seq: i64, code: &str) -> Vec<u8> {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    Sha256::new().chain_update(seq.to_be_bytes()).chain_update(plain).finalize().to_vec()
}

/// The party that may follow `seq` with this code.
pub async fn find(conn: &impl ConnectionTrait, seq: i64, code: &str) -> Result<Option<PartyId>, StoreError> {
    let text = "SELECT party FROM party_access WHERE secret = $1";
    let party: Option<Uuid> = sql::value(conn, text, values![digest(seq, code)]).await?;
    Ok(party.map(PartyId))
}

/// The page that issues a code, and shows it once.
#[derive(Debug, Template)]
#[template(path = "case/access.html")]
pub struct AccessPage {
    page: Page,
    form: Form,
    number: String,
    parties: Vec<Choice>,
    issued: Option<(String, String)>,
}

impl AccessPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let loaded = super::sample::loaded();
        let of = |issued| Self {
            page: sample.clone(),
            form: Form::new("key"),
            number: loaded.case().number.clone(),
            parties: party_choices(sample, &loaded, loaded.case(), false),
            issued,
        };
        vec![of(None), of(Some(("张三".to_owned(), "7K2M-9QXT-4B".to_owned())))]
    }
}

/// The case, for whoever sees its people: with a code for one of them the seal would be open.
async fn sealed_from_nobody(app: &App, viewer: &Viewer, number: &str) -> Result<Loaded, Problem> {
    let loaded = case_for(app, viewer, Action::ActOnCase, number).await?;
    if loaded.is_masked { Err(Problem::NotFound) } else { Ok(loaded) }
}

/// `GET /cases/{number}/access`
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = sealed_from_nobody(&app, &viewer, &number).await?;
    let sheet = viewer.page("cases");
    Ok(page(&AccessPage {
        form: Form::new(""),
        number: loaded.case().number.clone(),
        parties: party_choices(&sheet, &loaded, loaded.case(), false),
        issued: None,
        page: sheet,
    }))
}

/// `POST /cases/{number}/access`: a new code takes the place of the party's old one.
pub async fn issue(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let loaded = sealed_from_nobody(&app, &viewer, &number).await?;
    let by = loaded.acting(Action::ActOnCase)?;
    let sheet = viewer.page("cases");
    let parties = party_choices(&sheet, &loaded, loaded.case(), false);
    let party = loaded.case().parties.iter().find(|party| party.id.to_string() == fields.get("party"));
    let Some(party) = party.map(|party| party.id) else {
        let form =
            Form::default().refused(viewer.lang, &fengqiao_base::Refusal::new("field-missing").at("party"));
        let number = loaded.case().number.clone();
        return Ok(page(&AccessPage { page: sheet, form, number, parties, issued: None }));
    };
    let code = code_of(app.ids.bytes());
    let (seq, now, case) = (loaded.kept.seq, viewer.now, loaded.case().id.0);
    let secret = digest(seq, &code);
    let actor = serde_json::to_string(&by).expect("an actor is plain data");
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let text = "DELETE FROM party_access WHERE number = $1 AND party = $2";
                sql::run(tx, text, values![seq, party.0]).await?;
                let text = "INSERT INTO party_access (secret, number, party, issued_at, issued_by) \
                            VALUES ($1, $2, $3, $4, $5)";
                sql::run(tx, text, values![secret, seq, party.0, to_micros(now), actor]).await?;
                session::end_following(tx, party).await?;
                let entry = Entry::of(now, by, "access_issued", &serde_json::json!({ "party": party }));
                fengqiao_store::journal::append(tx, super::store::WORD, case, &[entry], None).await
            })
        })
        .await
        .map_err(stored)?;
    app.sessions.forget();
    Ok(page(&AccessPage {
        form: Form::default(),
        number: loaded.case().number.clone(),
        issued: Some((loaded.called(party).to_owned(), code)),
        parties,
        page: sheet,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed_and_holds_for_one_number() {
        let code = code_of([5, 18, 0, 19, 7, 22, 29, 26, 2, 9]);
        assert_eq!(code, "7L2M-9QXU-4B");
        assert_eq!(digest(1, &code), digest(1, " 7l2m9qxu4b "));
        assert_ne!(digest(1, &code), digest(2, &code));
    }
}
