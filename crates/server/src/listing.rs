//! How is a list cut to what the reader may find, filtered, and paged by key?

use fengqiao_base::{Moment, local_day};
use fengqiao_policy::{Reach, Scope};
use fengqiao_store::time::to_micros;
use fengqiao_web::form::Fields;
use sea_orm::Value;
use time::Duration;

/// Rows of one page of a list.
pub const PAGE: i64 = 50;

/// Conditions of a query and their values, in step.
#[derive(Debug, Default)]
pub struct Where {
    conditions: Vec<String>,
    /// The values of `$1`, `$2` …
    pub values: Vec<Value>,
    /// What is joined for a condition.
    pub joins: String,
}

impl Where {
    /// The next placeholder, now bound to `value`.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Adds a condition.
    pub fn and(&mut self, condition: impl Into<String>) {
        self.conditions.push(condition.into());
    }

    /// Adds `column = value`.
    pub fn equals(&mut self, column: &str, value: impl Into<Value>) {
        let at = self.bind(value);
        self.and(format!("{column} = {at}"));
    }

    /// Adds `column = value` if a value is given.
    pub fn equals_if(&mut self, column: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.equals(column, value);
        }
    }

    /// Cuts the list to what the reader may find, by the columns of `table`'s alias `of`. Requests have neither class nor
    /// mediator and pass `has_class: false`: those of the case under their number count.
    pub fn within(&mut self, scope: &Scope, of: &str, has_class: bool) {
        let Some(mut reached) = self.reached(scope, of, &ordinary(of, has_class)) else { return };
        reached.extend(self.mediated(scope, of, has_class));
        self.any_of(&reached);
    }

    /// Cuts to the reader's territory alone, without what is assigned to the reader elsewhere; `ordinary` is the
    /// condition of the ordinary class.
    pub fn within_territory(&mut self, scope: &Scope, of: &str, ordinary: &str) {
        if let Some(reached) = self.reached(scope, of, ordinary) {
            self.any_of(&reached);
        }
    }

    /// Leaves sealed files out, but those that the reader mediates: who finds a file by a name knows who is in it.
    pub fn without_sealed(&mut self, scope: &Scope, of: &str, has_class: bool) {
        let mut any = vec![if has_class {
            format!("{of}.class <> 'sealed'")
        } else {
            format!("NOT EXISTS ({}.class = 'sealed')", case_of(of))
        }];
        any.extend(self.mediated(scope, of, has_class));
        self.any_of(&any);
    }

    /// The condition that the reader mediates the case, for whoever does.
    fn mediated(&mut self, scope: &Scope, of: &str, has_class: bool) -> Option<String> {
        let account = self.bind(scope.mediator?.0);
        Some(if has_class {
            format!("{of}.mediator = {account}")
        } else {
            format!("EXISTS ({}.mediator = {account})", case_of(of))
        })
    }

    /// Adds that one of `conditions` holds; of none, nothing does.
    pub fn any_of(&mut self, conditions: &[String]) {
        self.and(match conditions {
            [] => "1 = 0".to_owned(),
            [one] => one.clone(),
            several => format!("({})", several.join(" OR ")),
        });
    }

    /// The conditions that `add` adds, as one that stands for itself.
    pub fn apart(&mut self, add: impl FnOnce(&mut Self)) -> String {
        let kept = std::mem::take(&mut self.conditions);
        add(self);
        let own = std::mem::replace(&mut self.conditions, kept);
        if own.is_empty() { "1 = 1".to_owned() } else { own.join(" AND ") }
    }

    /// The conditions of which one must hold; none where some post reaches everything.
    fn reached(&mut self, scope: &Scope, of: &str, ordinary: &str) -> Option<Vec<String>> {
        // Nothing is bound that no condition names: PostgreSQL could not tell its type.
        if scope.reaches.iter().any(|reach| reach.street.is_none() && reach.is_cleared) {
            return None;
        }
        Some(scope.reaches.iter().filter_map(|reach| self.reach(reach, of, ordinary)).collect())
    }

    /// The condition that one post reaches a row; none where it reaches every row.
    pub fn reach(&mut self, reach: &Reach, of: &str, ordinary: &str) -> Option<String> {
        let mut all = Vec::new();
        if let Some(street) = &reach.street {
            let street = self.bind(street.as_str());
            let mut places = vec![format!("{of}.street = {street}")];
            if let Some(body) = reach.body {
                let body = self.bind(body.0);
                places.push(format!("{of}.body = {body}"));
            }
            all.push(format!("({})", places.join(" OR ")));
        }
        if !reach.is_cleared {
            all.push(ordinary.to_owned());
        }
        match all.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(format!("({})", several.join(" AND "))),
        }
    }

    /// ` WHERE …`, or nothing.
    pub fn sql(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        }
    }
}

/// The case under the number of a request, up to a condition on it.
fn case_of(of: &str) -> String {
    format!("SELECT 1 FROM cases own WHERE own.seq = {of}.seq AND own")
}

/// The condition that a row is of the ordinary class; of a request, that of its case counts.
pub fn ordinary(of: &str, has_class: bool) -> String {
    if has_class {
        format!("{of}.class = 'ordinary'")
    } else {
        format!("NOT EXISTS ({}.class <> 'ordinary')", case_of(of))
    }
}

/// How the term of a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// It has passed.
    Over,
    /// It ends today.
    Today,
}

/// A wish for rows whose term stands like this at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// How.
    pub term: Term,
    /// When.
    pub now: Moment,
}

impl Due {
    /// From `due=over` or `due=today` in an address; anything else is not asked for.
    pub fn from_query(query: &Fields, now: Moment) -> Option<Self> {
        let term = match query.get("due") {
            "over" => Term::Over,
            "today" => Term::Today,
            _ => return None,
        };
        Some(Self { term, now })
    }

    /// Cuts a query by the column in which a term ends.
    pub fn narrow(self, query: &mut Where, column: &str) {
        let now = query.bind(to_micros(self.now));
        let condition = match self.term {
            Term::Over => format!("{column} <= {now}"),
            Term::Today => {
                let end = query.bind(end_of_day(self.now));
                format!("{column} > {now} AND {column} <= {end}")
            }
        };
        query.and(condition);
    }
}

/// When the day of an instant ends in China (microseconds).
pub fn end_of_day(now: Moment) -> i64 {
    let tomorrow = local_day(now) + Duration::DAY;
    to_micros(tomorrow.midnight().assume_offset(fengqiao_base::clock::CHINA))
}

/// One page of rows in their order, with the key to go on from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<T, K = i64> {
    /// At most [`PAGE`] rows.
    pub rows: Vec<T>,
    /// The key after which the next page begins.
    pub next: Option<K>,
}

impl<T, K> Rows<T, K> {
    /// Takes one row more than a page holds and keeps the page.
    pub fn of(mut rows: Vec<T>, key: impl Fn(&T) -> K) -> Self {
        let is_more = i64::try_from(rows.len()).is_ok_and(|n| n > PAGE);
        if is_more {
            rows.pop();
        }
        let next = is_more.then(|| rows.last().map(key)).flatten();
        Self { rows, next }
    }
}
