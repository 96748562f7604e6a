//! How long does a paper take? For `cargo xtask bench`; hidden, nobody needs it to run a district.

use std::{io::Write, time::Instant};

use anyhow::Context;
use fengqiao_domain::case::forms::{About, FormKind};
use fengqiao_store::{sql, values};

use crate::{
    app::App,
    case,
    document::{fill::fill, produce::Desk},
};

/// Fills and prints the written agreement of so many cases, one after the other, and keeps none of them. Prints a line
/// each: the microseconds it took.
pub(super) async fn run(app: &App, count: i64) -> anyhow::Result<()> {
    let text = "SELECT seq FROM cases WHERE agreement_form = 'written' ORDER BY seq LIMIT $1";
    let rows = sql::rows(app.store.read(), text, values![count]).await?;
    let desk = Desk::of(app).await?;
    let mut out = std::io::stdout().lock();
    for row in rows {
        let seq: i64 = row.try_get_by_index(0)?;
        let loaded =
            case::whole::find(app.store.read(), &app.vault, seq).await?.context("a case has gone")?;
        let Some(agreement) = loaded.case().agreements.last() else { continue };
        let about = Some(About::Agreement(agreement.id));
        let begun = Instant::now();
        let Some(values) = fill(&desk.source(app, &loaded, None), FormKind::Agreement, about) else {
            continue;
        };
        app.press.print(FormKind::Agreement.code(), &values, app.clock.today())?;
        writeln!(out, "{}", begun.elapsed().as_micros())?;
    }
    Ok(out.flush()?)
}
