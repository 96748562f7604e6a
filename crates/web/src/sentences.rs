//! Where do the sentences of a language stand, and how are values put into them?
//!
//! Most sentences have no branches. They are taken apart once and put together here, which takes a tenth of what it
//! takes Fluent. Those that choose by a value, as plural forms do, are left to Fluent.

use std::{collections::HashMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use foldhash::fast::RandomState;
use rust_embed::RustEmbed;

use crate::lang::{Lang, Value};

#[derive(RustEmbed)]
#[folder = "../../translations/"]
struct Files;

static SENTENCES: LazyLock<[Sentences; 2]> = LazyLock::new(|| Lang::ALL.map(Sentences::of));

/// The sentences of one language.
pub(crate) struct Sentences {
    bundle: FluentBundle<&'static FluentResource>,
    by_key: HashMap<String, Sentence, RandomState>,
}

enum Sentence {
    /// Texts and values, one after the other.
    Plain(Vec<Piece>),
    /// It depends on its values what it says.
    Branching(&'static Pattern<&'static str>),
}

enum Piece {
    Text(&'static str),
    Value(&'static str),
}

/// The sentences of `lang`.
pub(crate) fn of(lang: Lang) -> &'static Sentences {
    &SENTENCES[lang as usize]
}

impl Sentences {
    fn of(lang: Lang) -> Self {
        let code = lang.code();
        let mut bundle =
            FluentBundle::new_concurrent(vec![code.parse().expect("the tag of a language is well-formed")]);
        // Marks around inserted values would show up in copied text and break comparisons.
        bundle.set_use_isolating(false);
        let mut by_key = HashMap::default();
        for path in Files::iter().filter(|path| path.split('/').next() == Some(code)) {
            let resource = resource(&path);
            bundle.add_resource(resource).expect("no key stands twice, by test");
            for entry in resource.entries() {
                let Entry::Message(message) = entry else { continue };
                let key = message.id.name;
                let value = message.value.iter().map(|value| (key.to_owned(), value));
                let attributes =
                    message.attributes.iter().map(|one| (format!("{key}.{}", one.id.name), &one.value));
                by_key.extend(value.chain(attributes).map(|(key, pattern)| (key, Sentence::of(pattern))));
            }
        }
        Self { bundle, by_key }
    }

    /// The sentence of `key` with these values; nothing if there is none, or if a value is missing.
    pub(crate) fn find(&self, key: &str, args: &[(&'static str, &dyn Value)]) -> Option<String> {
        match self.by_key.get(key)? {
            Sentence::Plain(pieces) => put_together(pieces, args),
            Sentence::Branching(pattern) => {
                let args: FluentArgs<'_> =
                    args.iter().map(|(name, value)| (*name, value.to_fluent())).collect();
                let mut errors = Vec::new();
                let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
                errors.is_empty().then_some(text)
            }
        }
    }
}

/// A file of translations, parsed. Kept as long as the program runs.
fn resource(path: &str) -> &'static FluentResource {
    let file = Files::get(path).expect("a listed file is there");
    let text = String::from_utf8(file.data.into_owned()).expect("translations are UTF-8");
    let parsed = FluentResource::try_new(text).map_err(|(_, errors)| errors);
    Box::leak(Box::new(parsed.unwrap_or_else(|errors| panic!("{path} is not well-formed: {errors:?}"))))
}

impl Sentence {
    fn of(pattern: &'static Pattern<&'static str>) -> Self {
        let pieces: Option<Vec<Piece>> = pattern.elements.iter().map(Piece::of).collect();
        pieces.map_or(Sentence::Branching(pattern), Sentence::Plain)
    }
}

impl Piece {
    fn of(element: &'static PatternElement<&'static str>) -> Option<Self> {
        match element {
            PatternElement::TextElement { value } => Some(Piece::Text(value)),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::VariableReference { id } => Some(Piece::Value(id.name)),
                InlineExpression::StringLiteral { value } if !value.contains('\\') => {
                    Some(Piece::Text(value))
                }
                _ => None,
            },
            PatternElement::Placeable { .. } => None,
        }
    }
}

fn put_together(pieces: &[Piece], args: &[(&'static str, &dyn Value)]) -> Option<String> {
    if let [Piece::Text(text)] = pieces {
        return Some((*text).to_owned());
    }
    let mut sentence = String::with_capacity(96);
    for piece in pieces {
        match piece {
            Piece::Text(text) => sentence.push_str(text),
            Piece::Value(name) => args.iter().find(|(known, _)| known == name)?.1.write(&mut sentence),
        }
    }
    Some(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_sentence_reads_as_fluent_would_put_it_together() {
        let values: [(&'static str, &dyn Value); 3] =
            [("a", &"甲"), ("b", &-1_446_000_i64), ("c", &"7".to_owned())];
        let text = "plain = 在{ $a }处，{ $b }，{\" \"}{ $c }。\n    下一行。\n    .hint = { $c }";
        let resource: &'static FluentResource =
            Box::leak(Box::new(FluentResource::try_new(text.to_owned()).expect("it is well-formed")));
        let mut bundle = FluentBundle::new_concurrent(vec!["zh-CN".parse().expect("a tag")]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("one key");
        let message = bundle.get_message("plain").expect("the message");
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.to_fluent())).collect();
        for entry in resource.entries() {
            let Entry::Message(kept) = entry else { panic!("only a message") };
            let own = [kept.value.as_ref().expect("a value"), &kept.attributes[0].value];
            let theirs =
                [message.value().expect("a value"), message.get_attribute("hint").expect("it").value()];
            for (own, theirs) in own.into_iter().zip(theirs) {
                let Sentence::Plain(pieces) = Sentence::of(own) else { panic!("it has no branches") };
                let fluent = bundle.format_pattern(theirs, Some(&args), &mut Vec::new());
                assert_eq!(put_together(&pieces, &values).as_deref(), Some(&*fluent));
            }
        }
    }

    #[test]
    fn a_sentence_without_one_of_its_values_is_none() {
        for lang in Lang::ALL {
            assert_eq!(of(lang).find("format-days-left", &[]), None);
            assert_eq!(of(lang).find("format-count", &[("count", &1)]), None);
        }
    }
}
