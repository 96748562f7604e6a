//! How is a list cut to what the reader may find, filtered, and paged by key?

use fengqiao_policy::Scope;
use sea_orm::Value;

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
        let Scope::Staff { account, .. } = scope else {
            self.and("1 = 0");
            return;
        };
        let case = format!("SELECT 1 FROM cases own WHERE own.seq = {of}.seq AND own");
        let ordinary = if has_class {
            format!("{of}.class = 'ordinary'")
        } else {
            format!("NOT EXISTS ({case}.class <> 'ordinary')")
        };
        let Some(condition) = self.territory(scope, of, Some(&ordinary)) else { return };
        let account = self.bind(account.0);
        let mediates = if has_class {
            format!("{of}.mediator = {account}")
        } else {
            format!("EXISTS ({case}.mediator = {account})")
        };
        self.and(format!("(({condition}) OR {mediates})"));
    }

    /// Cuts to the reader's territory alone, without what is assigned to the reader elsewhere; `ordinary` is the
    /// condition of the ordinary class.
    pub fn within_territory(&mut self, scope: &Scope, of: &str, ordinary: &str) {
        let condition = match scope {
            Scope::Nothing => Some("1 = 0".to_owned()),
            Scope::Staff { .. } => self.territory(scope, of, Some(ordinary)),
        };
        if let Some(condition) = condition {
            self.and(condition);
        }
    }

    fn territory(&mut self, scope: &Scope, of: &str, ordinary: Option<&str>) -> Option<String> {
        let Scope::Staff { body, street, cleared, .. } = scope else { return None };
        let mut all = Vec::new();
        if let Some(street) = street {
            let street = self.bind(street.as_str());
            let mut places = vec![format!("{of}.street = {street}")];
            if let Some(body) = body {
                let body = self.bind(body.0);
                places.push(format!("{of}.body = {body}"));
            }
            all.push(format!("({})", places.join(" OR ")));
        }
        all.extend(ordinary.filter(|_| !cleared).map(str::to_owned));
        (!all.is_empty()).then(|| all.join(" AND "))
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

/// One page of rows, newest first, with the key to go on from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<T> {
    /// At most [`PAGE`] rows.
    pub rows: Vec<T>,
    /// The key after which the next page begins.
    pub next: Option<i64>,
}

impl<T> Rows<T> {
    /// Takes one row more than a page holds and keeps the page.
    pub fn of(mut rows: Vec<T>, key: impl Fn(&T) -> i64) -> Self {
        let is_more = i64::try_from(rows.len()).is_ok_and(|n| n > PAGE);
        if is_more {
            rows.pop();
        }
        let next = is_more.then(|| rows.last().map(key)).flatten();
        Self { rows, next }
    }
}
