//! What does the table of a period say, beside the period before it?

use std::collections::BTreeMap;

use fengqiao_base::BodyId;
use fengqiao_domain::report::{Figure, Month, Period, RATES, Rate, Share};
use fengqiao_policy::Scope;
use fengqiao_store::StoreError;
use sea_orm::ConnectionTrait;

use super::sums::{self, Asked, Sums};

/// So many months a short period is shown among.
const TREND: i32 = 12;

/// The official table of one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What was asked for.
    pub asked: Asked,
    /// The figures of the period.
    pub now: Sums,
    /// Those of as many months before it.
    pub before: Sums,
    /// Month by month: the period, or the year that ends with it if it is shorter.
    pub months: Vec<(Month, Sums)>,
    /// By street, in the order of their codes; only the streets that have any.
    pub streets: BTreeMap<String, Sums>,
    /// By body, in the order of their ids; only the bodies that have any.
    pub bodies: BTreeMap<BodyId, Sums>,
}

impl Table {
    /// The table of what was asked, within what the reader may see.
    pub async fn load(conn: &impl ConnectionTrait, scope: &Scope, asked: Asked) -> Result<Self, StoreError> {
        let period = asked.period;
        let trend = if period.length() < TREND {
            Period::between(period.last().plus(1 - TREND), period.last())
        } else {
            period
        };
        let earliest = period.before().first().min(trend.first());
        let by_month = sums::by_month(conn, scope, &asked, earliest).await?;
        let (streets, bodies) = sums::by_place(conn, scope, &asked).await?;
        let of_month = |month| by_month.get(&month).cloned().unwrap_or_default();
        Ok(Self {
            now: sums::together(&by_month, period),
            before: sums::together(&by_month, period.before()),
            months: trend.months().map(|month| (month, of_month(month))).collect(),
            streets,
            bodies,
            asked,
        })
    }

    /// Every rate, with that of the period before.
    pub fn rates(&self) -> impl Iterator<Item = (&'static Rate, Share, Share)> {
        let share = |rate: &Rate, sums: &Sums| rate.share(|code| sums.of(code));
        RATES.iter().map(move |rate| (rate, share(rate, &self.now), share(rate, &self.before)))
    }

    /// Where the cases behind a figure are listed.
    pub fn cases_of(&self, figure: &Figure) -> String {
        let period = self.asked.period;
        let mut href = format!("/cases?open=all&counted=yes&from={}&to={}", period.first(), period.last());
        if let Some(street) = &self.asked.street {
            href.extend(["&street=", street.as_str()]);
        }
        if let Some(body) = self.asked.body {
            href.extend(["&body=".to_owned(), body.to_string()]);
        }
        for (aspect, word) in figure.filter {
            href.extend(["&", aspect.code(), "=", word]);
        }
        href
    }
}
