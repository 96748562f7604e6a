//! What of a value can be told in a sentence?
//!
//! The sentences themselves are translations; here is only what they may show, or choose their words by.

use fengqiao_base::{
    Day,
    id::{
        AccountId, AgreementId, AttachmentId, BodyId, CaseId, ItemId, PartyId, SessionId, SharingId, TaskId,
        VisitId,
    },
};

/// What a sentence is given of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A number, a text without personal data, or a code; `yes` and `no`; `none` for what was left out.
    Plain(String),
    /// A day; how it is written depends on the language.
    Day(Day),
    /// A word of a list; its sentence is [`crate::codes::key`].
    Word {
        /// The list.
        list: &'static str,
        /// The code.
        code: &'static str,
    },
}

/// A type whose values can be told in a sentence.
pub trait Tell {
    /// Whether anything is told at all. An id says nothing to a reader.
    const IS_TOLD: bool = true;
    /// Whether it is a word of a list. Then the value's name stands for its code, `<name>_word` for its sentence.
    const IS_WORD: bool = false;

    /// What is told, under `name` and, of a word of a list, also under `word`.
    fn tell(&self, name: &'static str, word: &'static str) -> Vec<(&'static str, Told)>;
}

macro_rules! told_as_text {
    ($($type:ty),+) => {$(
        impl Tell for $type {
            fn tell(&self, name: &'static str, _: &'static str) -> Vec<(&'static str, Told)> {
                vec![(name, Told::Plain(self.to_string()))]
            }
        }
    )+};
}

told_as_text!(String, u32, usize, i64);

macro_rules! untold {
    ($($type:ty),+) => {$(
        impl Tell for $type {
            const IS_TOLD: bool = false;

            fn tell(&self, _: &'static str, _: &'static str) -> Vec<(&'static str, Told)> {
                Vec::new()
            }
        }
    )+};
}

untold!(
    AccountId,
    AgreementId,
    AttachmentId,
    BodyId,
    CaseId,
    ItemId,
    PartyId,
    SessionId,
    SharingId,
    TaskId,
    VisitId
);

impl Tell for bool {
    fn tell(&self, name: &'static str, _: &'static str) -> Vec<(&'static str, Told)> {
        vec![(name, Told::Plain(if *self { "yes" } else { "no" }.to_owned()))]
    }
}

impl Tell for Day {
    fn tell(&self, name: &'static str, _: &'static str) -> Vec<(&'static str, Told)> {
        vec![(name, Told::Day(*self))]
    }
}

impl<T: Tell> Tell for Option<T> {
    const IS_TOLD: bool = T::IS_TOLD;
    const IS_WORD: bool = T::IS_WORD;

    fn tell(&self, name: &'static str, word: &'static str) -> Vec<(&'static str, Told)> {
        match self {
            Some(value) => value.tell(name, word),
            None => [(T::IS_TOLD, name), (T::IS_WORD, word)]
                .into_iter()
                .filter(|(is_told, _)| *is_told)
                .map(|(_, name)| (name, Told::Plain("none".to_owned())))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Fact, TerminationGround};

    #[test]
    fn a_fact_tells_its_words_and_what_was_left_out_but_no_id() {
        let terminated = Fact::Terminated { ground: TerminationGround::Withdrawn, party: None };
        let accepted = Fact::Accepted { agreed_until: None };
        let (list, code) = ("termination_ground", "withdrawn");
        assert_eq!(
            [terminated.told(), accepted.told()].concat(),
            [
                ("ground", Told::Plain(code.to_owned())),
                ("ground_word", Told::Word { list, code }),
                ("agreed_until", Told::Plain("none".to_owned())),
            ]
        );
    }

    #[test]
    fn every_kind_of_fact_names_what_it_tells() {
        let kinds = Fact::told_of_kinds();
        let told = |kind: &str| kinds.iter().find(|(of, _)| *of == kind).map(|(_, names)| names.join(" "));
        let kinds: Vec<&str> = kinds.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, Fact::KINDS);
        assert_eq!(told("terminated").as_deref(), Some("ground ground_word"));
        assert_eq!(told("resumed").as_deref(), Some(""));
    }
}
