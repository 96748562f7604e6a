//! What is a rule, a length or a step of a reckoning called in the reader's language?

use fengqiao_domain::{
    case::ClockName,
    deadline::{Basis, Length, Rule, SetBy, Standing, Step, Value as Told},
};
use fengqiao_web::{
    format,
    lang::{Lang, Value},
};

/// The name of a rule.
pub fn rule(lang: Lang, id: &str) -> String {
    lang.t(&format!("deadline-rule-{id}"))
}

/// The name of a clock of a case; a return visit is called by its rule, the first or the second.
pub fn clock(lang: Lang, name: ClockName) -> String {
    lang.t(&format!("deadline-clock-{}", name.code()))
}

/// How a clock stands.
pub fn standing(lang: Lang, standing: Standing) -> String {
    lang.t(&format!("deadline-standing-{}", standing.code()))
}

/// How long a rule is.
pub fn length(lang: Lang, rule: &Rule) -> String {
    match (rule.length, rule.set_by) {
        (Some(Length { count: 0, .. }), _) => lang.t("deadline-length-at-once"),
        (Some(length), _) => counted(lang, length.count, length.unit.code()),
        (None, _) => lang.t("deadline-length-named"),
    }
}

/// Who sets the length, where it is not the rule alone.
pub fn set_by(lang: Lang, rule: &Rule) -> Option<String> {
    match rule.set_by {
        SetBy::Rule => None,
        set_by => Some(lang.t(&format!("deadline-set-by-{}", set_by.code()))),
    }
}

/// From when it runs.
pub fn start(lang: Lang, rule: &Rule) -> String {
    lang.t(&format!("deadline-start-{}", rule.starts))
}

/// What hangs on it.
pub fn tier(lang: Lang, rule: &Rule) -> String {
    lang.t(&format!("deadline-tier-{}", rule.tier.code()))
}

/// What the rule rests on.
pub fn basis(lang: Lang, rule: &Rule) -> String {
    basis_of(lang, rule.basis)
}

/// How sure a source is, in words.
pub fn basis_of(lang: Lang, basis: Basis) -> String {
    lang.t(&format!("deadline-basis-{}", basis.code()))
}

/// A count of a unit: `30 个工作日`, `2 hours`.
fn counted(lang: Lang, count: u32, unit: &str) -> String {
    lang.ta(&format!("deadline-unit-{unit}"), &[("count", &count)])
}

/// A holiday of the calendar as a reader calls it.
pub fn holiday(lang: Lang, name: &str) -> String {
    let code = match name {
        "元旦" => "new-year",
        "春节" => "spring-festival",
        "清明" => "qingming",
        "劳动节" => "labour-day",
        "端午" => "dragon-boat",
        "中秋" => "mid-autumn",
        "国庆节" => "national-day",
        _ => return name.to_owned(),
    };
    lang.t(&format!("deadline-holiday-{code}"))
}

/// A step of a reckoning as a sentence.
pub fn step(lang: Lang, step: &Step) -> String {
    let told = step.args();
    let count = told.iter().find_map(|(name, value)| match value {
        Told::Count(count) if *name == "count" => Some(*count),
        _ => None,
    });
    let texts: Vec<(&'static str, String)> = told
        .into_iter()
        .map(|(name, value)| {
            let text = match value {
                Told::Day(day) => format::day(lang, day),
                Told::Moment(at) => format::moment(lang, at),
                Told::Count(count) => count.to_string(),
                Told::Year(year) => year.to_string(),
                Told::Word("unit", unit) => counted(lang, count.unwrap_or_default(), unit),
                Told::Word(list, code) => lang.t(&format!("deadline-{list}-{code}")),
                Told::Name(called) if name == "holiday" => holiday(lang, &called),
                Told::Name(name) => name,
            };
            (name, text)
        })
        .collect();
    // Texts, not numbers: a year must not be written 2,028.
    let args: Vec<(&'static str, &dyn Value)> =
        texts.iter().map(|(name, text)| (*name, text as &dyn Value)).collect();
    lang.ta(&format!("deadline-step-{}", step.code()), &args)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use fengqiao_domain::deadline::{Course, Extension, ExtensionBy, Pause, PauseGround, Reckoning, compute};
    use time::macros::{date, datetime};

    use super::*;

    fn explains(lang: Lang, rule: &str, course: &Course, expected: &Expect) {
        let by = Reckoning::shipped();
        let rule = by.rules.in_force(rule, date!(2025 - 01 - 01)).unwrap();
        let steps = compute(rule, course, &by.calendar).unwrap().reasoning;
        let text: Vec<_> = steps.iter().map(|one| step(lang, one)).collect();
        expected.assert_eq(&text.join("\n"));
    }

    fn long_way() -> Course {
        let mut course = Course::from(datetime!(2025-03-03 10:00 +8));
        course.pauses.push(Pause {
            from: datetime!(2025-03-10 15:00 +8),
            until: datetime!(2025-03-20 09:00 +8),
            ground: PauseGround::Appraisal,
        });
        course.extensions.push(Extension {
            at: datetime!(2025-04-10 10:00 +8),
            until: date!(2025 - 05 - 02),
            by: ExtensionBy::Parties,
        });
        course
    }

    #[test]
    fn a_reckoning_reads_as_sentences_in_chinese() {
        explains(
            Lang::ZhCn,
            "mediate-shenzhen",
            &long_way(),
            &expect![[r"
            开始的当日（2025年3月3日）不计入，从下一日起算。
            数到第 30 日，是 2025年4月2日。
            因鉴定，2025年3月10日 至 2025年3月20日 前不计入；其中属于期限内的 10 天顺延，最后一日是 2025年4月12日。
            经各方当事人同意，延长到 2025年5月2日。
            2025年5月2日 在劳动节假期内。
            法定休假日结束的次日是 2025年5月6日，以这一日为最后一日。
            到 2025年5月6日 二十四时届满。"]],
        );
        explains(
            Lang::ZhCn,
            "mediate-medical",
            &Course::from_day(date!(2025 - 01 - 20)),
            &expect![[r"
            开始的当日（2025年1月20日）不计入，从下一日起算。
            数到第 30 个工作日，是 2025年3月7日；其间有 16 天休息日不计，有 2 天调休上班照计。
            到 2025年3月7日 二十四时届满。"]],
        );
        explains(
            Lang::ZhCn,
            "protection-order",
            &Course::from(datetime!(2025-10-01 10:30 +8)),
            &expect![[r"
                自 2025年10月1日 10:30 起算。
                经过 72 小时，到 2025年10月4日 10:30。"]],
        );
    }

    #[test]
    fn a_reckoning_reads_as_sentences_in_english() {
        explains(
            Lang::En,
            "mediate-shenzhen",
            &long_way(),
            &expect![[r"
            The day of the start, 3 Mar 2025, is not counted; the next day is the first.
            Day 30 is 2 Apr 2025.
            Because of an appraisal, the time from 10 Mar 2025 until before 20 Mar 2025 is not counted; the 10 days of the period in it are counted again, the last day is 12 Apr 2025.
            Extended with the consent of all parties to 2 May 2025.
            2 May 2025 lies in a holiday (Labour Day).
            The day after the days off is 6 May 2025; it is the last day.
            It ends at midnight, at the end of 6 May 2025."]],
        );
        explains(
            Lang::En,
            "enforce",
            &Course::from_day(date!(2024 - 02 - 29)),
            &expect![[r"
                The day of the start, 29 Feb 2024, is not counted; the next day is the first.
                After 2 years it is 28 Feb 2026.
                That month has no day of the same number: its last day, 28 Feb 2026, ends the period.
                It ends at midnight, at the end of 28 Feb 2026."]],
        );
        explains(
            Lang::En,
            "confirm",
            &Course::from_day(date!(2026 - 12 - 20)),
            &expect![[r"
            The day of the start, 20 Dec 2026, is not counted; the next day is the first.
            Day 30 is 19 Jan 2027.
            The holidays of 2027 are not arranged yet: only the statutory days were taken, and the day will be reckoned again.
            It ends at midnight, at the end of 19 Jan 2027."]],
        );
    }
}
