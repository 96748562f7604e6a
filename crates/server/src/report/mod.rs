//! How are the official tables kept, checked, shown and handed out?
//!
//! | file | question |
//! | --- | --- |
//! | `counters` | how does a save of a case move the figures? |
//! | `rebuild` | are the figures what the cases say, and how are they made anew? |
//! | `sums` | what do the figures come to over a period, within what the reader may see? |

pub mod counters;
pub mod rebuild;
pub mod sums;
