//! What do the figures come to over a period, within what the reader may see?

use std::collections::BTreeMap;

use fengqiao_base::BodyId;
use fengqiao_domain::{
    case::Stage,
    report::{Figure, Month, Period},
};
use fengqiao_policy::Scope;
use fengqiao_store::{StoreError, sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::counters::OPEN;
use crate::listing::Where;

/// What is asked of the figures. It is cut to the reader's territory whatever it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Over which months.
    pub period: Period,
    /// In one street only.
    pub street: Option<String>,
    /// Of one body only.
    pub body: Option<BodyId>,
}

/// What each figure comes to, by its code; one that is not there comes to nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<&'static str, i64>);

impl Sums {
    /// What a figure comes to.
    pub fn of(&self, code: &str) -> i64 {
        self.0.get(code).copied().unwrap_or(0)
    }

    pub(super) fn add(&mut self, figure: &Figure, value: i64) {
        *self.0.entry(figure.code).or_default() += value;
    }
}

impl Asked {
    fn query(&self, scope: &Scope, from: Month) -> Where {
        let mut query = Where::default();
        let (first, last) = (query.bind(from.to_string()), query.bind(self.period.last().to_string()));
        query.and(format!("c.month >= {first} AND c.month <= {last}"));
        query.equals_if("c.street", self.street.as_deref());
        query.equals_if("c.body", self.body.map(|body| body.0));
        query.within_territory(scope, "c", "c.is_ordinary = 1");
        query
    }
}

/// The figures of each month from `from` to the last of the period asked for.
pub async fn by_month(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    asked: &Asked,
    from: Month,
) -> Result<BTreeMap<Month, Sums>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        month: String,
        figure: String,
        value: i64,
    }
    let query = asked.query(scope, from);
    let text = format!(
        "SELECT c.month, c.figure, CAST(sum(c.value) AS BIGINT) AS value FROM report_counts c{} \
         GROUP BY c.month, c.figure",
        query.sql()
    );
    let rows: Vec<Row> = sql::all(conn, &text, query.values).await?;
    let mut months: BTreeMap<Month, Sums> = BTreeMap::new();
    for row in rows {
        if let (Ok(month), Some(figure)) = (row.month.parse(), Figure::of(&row.figure)) {
            months.entry(month).or_default().add(figure, row.value);
        }
    }
    Ok(months)
}

/// The figures of some of the months taken together.
pub fn together(months: &BTreeMap<Month, Sums>, period: Period) -> Sums {
    let mut sums = Sums::default();
    for (_, some) in months.range(period.first()..=period.last()) {
        for (code, value) in &some.0 {
            *sums.0.entry(code).or_default() += value;
        }
    }
    sums
}

/// The figures of each street and of each body that has any in the period.
pub async fn by_place(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    asked: &Asked,
) -> Result<(BTreeMap<String, Sums>, BTreeMap<BodyId, Sums>), StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        street: String,
        body: Uuid,
        figure: String,
        value: i64,
    }
    let query = asked.query(scope, asked.period.first());
    let text = format!(
        "SELECT c.street, c.body, c.figure, CAST(sum(c.value) AS BIGINT) AS value FROM report_counts c{} \
         GROUP BY c.street, c.body, c.figure HAVING sum(c.value) <> 0",
        query.sql()
    );
    let rows: Vec<Row> = sql::all(conn, &text, query.values).await?;
    let (mut streets, mut bodies) = (BTreeMap::<String, Sums>::new(), BTreeMap::<BodyId, Sums>::new());
    for row in rows {
        if let Some(figure) = Figure::of(&row.figure) {
            streets.entry(row.street).or_default().add(figure, row.value);
            bodies.entry(BodyId(row.body)).or_default().add(figure, row.value);
        }
    }
    Ok((streets, bodies))
}

/// How many open cases stand in each stage, by its code, in the reader's territory or one street of it. Cases that the
/// reader mediates elsewhere are not among them.
pub async fn open_by_stage(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    street: Option<&str>,
) -> Result<BTreeMap<&'static str, i64>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        figure: String,
        value: i64,
    }
    let mut query = Where::default();
    query.equals("c.month", OPEN);
    query.equals_if("c.street", street);
    query.within_territory(scope, "c", "c.is_ordinary = 1");
    let text = format!(
        "SELECT c.figure, CAST(sum(c.value) AS BIGINT) AS value FROM report_counts c{} GROUP BY c.figure",
        query.sql()
    );
    let rows: Vec<Row> = sql::all(conn, &text, query.values).await?;
    let code = |row: &Row| Stage::CODES.into_iter().find(|code| *code == row.figure);
    Ok(rows.iter().filter_map(|row| Some((code(row)?, row.value))).filter(|(_, n)| *n != 0).collect())
}
