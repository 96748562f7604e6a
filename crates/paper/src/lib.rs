//! What does the platform print? Official forms as PDF, tables as spreadsheets.
//!
//! A form is filled from typed values ([`forms`]), set by its template in `forms/` and printed by a [`Press`]. Nothing
//! here knows a case or a database.

mod fonts;
pub mod forms;
pub mod money;
mod press;
mod qr;
pub mod values;
mod world;

pub use self::{
    forms::Form,
    money::Money,
    press::{NoFonts, Press, PressConfig, PressError, Printed},
    qr::Qr,
};
