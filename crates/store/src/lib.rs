//! SQLite or PostgreSQL behind one write door and one journal.
