//! Does what is printed hold what it should, and is it the same every time?

mod bind;
mod forms;
mod text;
