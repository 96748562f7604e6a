//! Builders, a fixed clock and a whole application for tests.
