//! Who may do what to which thing.
