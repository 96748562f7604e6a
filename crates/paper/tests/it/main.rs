//! Does what is printed hold what it should, and is it the same every time?

mod forms;
mod text;
