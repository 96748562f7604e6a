//! On which day does a period end, and why? `fengqiao deadline confirm --start 2025-09-01`

use std::io::Write;

use anyhow::Context;
use fengqiao_base::{Day, Moment, Refusal, clock::CHINA};
use fengqiao_domain::deadline::{Course, Deadline, Ends, Extension, Pause, Reckoning, Rule, compute};
use fengqiao_web::{format, lang::Lang};
use serde_json::{Value, json};
use time::{
    Duration, PrimitiveDateTime,
    format_description::well_known::{Iso8601, Rfc3339},
};

use super::Answer;
use crate::{config::Config, deadline::words, reference};

/// What `deadline` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which rule, or `list` for all of them.
    rule: String,
    /// When it starts: a day, or an instant (in China's time unless it says otherwise).
    #[arg(long, value_name = "DATE|DATETIME")]
    start: Option<String>,
    /// The last day that was named: in the agreement, the order, or by the parties.
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// A time in which it stood still; several in their order.
    #[arg(long, value_name = "FROM..UNTIL")]
    pause: Vec<String>,
    /// The last day after an extension, granted when all pauses were over.
    #[arg(long, value_name = "DATE")]
    extend: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

pub(super) fn run(args: &Args, config: &Config) -> anyhow::Result<()> {
    let by = reference::reckoning(&config.deadlines)?;
    if args.rule == "list" {
        return list(args, &by);
    }
    let start = args
        .start
        .as_deref()
        .context("say when it starts: --start 2025-09-01, or --start 2025-09-01T10:30")?;
    let start = instant(start)?;
    let day = fengqiao_base::local_day(start);
    let refused = |refusal: Refusal| args.answer.refused(&refusal);
    let rule = by.rules.in_force(&args.rule, day).map_err(refused)?;
    let course = course(args, rule, start)?;
    let deadline = compute(rule, &course, &by.calendar).map_err(refused)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let lang = args.answer.lang();
    if args.answer.json {
        writeln!(out, "{}", as_json(lang, rule, &deadline))?;
    } else {
        tell(&mut out, lang, rule, &deadline)?;
    }
    out.flush()?;
    Ok(())
}

/// What the period went through, as the arguments tell it.
fn course(args: &Args, rule: &Rule, start: Moment) -> anyhow::Result<Course> {
    let refused = |code| args.answer.refused(&Refusal::new(code).with("rule", &rule.id));
    let mut course = Course::from(start);
    course.named = args.until.as_deref().map(day).transpose()?;
    for pause in &args.pause {
        let ground = *rule.pauses.first().ok_or_else(|| refused("deadline-no-pause"))?;
        let (from, until) = pause.split_once("..").with_context(|| format!("{pause} is not FROM..UNTIL"))?;
        course.pauses.push(Pause { from: instant(from)?, until: instant(until)?, ground });
    }
    if let Some(until) = &args.extend {
        let extensions = rule.extensions.ok_or_else(|| refused("deadline-no-extension"))?;
        let at = course.pauses.last().map_or(start, |pause| pause.until);
        course.extensions.push(Extension { at, until: day(until)?, by: extensions.by });
    }
    Ok(course)
}

/// `2025-09-01`, `2025-09-01T10:30`, `2025-09-01 10:30`, `2025-09-01T02:30:00Z`.
fn instant(text: &str) -> anyhow::Result<Moment> {
    let text = text.trim();
    if let Ok(day) = day(text) {
        return Ok(Course::from_day(day).start);
    }
    let text = text.replacen(' ', "T", 1);
    if let Ok(at) = Moment::parse(&text, &Rfc3339) {
        return Ok(at);
    }
    let at = PrimitiveDateTime::parse(&text, &Iso8601::DEFAULT)
        .with_context(|| format!("{text} is neither a day (2025-09-01) nor an instant (2025-09-01T10:30)"))?;
    Ok(at.assume_offset(CHINA))
}

fn day(text: &str) -> anyhow::Result<Day> {
    Day::parse(text.trim(), &Iso8601::DATE).with_context(|| format!("{text} is not a day like 2025-09-01"))
}

fn tell(out: &mut impl Write, lang: Lang, rule: &Rule, deadline: &Deadline) -> anyhow::Result<()> {
    writeln!(
        out,
        "{}: {} ({}, version {})",
        words::rule(lang, &rule.id),
        summary(lang, rule),
        rule.id,
        rule.version
    )?;
    writeln!(out, "{} [{}]", rule.law, words::basis(lang, rule))?;
    writeln!(out, "raw due date        {}", shown(deadline.raw))?;
    writeln!(out, "effective due date  {}", shown(deadline.due))?;
    writeln!(out, "provisional         {}", if deadline.provisional { "yes" } else { "no" })?;
    let warnings: Vec<_> = deadline.warn_at.iter().map(|warning| iso(warning.0)).collect();
    writeln!(
        out,
        "warns               {}",
        if warnings.is_empty() { "-".to_owned() } else { warnings.join(", ") }
    )?;
    writeln!(out, "calendar            {}", deadline.calendar)?;
    writeln!(out)?;
    for (nth, step) in deadline.reasoning.iter().enumerate() {
        let law = step.law().map(|law| format!(" [{law}]")).unwrap_or_default();
        writeln!(out, "{}. {}{law}", nth + 1, words::step(lang, step))?;
    }
    Ok(())
}

fn summary(lang: Lang, rule: &Rule) -> String {
    let mut parts = vec![words::length(lang, rule), words::start(lang, rule)];
    parts.extend(words::set_by(lang, rule));
    parts.join(", ")
}

/// The last day, or the instant of a period of hours.
fn shown(ends: Ends) -> String {
    if ends.is_with_day() { format::iso_day(ends.day) } else { iso(ends.at) }
}

/// To the second, in China's time.
fn iso(at: Moment) -> String {
    let at = at.to_offset(CHINA);
    let whole = at - Duration::nanoseconds(i64::from(at.nanosecond()));
    whole.format(&Rfc3339).unwrap_or_else(|_| format::iso_moment(at))
}

fn as_json(lang: Lang, rule: &Rule, deadline: &Deadline) -> Value {
    let steps: Vec<_> = deadline
        .reasoning
        .iter()
        .map(|step| {
            let mut value = serde_json::to_value(step).unwrap_or_default();
            value["text"] = words::step(lang, step).into();
            value["law"] = step.law().into();
            value
        })
        .collect();
    let warnings: Vec<_> = deadline.warn_at.iter().map(|warning| iso(warning.0)).collect();
    json!({
        "rule": rule.id,
        "version": rule.version,
        "name": words::rule(lang, &rule.id),
        "law": rule.law,
        "basis": rule.basis.code(),
        "start": iso(deadline.start),
        "raw": shown(deadline.raw),
        "due": shown(deadline.due),
        "ends_at": iso(deadline.due.at),
        "provisional": deadline.provisional,
        "calendar": deadline.calendar,
        "warns_at": warnings,
        "reasoning": steps,
    })
}

fn list(args: &Args, by: &Reckoning) -> anyhow::Result<()> {
    let lang = args.answer.lang();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if args.answer.json {
        let rules: Vec<_> = by.rules.iter().map(|rule| rule_as_json(lang, rule)).collect();
        writeln!(out, "{}", Value::from(rules))?;
    } else {
        for rule in by.rules.iter() {
            writeln!(
                out,
                "{:<34} {}: {}\n{:34} {} [{}]",
                format!("{} (v{})", rule.id, rule.version),
                words::rule(lang, &rule.id),
                summary(lang, rule),
                "",
                rule.law,
                words::basis(lang, rule),
            )?;
        }
    }
    out.flush()?;
    Ok(())
}

fn rule_as_json(lang: Lang, rule: &Rule) -> Value {
    let mut value = serde_json::to_value(rule).unwrap_or_default();
    value["name"] = words::rule(lang, &rule.id).into();
    value["tier-name"] = words::tier(lang, rule).into();
    value
}
