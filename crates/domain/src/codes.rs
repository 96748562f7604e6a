//! How does a closed list of words get its codes, and how does a form know what to ask for?

use fengqiao_base::{
    Day, Moment,
    id::{AccountId, AgreementId, AttachmentId, BodyId, ItemId, PartyId, SharingId, TaskId},
};

/// What a form asks for in one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Words, short or long.
    Text,
    /// One of a closed list; the name of a choice is the sentence `choice-<list>-<code>`.
    Choice {
        /// Name of the list, e.g. `termination_ground`.
        list: &'static str,
        /// Its codes, in the order of the form.
        codes: &'static [&'static str],
    },
    /// Several of a closed list.
    Choices {
        /// Name of the list.
        list: &'static str,
        /// Its codes, in the order of the form.
        codes: &'static [&'static str],
    },
    /// Yes or no.
    Check,
    /// A day, `2025-09-01`.
    Day,
    /// An instant, RFC 3339.
    Moment,
    /// Money in fen.
    Money,
    /// A count.
    Number,
    /// A party, or somebody who stands for one.
    Party,
    /// Several of them.
    Parties,
    /// An account of staff.
    Account,
    /// An agreement of the case.
    Agreement,
    /// An item of an agreement.
    Item,
    /// The items of an agreement to be made.
    Items,
    /// An attached file.
    Attachment,
    /// A body of the district.
    Body,
    /// Several bodies of those that work the case together.
    Bodies,
    /// Something that is shared, or asked to be.
    Sharing,
    /// What a body is asked to do on the case.
    Task,
    /// What a meeting of the team agreed that its bodies do.
    Measures,
}

/// A type that stands in a field of an act.
pub trait Asked {
    /// What the form asks for.
    const INPUT: Input;
    /// Whether the field may be left out.
    const OPTIONAL: bool = false;
}

macro_rules! asked {
    ($($type:ty => $input:ident,)+) => {$(
        impl Asked for $type {
            const INPUT: Input = Input::$input;
        }
    )+};
}

asked! {
    String => Text,
    Day => Day,
    Moment => Moment,
    i64 => Money,
    u32 => Number,
    PartyId => Party,
    AccountId => Account,
    AgreementId => Agreement,
    ItemId => Item,
    AttachmentId => Attachment,
    BodyId => Body,
    SharingId => Sharing,
    TaskId => Task,
}

impl Asked for bool {
    const INPUT: Input = Input::Check;
    const OPTIONAL: bool = true;
}

impl Asked for Vec<PartyId> {
    const INPUT: Input = Input::Parties;
    const OPTIONAL: bool = true;
}

impl<T: Asked> Asked for Option<T> {
    const INPUT: Input = T::INPUT;
    const OPTIONAL: bool = true;
}

/// The key of the sentence that names a word of a list: `choice-<list>-<code>`. What is never chosen in a form stands with
/// its own word: documents, outcomes, the ways beside mediation, how one gets into a centre.
pub fn key(list: &str, code: &str) -> String {
    let beginning = match list {
        "access" => "centre-",
        "form" | "outcome" | "route" => "",
        _ => "choice-",
    };
    let key = [beginning, list, "-", code].concat();
    if key.contains('_') { key.replace('_', "-") } else { key }
}

/// Declares an enum of plain words: each variant has one code, the same in database, API, forms and translations.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $list:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every word, in the order of the forms.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// Their codes, in the same order.
            pub const CODES: &'static [&'static str] = &[$($code,)+];
            /// The list's own name; a word's sentence is `choice-<list>-<code>`.
            pub const LIST: &'static str = $list;

            /// The code of this word.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The word of `code`, if it is one of the list.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::codes::Asked for $name {
            const INPUT: $crate::codes::Input =
                $crate::codes::Input::Choice { list: Self::LIST, codes: Self::CODES };
        }

        impl $crate::told::Tell for $name {
            const IS_WORD: bool = true;

            fn tell(&self, name: &'static str, word: &'static str) -> Vec<(&'static str, $crate::told::Told)> {
                use $crate::told::Told;

                let (list, code) = (Self::LIST, self.code());
                vec![(name, Told::Plain(code.to_owned())), (word, Told::Word { list, code })]
            }
        }
    )+};
}

pub(crate) use codes;
