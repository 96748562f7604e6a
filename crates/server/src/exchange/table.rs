//! Which rows of a table make one record?

use std::io::Read;

use anyhow::Context;
use csv::StringRecord;

use super::columns::{About, Column, Columns, Slot};
use crate::case::export::is_like_a_formula;

/// The rows of one record: one, or one for each party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The line of the first, as an editor counts.
    pub line: u64,
    /// The rows.
    pub rows: Vec<StringRecord>,
}

impl Group {
    /// What stands in a column of the first row, trimmed.
    pub fn cell(&self, columns: &Columns, column: Column) -> &str {
        columns.place(column).and_then(|place| self.rows.first()?.get(place)).map_or("", clean)
    }

    /// What is told of each party: the slot, and a cell for each heading.
    pub fn parties<'g>(&'g self, columns: &'g Columns) -> Vec<(Slot, Vec<(About, &'g str)>)> {
        let mut all = Vec::new();
        for (slot, places) in columns.parties() {
            let rows = if slot == Slot::Row { &self.rows[..] } else { &self.rows[..1] };
            for row in rows {
                let cells: Vec<(About, &str)> =
                    places.iter().map(|(about, place)| (*about, row.get(*place).map_or("", clean))).collect();
                if cells.iter().any(|(_, cell)| !cell.is_empty()) {
                    all.push((slot, cells));
                }
            }
        }
        all
    }

    /// Whether some cell could not be decoded.
    pub fn is_garbled(&self) -> bool {
        self.rows.iter().flatten().any(|cell| cell.contains('\u{fffd}') || cell.contains('\0'))
    }

    /// Whether every row has as many cells as the heading, trailing empty ones aside.
    pub fn fits(&self, columns: &Columns) -> bool {
        self.rows.iter().all(|row| {
            row.len() == columns.width
                || row.iter().skip(columns.width).all(|cell| clean(cell).is_empty())
                    && row.len() > columns.width
        })
    }
}

/// A cell without blanks around it, and without the mark that keeps spreadsheets from taking it for a formula.
fn clean(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if is_like_a_formula(rest) => rest.trim(),
        _ => cell,
    }
}

/// Reads groups one after another; never more than one of them is held.
pub struct Table<R> {
    rows: csv::Reader<R>,
    columns: Columns,
    ahead: Option<(u64, StringRecord)>,
}

impl<R: Read> Table<R> {
    /// Begins to read. The cells are separated by commas, semicolons or tabs, whichever the heading has most of.
    pub fn begin(
        from: R,
        read: impl FnOnce(&StringRecord) -> anyhow::Result<Columns>,
    ) -> anyhow::Result<Table<impl Read>> {
        let mut from = from;
        let mut start = Vec::new();
        let mut byte = [0];
        while start.last() != Some(&b'\n') && from.read(&mut byte)? == 1 && start.len() < 100_000 {
            start.push(byte[0]);
        }
        let count = |wanted: u8| start.iter().map(|byte| usize::from(*byte == wanted)).sum::<usize>();
        let delimiter = *b",;\t".iter().max_by_key(|byte| (count(**byte), **byte == b',')).unwrap_or(&b',');
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(std::io::Cursor::new(start).chain(from));
        let columns = read(rows.headers().context("could not read the heading row")?)?;
        Ok(Table { rows, columns, ahead: None })
    }

    /// Where everything stands.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    fn row(&mut self) -> anyhow::Result<Option<(u64, StringRecord)>> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        let mut row = StringRecord::new();
        while self.rows.read_record(&mut row).context("could not read the table")? {
            let line = row.position().map_or(0, csv::Position::line);
            if row.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some((line, row)));
            }
        }
        Ok(None)
    }

    /// The next record.
    pub fn group(&mut self) -> anyhow::Result<Option<Group>> {
        let Some((line, first)) = self.row()? else { return Ok(None) };
        let mut group = Group { line, rows: vec![first] };
        if self.columns.has_party_rows() {
            let number = group.cell(&self.columns, Column::Number).to_owned();
            while let Some((line, row)) = self.row()? {
                let one = Group { line, rows: vec![row] };
                let own = one.cell(&self.columns, Column::Number);
                let [row] = <[StringRecord; 1]>::try_from(one.rows.clone()).unwrap_or_default();
                if !number.is_empty() && (own.is_empty() || own == number) {
                    group.rows.push(row);
                } else {
                    self.ahead = Some((line, row));
                    break;
                }
            }
        }
        Ok(Some(group))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Kind;

    fn groups(text: &str) -> Vec<Group> {
        let read = |head: &StringRecord| {
            Columns::read(head.iter(), Kind::Cases).map_err(|wrong| anyhow::anyhow!("{wrong:?}"))
        };
        let mut table = Table::begin(text.as_bytes(), read).unwrap();
        let mut all = Vec::new();
        while let Some(group) = table.group().unwrap() {
            all.push(group);
        }
        all
    }

    #[test]
    fn rows_of_parties_with_the_same_number_are_one_record() {
        let text = "案件编号;纠纷类型;行政区划;受理日期;纠纷简介;当事人地位;姓名名称\n\
                    1;02;宝民社区;2023-01-02;\"漏水\n两次\";申请人;张三\n\
                    1;;;;;被申请人;李四\n\
                    \n\
                    2;02;宝民社区;2023-01-03;噪音;申请人;王五\n";
        let all = groups(text);
        let told: Vec<_> = all.iter().map(|group| (group.line, group.rows.len())).collect();
        // Blank lines belong to the record after them.
        assert_eq!(told, [(2, 2), (5, 1)]);
    }

    #[test]
    fn a_cell_gives_up_the_mark_of_an_export_and_nothing_else() {
        assert_eq!(
            [clean("'=1+1"), clean(" '-3 "), clean("'quoted'"), clean("-3")],
            ["=1+1", "-3", "'quoted'", "-3"]
        );
    }
}
