//! Follow-up work as rows of the transaction that caused it.
