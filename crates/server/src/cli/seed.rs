//! How does a person get a demonstration district to try?

use std::cell::Cell;

use anyhow::Context;
use fengqiao_base::Day;
use fengqiao_store::{checkpoint, dialect};
use time::macros::format_description;

use crate::{
    app::App,
    seed::{self, plan::Plan},
};

/// More cases than this take long enough to tell how far it is.
const QUIET: u32 = 2000;
/// The most cases that are played.
const MOST: u32 = 5_000_000;

/// What is played.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many whole lives of cases to play; requests that become no case come on top.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST)))]
    cases: u32,
    /// The day of the demonstration, e.g. 2026-11-25: everything played lies before it. Today when it is left out.
    #[arg(long, value_parser = day)]
    until: Option<Day>,
    /// The same seed plays the same lives.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn day(text: &str) -> Result<Day, String> {
    let day = Day::parse(text, format_description!("[year]-[month]-[day]"));
    let day = day.map_err(|_| "a day is written like 2026-11-25".to_owned())?;
    if day.year() < 2020 { Err("nothing is played before 2020".to_owned()) } else { Ok(day) }
}

/// Fills the district, plays the lives, and prints the accounts.
pub(super) async fn run(args: &Args, app: App) -> anyhow::Result<()> {
    let seeded = seed::seed(&app).await?;
    if args.cases > 0 {
        let until = args.until.unwrap_or_else(|| app.clock.today());
        let plan = Plan { cases: args.cases, until, seed: args.seed };
        let horizon = plan.horizon();
        let told = Cell::new(0);
        let tell = |done: u64, all: u64| {
            let percent = done * 100 / all.max(1);
            if args.cases > QUIET && percent >= told.get() + 5 {
                told.set(percent);
                eprintln!("fengqiao: {done} of {all} requests played ({percent}%)");
            }
        };
        let played = seed::play(&app, plan, tell).await.context("could not play the lives of the cases")?;
        let whistles = seed::whistles::blow(&app, horizon).await.context("could not blow the whistles")?;
        let owned = seed::owning::own(&app, horizon).await.context("could not own the old cases")?;
        let (linked, sent) =
            seed::linking::play(&app, horizon).await.context("could not let bodies work together")?;
        let sealed = checkpoint::seal(&app.store, app.keys.signing(), app.clock.now()).await;
        sealed.context("could not seal the journal of the lives")?;
        eprintln!(
            "fengqiao: {} requests, {} cases, {whistles} whistles and {owned} owned cases up to {until}; {linked} cases \
             worked together, {sent} disputes sent by the court",
            played.requests, played.cases
        );
    }
    print!("{}", seed::told(&seeded));
    app.store.write(|tx| Box::pin(async move { dialect::count_anew(tx).await })).await?;
    app.close().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_written_and_nothing_else_is() {
        assert_eq!(day("2026-11-25"), Ok(time::macros::date!(2026 - 11 - 25)));
        for text in ["25.11.2026", "2026-02-30", "2019-12-31", ""] {
            assert!(day(text).is_err(), "{text}");
        }
    }
}
