//! Does everything that the rules know by a code have its sentence, in every language?

use std::{collections::BTreeSet, fs, path::Path};

use fengqiao_base::{Duty, codes::CodeFault, money::MoneyFault};
use fengqiao_domain::{
    agreement::{AgreementState, ItemState},
    case::{ActKind, ClockName, Fact, Stage, Turn, Why},
    codes,
    confirmation::Confirmation,
    deadline::{Rules, Standing, Step},
};
use fengqiao_web::lang::{Lang, Value};

/// What is missing, as a line that says what to add and where.
#[derive(Default)]
struct Missing(BTreeSet<String>);

impl Missing {
    /// Asks for `key`, told the values of `names`.
    fn ask(&mut self, key: &str, names: &[&'static str], why: &str) {
        let value = "1".to_owned();
        let args: Vec<(&'static str, &dyn Value)> =
            names.iter().map(|name| (*name, &value as &dyn Value)).collect();
        let word = key.split('-').next().unwrap_or_default();
        for lang in Lang::ALL {
            if lang.find(key, &args).is_none() {
                let told = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
                self.0.insert(format!(
                    "translations/{}/{word}.ftl: add {key} ({why}; it is told {told})",
                    lang.code()
                ));
            }
        }
    }

    fn none(self) {
        let lines: Vec<String> = self.0.into_iter().collect();
        assert!(lines.is_empty(), "\n{}", lines.join("\n"));
    }
}

fn key(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace('_', "-").to_ascii_lowercase())
}

#[test]
fn every_act_has_its_button_its_hint_its_answer_and_a_label_for_each_field() {
    let mut missing = Missing::default();
    for act in ActKind::ALL {
        let act_key = key("act", act.code());
        missing.ask(&act_key, &[], "the button");
        missing.ask(&format!("{act_key}.hint"), &[], "what it does");
        missing.ask(&format!("{act_key}.done"), &[], "what is said once it is done");
        if act.duties().contains(&Duty::Party) {
            missing.ask(&format!("{act_key}.own"), &[], "the button as a party itself reads it");
        }
        for field in act.fields() {
            missing.ask(&key(&act_key, field.name), &[], "the label of a field");
        }
    }
    missing.none();
}

#[test]
fn every_fact_is_told_with_no_more_than_it_holds() {
    let mut missing = Missing::default();
    for (kind, names) in Fact::told_of_kinds() {
        missing.ask(&key("event", kind), &names, "a fact in the timeline");
    }
    missing.none();
}

#[test]
fn every_stage_turn_and_state_has_its_name() {
    let mut missing = Missing::default();
    for code in Stage::CODES {
        missing.ask(&key("stage", code), &[], "a stage");
        missing.ask(&format!("{}.hint", key("stage", code)), &[], "what the stage means for the parties");
    }
    for act in Turn::ACTS {
        missing.ask(&key("turn-what", act.code()), &[], "what a case waits for");
    }
    for duty in Turn::DUTIES {
        missing.ask(&key("turn-who", duty.code()), &[], "whom a case waits for");
    }
    for code in Confirmation::CODES {
        missing.ask(&key("confirmation-state", code), &[], "how far a judicial confirmation is");
    }
    for code in AgreementState::CODES {
        missing.ask(&key("agreement-state", code), &[], "the state of an agreement");
    }
    for code in ItemState::CODES {
        missing.ask(&key("item-state", code), &[], "the state of an item");
    }
    missing.none();
}

#[test]
fn every_refusal_of_a_case_says_why_and_what_to_do_instead() {
    // What the rules give with these: `.with("missing", …)`.
    let told = |why: Why| match why {
        Why::WordsTooLong => &["longest"][..],
        Why::ConsentMissing
        | Why::RightsNotTold
        | Why::EveryPartyMustAgree
        | Why::ExtensionNotAgreed
        | Why::FactsSignedByAll
        | Why::ConversionNotAgreed => &["missing"],
        Why::ItemsOpen | Why::TasksOpen => &["open"],
        Why::SharingTooLong => &["days"],
        Why::ConfirmationExcluded => &["exclusion"],
        _ => &[],
    };
    let mut missing = Missing::default();
    for why in Why::ALL {
        let refusal = key("refusal", why.code());
        missing.ask(&refusal, told(*why), "why an act is refused");
        missing.ask(&format!("{refusal}.instead"), told(*why), "what can be done instead");
    }
    missing.none();
}

#[test]
fn every_rule_of_the_deadlines_and_everything_about_it_has_its_name() {
    let mut missing = Missing::default();
    for rule in Rules::shipped().iter() {
        missing.ask(&key("deadline-rule", &rule.id), &[], "a deadline rule");
        missing.ask(&key("deadline-start", &rule.starts), &[], "from when a deadline runs");
        missing.ask(&key("deadline-set-by", rule.set_by.code()), &[], "who sets a length");
        missing.ask(&key("deadline-tier", rule.tier.code()), &[], "what hangs on a deadline");
        missing.ask(&key("deadline-basis", rule.basis.code()), &[], "what a deadline rests on");
        if let Some(length) = rule.length {
            missing.ask(&key("deadline-unit", length.unit.code()), &["count"], "a length");
        }
        for ground in &rule.pauses {
            missing.ask(&key("deadline-pause", ground.code()), &[], "why a deadline stands still");
        }
        if let Some(extensions) = rule.extensions {
            missing.ask(&key("deadline-extension", extensions.by.code()), &[], "who extends a deadline");
        }
    }
    for code in ClockName::CODES {
        missing.ask(&key("deadline-clock", code), &[], "a clock of a case");
    }
    for standing in Standing::ALL {
        missing.ask(&key("deadline-standing", standing.code()), &[], "how a deadline stands");
    }
    for (code, names) in Step::told_of_codes() {
        missing.ask(&key("deadline-step", code), &names, "a step of a reckoning");
    }
    missing.none();
}

#[test]
fn every_wrong_number_or_amount_is_told_why() {
    let mut missing = Missing::default();
    for fault in CodeFault::ALL {
        let refusal = fault.refusal();
        let names: Vec<_> = refusal.args.iter().map(|(name, _)| *name).collect();
        assert_eq!(refusal.code.strip_prefix("code-"), Some(fault.reason()));
        missing.ask(&key("refusal", refusal.code), &names, "what is wrong with a number");
        missing.ask(&format!("{}.instead", key("refusal", refusal.code)), &[], "what can be done instead");
    }
    for fault in MoneyFault::ALL {
        let code = fault.refusal().code;
        assert_eq!(code.strip_prefix("money-"), Some(fault.reason()));
        missing.ask(&key("refusal", code), &[], "what is wrong with an amount");
        missing.ask(&format!("{}.instead", key("refusal", code)), &[], "what can be done instead");
    }
    missing.none();
}

#[test]
fn every_word_of_every_list_has_its_name() {
    let lists = lists();
    // The reader below finds them all: these stand in four files of different folders.
    for known in ["manner", "topic", "competent_court", "form"] {
        assert!(lists.iter().any(|(list, _)| list == known), "the list {known} is not found in the sources");
    }
    let mut missing = Missing::default();
    for (list, words) in &lists {
        for word in words {
            missing.ask(&codes::key(list, word), &[], &format!("a word of the list {list}"));
        }
    }
    let origins = ["application", "own_motion", "court", "procuratorate", "police", "petition", "other"];
    for origin in origins {
        missing.ask(&key("case-origin", origin), &[], "a code of case::Origin");
    }
    missing.none();
}

/// Every list that the rules declare with `codes!`, with its words, as its source says.
fn lists() -> Vec<(String, Vec<String>)> {
    let mut lists = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the rules can be listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                lists_of(&fs::read_to_string(&path).expect("the rules can be read"), &mut lists);
            }
        }
    }
    lists.sort();
    lists
}

fn lists_of(source: &str, lists: &mut Vec<(String, Vec<String>)>) {
    let mut in_codes = false;
    for line in source.lines() {
        let quoted = line.split('"').nth(1);
        match (in_codes, line.trim_end()) {
            (_, "codes! {") => in_codes = true,
            (true, "}") => in_codes = false,
            (true, list) if list.ends_with("\" {") => {
                lists.push((quoted.unwrap_or_default().to_owned(), Vec::new()));
            }
            (true, word) if word.ends_with("\",") && word.contains(" = \"") => {
                let (_, words) = lists.last_mut().expect("a word stands in a list");
                words.push(quoted.unwrap_or_default().to_owned());
            }
            _ => {}
        }
    }
}
