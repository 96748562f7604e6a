//! What is due, who is told, and how is a period explained?
//!
//! | file | question |
//! | --- | --- |
//! | `words` | what is a rule, a length or a step of a reckoning called? |

pub mod words;
