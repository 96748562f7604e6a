//! What is a code, or something that happened, called in the reader's language?

use fengqiao_domain::{
    case::{Fact, Stage, Turn},
    codes,
    told::Told,
};
use fengqiao_web::{
    format,
    lang::{Lang, Value},
};

/// The name of a word of a list of the rules, such as `termination_ground` and `withdrawn`.
pub fn word(lang: Lang, list: &str, code: &str) -> String {
    lang.t(&codes::key(list, code))
}

/// The sentence of something that happened to a case. It holds no personal data.
pub fn fact(lang: Lang, fact: &Fact) -> String {
    let told: Vec<(&'static str, String)> = fact
        .told()
        .into_iter()
        .map(|(name, told)| {
            let text = match told {
                Told::Plain(text) => text,
                Told::Day(day) => format::day(lang, day),
                Told::Word { list, code } => word(lang, list, code),
            };
            (name, text)
        })
        .collect();
    let args: Vec<(&'static str, &dyn Value)> =
        told.iter().map(|(name, text)| (*name, text as &dyn Value)).collect();
    lang.ta(&format!("event-{}", fact.kind().replace('_', "-")), &args)
}

/// The name of a stage, from its code (`S7`).
pub fn stage(lang: Lang, code: &str) -> String {
    lang.t(&format!("stage-{}", code.to_ascii_lowercase()))
}

/// What a stage means for the parties, and what comes next.
pub fn stage_means(lang: Lang, stage: &Stage) -> String {
    lang.t(&format!("stage-{}.hint", stage.code().to_ascii_lowercase()))
}

/// How far a judicial confirmation is, from its code (`J0`).
pub fn confirmation(lang: Lang, code: &str) -> String {
    lang.t(&format!("confirmation-state-{}", code.to_ascii_lowercase()))
}

/// Who must act, to stand after "waiting for", and for what.
pub fn turn(lang: Lang, turn: &Turn) -> (String, String) {
    let who = lang.t(&format!("turn-who-{}", turn.who.duty().code()));
    let what = lang.t(&format!("turn-what-{}", turn.what.code().replace('_', "-")));
    (who, what)
}

#[cfg(test)]
mod tests {
    use fengqiao_domain::{case::TerminationGround, mediation::SessionManner};
    use time::macros::date;

    use super::*;

    #[test]
    fn what_happened_reads_as_a_sentence_in_both_languages() {
        let session = Fact::SessionHeld {
            session: uuid::Uuid::nil().into(),
            nth: 2,
            manner: SessionManner::Online,
            open: false,
        };
        let extended = Fact::Extended { until: date!(2026 - 12 - 31), consent: None };
        let terminated = Fact::Terminated { ground: TerminationGround::TooFarApart, party: None };
        let told = |lang| [&session, &extended, &terminated].map(|happened| fact(lang, happened)).join("\n");
        assert_eq!(
            told(Lang::ZhCn),
            "第 2 次调解，不公开进行。方式：线上调解。\n经各方同意，调解期限延长至2026年12月31日。\n\
             调解终止。原因：各方意见差距过大。各方还可以申请仲裁、向法院起诉或者信访。"
        );
        assert_eq!(
            told(Lang::En),
            "Session no. 2 was held behind closed doors. Manner: Online.\n\
             With every party's consent, the period was extended to 31 Dec 2026.\n\
             The mediation ended. Ground: The positions are too far apart. \
             The parties can still go to arbitration, to court or to the petition office."
        );
    }
}
