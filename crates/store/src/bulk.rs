//! How are a great many rows written quickly?
//!
//! Importing a district and playing a demonstration write millions of rows. They go in by statements that carry many
//! rows each, inside the transaction of whoever writes them.

use sea_orm::{ConnectionTrait, Value};

use crate::{StoreError, sql};

/// The most values of one statement; both engines take more.
const VALUES: usize = 4000;

/// Rows of one table that wait to be written.
#[derive(Debug, Clone)]
pub struct Rows {
    table: &'static str,
    columns: &'static str,
    /// How a row's placeholders are written; each `$` becomes the next number.
    row: &'static str,
    width: usize,
    values: Vec<Value>,
}

impl Rows {
    /// Rows of these columns, separated by commas.
    pub fn of(table: &'static str, columns: &'static str) -> Self {
        Self { table, columns, row: "", width: columns.split(',').count(), values: Vec::new() }
    }

    /// The same with functions around some values, such as `($, upper($))`.
    pub fn written(self, row: &'static str) -> Self {
        Self { row, ..self }
    }

    /// Adds a row: a value for each column.
    pub fn push(&mut self, values: impl IntoIterator<Item = Value>) {
        self.values.extend(values);
        debug_assert_eq!(
            self.values.len() % self.width,
            0,
            "a row of {} has a value for each column",
            self.table
        );
    }

    /// Adds the rows of another of the same table.
    pub fn append(&mut self, mut other: Self) {
        self.values.append(&mut other.values);
    }

    /// How many rows wait.
    pub fn len(&self) -> usize {
        self.values.len() / self.width
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Writes them in their order.
    pub async fn write(self, conn: &impl ConnectionTrait) -> Result<(), StoreError> {
        // Full statements are all the same text, which the engine prepares once.
        let most = (VALUES / self.width).max(1);
        let mut left = self.values.into_iter();
        let mut text = String::new();
        let mut prepared = 0;
        loop {
            let values: Vec<Value> = left.by_ref().take(most * self.width).collect();
            let rows = values.len() / self.width;
            if rows == 0 {
                return Ok(());
            }
            if rows != prepared {
                text = insert(self.table, self.columns, self.row, self.width, rows);
                prepared = rows;
            }
            sql::run(conn, &text, values).await?;
        }
    }
}

fn insert(table: &str, columns: &str, row: &str, width: usize, rows: usize) -> String {
    let mut text = format!("INSERT INTO {table} ({columns}) VALUES ");
    let mut place = 0;
    for n in 0..rows {
        if n > 0 {
            text.push_str(", ");
        }
        if row.is_empty() {
            let places: Vec<String> = (place + 1..=place + width).map(|n| format!("${n}")).collect();
            text.extend(["(", &places.join(", "), ")"]);
            place += width;
        } else {
            let mut parts = row.split('$');
            text.push_str(parts.next().unwrap_or_default());
            for part in parts {
                place += 1;
                text.extend(["$", &place.to_string(), part]);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_through_all_rows() {
        assert_eq!(insert("t", "a, b", "", 2, 2), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)");
        assert_eq!(
            insert("t", "a, b", "($, upper($))", 2, 2),
            "INSERT INTO t (a, b) VALUES ($1, upper($2)), ($3, upper($4))"
        );
    }
}
