//! Official forms as PDF, tables as spreadsheets.
