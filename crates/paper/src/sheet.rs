//! How does a table leave the platform as a spreadsheet?
//!
//! Somebody will open it in an office program and believe it. So what is a number is written as a number, a text is
//! never taken for a formula, and the notes under the table say what each column counts.

use fengqiao_base::Day;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// A table with its title, and what its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What the table is, above it and on its tab.
    pub title: String,
    /// For which time and area, and as of when; a line each.
    pub about: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// The last row, of sums; empty for none.
    pub total: Vec<Cell>,
    /// Definitions: how a column is counted, under the table.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// Its width in letters of the office program; a Chinese one takes two.
    pub width: f64,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, however it begins.
    Text(String),
    /// A count.
    Count(u64),
    /// Money, in fen; shown in yuan with two decimals.
    Fen(i64),
    /// Money, in fen; shown in units of ten thousand yuan (万元) with two decimals, as official tables ask for it.
    TenThousands(i64),
    /// A share of a whole as part and whole; shown as per cent with one decimal, and as – of nothing.
    Share(u64, u64),
    /// A day.
    Day(Day),
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// A row has more or fewer cells than there are columns.
    #[error("row {row} of the table has {cells} cells for {columns} columns")]
    Uneven {
        /// Which, from 1.
        row: usize,
        /// How many it has.
        cells: usize,
        /// How many it should have.
        columns: usize,
    },
    /// The table is larger than a spreadsheet takes.
    #[error("could not write the table")]
    Writing(#[from] XlsxError),
}

/// The longest name of a tab.
const TAB: usize = 31;

impl Sheet {
    /// The spreadsheet, as the bytes of an `.xlsx` file; the same table of the same day gives the same bytes.
    ///
    /// # Errors
    /// [`SheetError`].
    pub fn to_xlsx(&self, produced_on: Day) -> Result<Vec<u8>, SheetError> {
        let width = self.columns.len();
        let total = (!self.total.is_empty()).then_some(&self.total);
        for (row, cells) in (1..).zip(self.rows.iter().chain(total)) {
            if cells.len() != width {
                return Err(SheetError::Uneven { row, cells: cells.len(), columns: width });
            }
        }
        let mut workbook = Workbook::new();
        let made = date(produced_on)?;
        workbook.set_properties(&DocProperties::new().set_title(&self.title).set_creation_datetime(&made));
        let looks = Looks::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name(tab(&self.title))?;
        let last = u16::try_from(width.saturating_sub(1)).unwrap_or(u16::MAX);
        for (column, of) in (0..=last).zip(&self.columns) {
            sheet.set_column_width(column, of.width)?;
        }
        sheet.write_string_with_format(0, 0, &self.title, &looks.title)?;
        let mut row = 1;
        for line in &self.about {
            sheet.write_string_with_format(row, 0, line, &looks.about)?;
            row += 1;
        }
        for (column, of) in (0..=last).zip(&self.columns) {
            sheet.write_string_with_format(row, column, &of.head, &looks.head)?;
        }
        row += 1;
        // Title, head and the first column stay in sight, and are printed on every page.
        sheet.set_freeze_panes(row, 1)?;
        sheet.set_repeat_rows(row - 1, row - 1)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        let sums = total.map(|cells| (cells, true));
        for (cells, bold) in self.rows.iter().map(|cells| (cells, false)).chain(sums) {
            for (column, cell) in (0..=last).zip(cells) {
                write(sheet, (row, column), cell, &looks, bold)?;
            }
            row += 1;
        }
        row += 1;
        for note in &self.notes {
            sheet.write_string_with_format(row, 0, note, &looks.note)?;
            row += 1;
        }
        Ok(workbook.save_to_buffer()?)
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &Looks,
    bold: bool,
) -> Result<(), XlsxError> {
    let look = |format: &Format| if bold { format.clone().set_bold() } else { format.clone() };
    match cell {
        Cell::Empty => sheet.write_blank(row, column, &look(&looks.text))?,
        Cell::Text(text) if is_like_a_formula(text) => {
            sheet.write_string_with_format(row, column, text, &look(&looks.text).set_quote_prefix())?
        }
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, &look(&looks.text))?,
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, exact(*count), &look(&looks.count))?
        }
        Cell::Fen(fen) => {
            sheet.write_number_with_format(row, column, signed(*fen) / 100.0, &look(&looks.money))?
        }
        Cell::TenThousands(fen) => {
            sheet.write_number_with_format(row, column, signed(*fen) / 1_000_000.0, &look(&looks.money))?
        }
        Cell::Share(_, 0) => sheet.write_string_with_format(row, column, "–", &look(&looks.share))?,
        Cell::Share(part, whole) => {
            sheet.write_number_with_format(row, column, exact(*part) / exact(*whole), &look(&looks.share))?
        }
        Cell::Day(day) => sheet.write_datetime_with_format(row, column, &date(*day)?, &look(&looks.day))?,
    };
    Ok(())
}

/// Such a text is marked as text, so that it stays one when somebody edits the cell or saves the table as CSV.
fn is_like_a_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠'])
}

#[expect(clippy::cast_precision_loss, reason = "no table of a district counts beyond 2^53")]
fn exact(number: u64) -> f64 {
    number as f64
}

fn signed(number: i64) -> f64 {
    let size = exact(number.unsigned_abs());
    if number < 0 { -size } else { size }
}

fn date(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().into(), day.day())
}

/// A name that a tab may have.
fn tab(title: &str) -> String {
    let name: String = title.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(TAB).collect();
    if name.is_empty() { "1".to_owned() } else { name }
}

/// How cells look.
struct Looks {
    title: Format,
    about: Format,
    head: Format,
    text: Format,
    count: Format,
    money: Format,
    share: Format,
    day: Format,
    note: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        Self {
            title: Format::new().set_bold().set_font_size(16),
            about: Format::new().set_font_size(10),
            head: cell()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(0x00E8_F1F0),
            text: cell().set_text_wrap(),
            count: cell().set_num_format("#,##0"),
            money: cell().set_num_format("#,##0.00"),
            share: cell().set_num_format("0.0%").set_align(FormatAlign::Right),
            day: cell().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
            note: Format::new().set_font_size(10),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const DAY: Day = date!(2026 - 10 - 20);

    fn table() -> Sheet {
        Sheet {
            title: "人民调解案件情况统计表".to_owned(),
            about: vec!["2026年第三季度，宝安区".to_owned()],
            columns: [
                ("街道", 16.0),
                ("调解案件", 10.0),
                ("涉及金额（元）", 16.0),
                ("成功率", 10.0),
                ("截止", 12.0),
            ]
            .map(|(head, width)| Column { head: head.to_owned(), width })
            .to_vec(),
            rows: vec![vec![
                Cell::Text("=HYPERLINK(\"x\")".to_owned()),
                Cell::Count(12),
                Cell::Fen(123_456),
                Cell::Share(0, 0),
                Cell::Day(DAY),
            ]],
            total: vec![
                Cell::Text("合计".to_owned()),
                Cell::Count(12),
                Cell::Fen(123_456),
                Cell::Empty,
                Cell::Empty,
            ],
            notes: vec!["成功率＝生效的调解协议÷（受理－转出－中止）。".to_owned()],
        }
    }

    #[test]
    fn the_same_table_of_the_same_day_gives_the_same_bytes() {
        let bytes = table().to_xlsx(DAY).expect("the table can be written");
        assert!(bytes.starts_with(b"PK"));
        assert!(bytes == table().to_xlsx(DAY).expect("the table can be written"));
    }

    #[test]
    fn a_row_with_a_missing_cell_is_refused_before_anything_is_written() {
        let mut table = table();
        table.rows[0].pop();
        let refused = table.to_xlsx(DAY).expect_err("it is uneven").to_string();
        assert_eq!(refused, "row 1 of the table has 4 cells for 5 columns");
    }

    #[test]
    fn what_begins_like_a_formula_is_known_for_one() {
        for text in ["=1+1", " =1", "+86 13", "-1", "@SUM(A1)", "＝1"] {
            assert!(is_like_a_formula(text), "{text}");
        }
        assert!(!is_like_a_formula("张三"));
        assert_eq!(tab("季度[1]/表"), "季度1表");
    }
}
