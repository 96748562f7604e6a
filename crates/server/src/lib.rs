//! The platform of a district: pages, API and commands over the rules.

pub mod account;
pub mod api;
pub mod app;
pub mod attempts;
pub mod case;
pub mod centre;
pub mod cli;
pub mod config;
pub mod deadline;
pub mod desk;
pub mod directory;
pub mod document;
pub mod exchange;
pub mod files;
pub mod gate;
pub mod intake;
pub mod keys;
pub mod listing;
pub mod once;
pub mod portal;
pub mod reference;
pub mod render;
pub mod report;
pub mod seed;
pub mod serve;
pub mod viewer;
