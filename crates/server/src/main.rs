//! The platform of a district.
fn main() {}
