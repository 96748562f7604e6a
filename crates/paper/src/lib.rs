//! What does the platform print? Official forms as PDF, tables as spreadsheets.
//!
//! A form is filled from typed values ([`forms`]), set by its template in `forms/` and printed by a [`Press`]. Nothing
//! here knows a case or a database.

mod bind;
mod fonts;
pub mod forms;
pub mod money;
mod press;
mod qr;
pub mod sheet;
mod stitch;
pub mod values;
mod world;

pub use self::{
    bind::{Bound, Content, Dossier, Part},
    forms::Form,
    money::Money,
    press::{NoFonts, Press, PressConfig, PressError, Printed},
    qr::Qr,
    stitch::Unfit,
};
