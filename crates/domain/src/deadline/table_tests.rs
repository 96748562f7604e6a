//! Which periods are there? A table to be read by a lawyer.
//!
//! Every rule starts on Thursday 16 January 2025, 10:00, before Spring Festival: off from 28 January to 4 February,
//! while Sunday 26 January and Saturday 8 February are worked. A rule whose length is set by an act is given 1 February.

use std::fmt::Write as _;

use expect_test::expect;
use time::macros::{date, datetime};

use super::*;

fn length(rule: &Rule) -> String {
    let counted = match rule.length {
        Some(Length { count: 0, .. }) => "at once".to_owned(),
        Some(Length { count, unit }) => format!("{count} {}", unit.code()),
        None => String::new(),
    };
    match rule.set_by {
        SetBy::Rule => counted,
        SetBy::PartiesOrRule => format!("{counted} or as agreed"),
        SetBy::ActWithin => format!("{counted} at most, or as named"),
        SetBy::Act => "as named".to_owned(),
    }
}

fn goes_on(rule: &Rule) -> String {
    let mut text = String::new();
    for ground in &rule.pauses {
        write!(text, " pauses:{}", ground.code()).unwrap();
    }
    if let Some(Extensions { by, times, most_days }) = rule.extensions {
        write!(text, " extended-by:{}", by.code()).unwrap();
        if let Some(times) = times {
            write!(text, " x{times}").unwrap();
        }
        if let Some(days) = most_days {
            write!(text, " +{days}d").unwrap();
        }
    }
    if !rule.rolls {
        text.push_str(" does-not-roll");
    }
    text
}

#[test]
#[expect(clippy::too_many_lines, reason = "one line a rule")]
fn every_rule_says_how_long_from_when_and_under_which_article() {
    let by = Reckoning::shipped();
    let mut table = String::new();
    for rule in by.rules.iter() {
        let mut course = Course::from(datetime!(2025-01-16 10:00 +8));
        if rule.set_by == SetBy::Act {
            course = course.named(date!(2025 - 02 - 01));
        }
        let ends = match compute(rule, &course, &by.calendar) {
            Ok(Deadline { raw, due, .. }) if due.is_with_day() => format!("{} -> {}", raw.day, due.day),
            Ok(deadline) => deadline.due.at.to_offset(fengqiao_base::clock::CHINA).to_string(),
            Err(refusal) => refusal.to_string(),
        };
        writeln!(
            table,
            "{} v{} [{} {}] {} | {} .. {} |{} | {} | {}",
            rule.id,
            rule.version,
            serde_json::to_value(rule.tier).unwrap().as_str().unwrap(),
            serde_json::to_value(rule.basis).unwrap().as_str().unwrap(),
            length(rule),
            rule.starts,
            rule.stops.join("/"),
            goes_on(rule),
            ends,
            rule.law,
        )
        .unwrap();
    }
    expect![[r"
        intake v1 [promise D] 1 working-days | lead-received .. registered/transferred | | 2025-01-17 -> 2025-01-17 | 本平台设定
        dispatch-answer v1 [promise D] 1 working-days | dispatched .. dispatch-answered | | 2025-01-17 -> 2025-01-17 | 本平台设定
        accept-peoples v1 [promise D] 3 working-days | applied .. accepted/not-accepted | | 2025-01-21 -> 2025-01-21 | 本平台设定
        contact v1 [promise D] 3 working-days | registered .. answered/transferred | | 2025-01-21 -> 2025-01-21 | 本平台设定，参照《人民法院在线调解规则》第十五条
        transfer v1 [promise D] 3 working-days | transferred .. receipt | | 2025-01-21 -> 2025-01-21 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第四十五条
        accept-administrative v1 [duty L] 5 working-days | applied .. accepted/not-accepted | | 2025-01-23 -> 2025-01-23 | 深圳经济特区矛盾纠纷多元化解条例 第四十六条
        accept-administrative-complex v1 [duty L] 10 working-days | applied .. accepted/not-accepted | | 2025-02-06 -> 2025-02-06 | 深圳经济特区矛盾纠纷多元化解条例 第四十六条
        accept-medical-authority v1 [duty L] 5 working-days | applied .. accepted/not-accepted | | 2025-01-23 -> 2025-01-23 | 医疗纠纷预防和处理条例 第四十条
        transfer-administrative v1 [duty L] 3 working-days | found-not-competent .. transferred | | 2025-01-21 -> 2025-01-21 | 深圳经济特区矛盾纠纷多元化解条例 第四十五条
        mediate-shenzhen v1 [duty L] 30 calendar-days or as agreed | accepted .. agreement-effective/terminated/transferred | pauses:appraisal extended-by:parties | 2025-02-15 -> 2025-02-17 | 深圳经济特区矛盾纠纷多元化解条例 第二十五条
        mediate-national v1 [duty P] 1 months or as agreed | accepted .. agreement-effective/terminated/transferred | pauses:appraisal extended-by:parties | 2025-02-16 -> 2025-02-17 | 人民调解工作若干规定 第三十三条
        mediate-medical v1 [duty L] 30 working-days | accepted .. agreement-effective/terminated/transferred | pauses:appraisal extended-by:parties | 2025-03-05 -> 2025-03-05 | 医疗纠纷预防和处理条例 第三十八条
        mediate-medical-authority v1 [duty L] 30 working-days | accepted .. agreement-effective/terminated/transferred | pauses:appraisal | 2025-03-05 -> 2025-03-05 | 医疗纠纷预防和处理条例 第四十条
        mediate-labour v1 [right L] 15 calendar-days | application-received .. agreement-effective/terminated/transferred | | 2025-01-31 -> 2025-02-05 | 劳动争议调解仲裁法 第十四条
        court-delegated v1 [duty L] 30 calendar-days | material-signed-for .. agreement-effective/terminated/transferred/reported-to-court | pauses:appraisal extended-by:parties | 2025-02-15 -> 2025-02-17 | 最高人民法院关于人民法院特邀调解的规定 第二十七条
        court-entrusted-ordinary v1 [duty L] 15 calendar-days | material-signed-for .. agreement-effective/terminated/transferred/reported-to-court | pauses:appraisal extended-by:parties | 2025-01-31 -> 2025-02-05 | 最高人民法院关于人民法院特邀调解的规定 第二十七条
        court-entrusted-summary v1 [duty L] 7 calendar-days | material-signed-for .. agreement-effective/terminated/transferred/reported-to-court | pauses:appraisal extended-by:parties | 2025-01-23 -> 2025-01-23 | 最高人民法院关于人民法院特邀调解的规定 第二十七条
        linked-answer v1 [promise D] 2 working-days | task-assigned .. accepted/not-accepted | | 2025-01-20 -> 2025-01-20 | 本平台设定
        linked-task v1 [promise D] 10 working-days | task-assigned .. task-done | | 2025-02-06 -> 2025-02-06 | 本平台设定
        linked-task-named v1 [promise D] as named | task-assigned .. task-done | | 2025-02-01 -> 2025-02-05 | 本平台设定
        referral-sign v1 [promise D] 3 working-days | referral-opened .. signed-for | | 2025-01-21 -> 2025-01-21 | 本平台设定，参照《人民法院在线调解规则》第十二条
        report-court v1 [promise D] 3 working-days | outcome-known .. reported-back | | 2025-01-21 -> 2025-01-21 | 本平台设定，参照《最高人民法院关于人民法院特邀调解的规定》
        report-police v1 [promise D] 3 working-days | outcome-known .. reported-back | | 2025-01-21 -> 2025-01-21 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第六十五条
        report-procuratorate v1 [promise D] 3 working-days | outcome-known .. reported-back | | 2025-01-21 -> 2025-01-21 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第六十六条
        report-petition v1 [promise D] 5 working-days | outcome-known .. reported-back | | 2025-01-23 -> 2025-01-23 | 本平台设定，参照《信访工作条例》第三十三条
        online-choose-mediator v1 [right L] 2 working-days | agreed-to-online .. mediator-chosen | | 2025-01-20 -> 2025-01-20 | 人民法院在线调解规则 第十条
        online-designate v1 [duty L] 3 working-days | applied .. mediator-designated | | 2025-01-21 -> 2025-01-21 | 人民法院在线调解规则 第十条
        online-confirm v1 [duty L] 3 working-days | assigned .. mediator-confirmed | | 2025-01-21 -> 2025-01-21 | 人民法院在线调解规则 第十二条
        online-contact v1 [duty L] 3 working-days | mediator-confirmed .. answered | | 2025-01-21 -> 2025-01-21 | 人民法院在线调解规则 第十五条
        police-second-mediation v1 [duty L] 7 working-days | first-session-held .. second-session-held | | 2025-01-26 -> 2025-01-26 | 公安机关办理行政案件程序规定 第一百八十三条
        traffic-apply v1 [right L] 10 calendar-days | accident-finding-received .. applied | | 2025-01-26 -> 2025-01-26 | 道路交通安全法实施条例 第九十四条
        traffic-mediate v1 [duty L] 10 calendar-days | traffic-mediation-due .. agreement-effective/terminated | | 2025-01-26 -> 2025-01-26 | 道路交通安全法实施条例 第九十五条
        perform v1 [right L] as named | agreement-effective .. performed | | 2025-02-01 -> 2025-02-05 | 人民调解法 第二十九条、第三十一条
        confirm v1 [right L] 30 calendar-days | agreement-effective .. confirmation-filed | | 2025-02-15 -> 2025-02-17 | 人民调解法 第三十三条；民事诉讼法 第二百零五条
        labour-review v1 [right M] 15 calendar-days | agreement-effective .. review-asked | | 2025-01-31 -> 2025-02-05 | 劳动人事争议仲裁办案规则 第七十四条
        confirm-court v1 [duty L] 30 calendar-days | docketed .. ruled | extended-by:court-president | 2025-02-15 -> 2025-02-17 | 民事诉讼法 第一百八十七条
        confirm-objection v1 [right L] 15 calendar-days | ruling-received .. objection-filed | | 2025-01-31 -> 2025-02-05 | 民诉法解释 第三百七十二条
        confirm-objection-interested v1 [right L] 6 months | known .. objection-filed | | 2025-07-16 -> 2025-07-16 | 民诉法解释 第三百七十二条
        enforce v1 [right L] 2 years | performance-period-over .. enforcement-filed | pauses:limitation | 2027-01-16 -> 2027-01-18 | 民事诉讼法 第二百五十条
        labour-arbitration v1 [right L] 1 years | known .. arbitration-filed | pauses:limitation | 2026-01-16 -> 2026-01-16 | 劳动争议调解仲裁法 第二十七条
        petition-route v1 [duty L] 15 calendar-days | petition-received .. routed | | 2025-01-31 -> 2025-02-05 | 信访工作条例 第二十二条
        petition-report-urgent v1 [duty L] at once | known .. report-acknowledged | | 2025-01-16 10:00:00.0 +08:00:00 | 信访工作条例 第二十五条
        petition-reply v1 [duty L] 15 calendar-days | petition-received .. replied | | 2025-01-31 -> 2025-02-05 | 信访工作条例 第二十三条
        petition-object v1 [duty L] 5 working-days | petition-received .. objection-filed | | 2025-01-23 -> 2025-01-23 | 信访工作条例 第二十三条
        petition-handle v1 [duty L] 60 calendar-days | accepted .. opinion-given | extended-by:head x1 +30d | 2025-03-17 -> 2025-03-17 | 信访工作条例 第三十四条
        petition-review-ask v1 [right L] 30 calendar-days | opinion-received .. review-asked | | 2025-02-15 -> 2025-02-17 | 信访工作条例 第三十五条
        petition-review-decide v1 [duty L] 30 calendar-days | review-asked .. opinion-given | | 2025-02-15 -> 2025-02-17 | 信访工作条例 第三十五条
        petition-recheck-ask v1 [right L] 30 calendar-days | review-received .. recheck-asked | | 2025-02-15 -> 2025-02-17 | 信访工作条例 第三十六条
        petition-recheck-decide v1 [duty L] 30 calendar-days | recheck-asked .. opinion-given | pauses:hearing | 2025-02-15 -> 2025-02-17 | 信访工作条例 第三十六条
        report-danger v1 [duty L] at once | known .. report-acknowledged | | 2025-01-16 10:00:00.0 +08:00:00 | 未成年人保护法 第十一条；反家庭暴力法 第十四条
        protection-order v1 [duty L] 72 hours | court-accepted .. ruled | | 2025-01-19 10:00:00.0 +08:00:00 | 反家庭暴力法 第二十八条
        protection-order-urgent v1 [duty L] 24 hours | court-accepted .. ruled | | 2025-01-17 10:00:00.0 +08:00:00 | 反家庭暴力法 第二十八条
        protection-order-validity v1 [term L] 6 months at most, or as named | ruled .. expired/renewed | does-not-roll | 2025-07-16 -> 2025-07-16 | 反家庭暴力法 第三十条
        protection-order-reconsider v1 [right L] 5 calendar-days | ruling-effective .. reconsideration-asked | | 2025-01-21 -> 2025-01-21 | 反家庭暴力法 第三十一条
        family-dispatch v1 [promise P] 2 seconds | family-report .. dispatched | | 2025-01-16 10:00:02.0 +08:00:00 | 宝安区家事情感纠纷处置机制
        family-disposal v1 [promise P] 24 hours | family-report .. disposed | | 2025-01-17 10:00:00.0 +08:00:00 | 宝安区家事情感纠纷处置机制
        family-close v1 [promise P] 15 calendar-days | family-report .. closed | | 2025-01-31 -> 2025-02-05 | 宝安区家事情感纠纷处置机制
        family-visits v1 [promise P] 2 months | closed .. visited-four-times | | 2025-03-16 -> 2025-03-17 | 宝安区家事情感纠纷处置机制
        legal-aid-decide v1 [duty L] 7 calendar-days | aid-applied .. aid-decided | | 2025-01-23 -> 2025-01-23 | 法律援助法 第四十三条
        legal-aid-assign v1 [duty L] 3 calendar-days | aid-decided .. aid-assigned | | 2025-01-19 -> 2025-01-20 | 法律援助法 第四十三条
        whistle-emergency-sign v1 [promise D] 10 minutes | whistle-blown .. whistle-signed | | 2025-01-16 10:10:00.0 +08:00:00 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第十二条
        whistle-emergency-arrive v1 [promise D] 30 minutes | whistle-blown .. arrived | | 2025-01-16 10:30:00.0 +08:00:00 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第十二条
        whistle-emergency-result v1 [promise D] 24 hours | whistle-blown .. result-reported | | 2025-01-17 10:00:00.0 +08:00:00 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第十二条
        whistle-enforcement-sign v1 [promise D] 2 hours | whistle-blown .. whistle-signed | | 2025-01-16 12:00:00.0 +08:00:00 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第十二条
        whistle-enforcement-arrive v1 [promise D] 24 hours | whistle-blown .. arrived | | 2025-01-17 10:00:00.0 +08:00:00 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第十二条
        whistle-enforcement-result v1 [promise D] 5 working-days | whistle-blown .. result-reported | | 2025-01-23 -> 2025-01-23 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第十二条
        whistle-ordinary-sign v1 [promise D] 1 working-days | whistle-blown .. whistle-signed | | 2025-01-17 -> 2025-01-17 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第十二条
        whistle-ordinary-arrive v1 [promise D] 2 working-days | whistle-blown .. arrived | | 2025-01-20 -> 2025-01-20 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第十二条
        whistle-ordinary-result v1 [promise D] 5 working-days | whistle-blown .. result-reported | | 2025-01-23 -> 2025-01-23 | 本平台设定，参照《深圳经济特区矛盾纠纷多元化解条例》第十二条
        owned-case v1 [promise D] 180 calendar-days | owning-approved .. struck-off/returned | | 2025-07-15 -> 2025-07-15 | 本平台设定，参照《信访工作条例》第十八条第二款
        owned-measure v1 [promise D] as named | measure-planned .. measure-done/measure-dropped | | 2025-02-01 -> 2025-02-05 | 包案化解方案载明的期限
        owned-review v1 [promise D] 10 working-days | owning-concluded .. owning-reviewed | | 2025-02-06 -> 2025-02-06 | 本平台设定，参照《信访工作条例》第十八条第二款
        hotline-order v1 [duty M] as named | order-dispatched .. replied | extended-by:dispatcher | 2025-02-01 -> 2025-02-05 | 工单载明的期限
        visit-first v1 [promise D] 7 calendar-days | performance-due-or-ended .. visited | | 2025-01-23 -> 2025-01-23 | 本平台设定
        visit-second v1 [promise D] 30 calendar-days | performance-due-or-ended .. visited | | 2025-02-15 -> 2025-02-17 | 本平台设定
        archive v1 [promise D] 30 calendar-days | closed .. archived | | 2025-02-15 -> 2025-02-17 | 本平台设定
        audit-log v1 [term L] 6 months | event-recorded .. purged | does-not-roll | 2025-07-16 -> 2025-07-16 | 网络安全法 第二十三条
        processing-record v1 [term L] 3 years | event-recorded .. purged | does-not-roll | 2028-01-16 -> 2028-01-16 | 个人信息保护法 第五十六条；网络数据安全管理条例 第十二条
        personal-data-request v1 [duty M] 30 calendar-days | applied .. replied | | 2025-02-15 -> 2025-02-17 | 个人信息保护法 第四十四条至第五十条；GB/T 35273-2020
        committee-term v1 [term L] 3 years | elected .. re-elected | does-not-roll | 2028-01-16 -> 2028-01-16 | 人民调解法 第九条
    "]].assert_eq(&table);
}

#[test]
fn every_rule_warns_before_its_end_and_only_then() {
    let by = Reckoning::shipped();
    for rule in by.rules.iter() {
        let course = Course::from(datetime!(2025-01-16 10:00 +8));
        let course = if rule.set_by == SetBy::Act { course.named(date!(2025 - 02 - 01)) } else { course };
        let Ok(deadline) = compute(rule, &course, &by.calendar) else { continue };
        let ok = deadline.warn_at.iter().all(|at| at.0 > course.start && at.0 < deadline.due.at);
        assert!(ok, "{}", rule.id);
        assert_eq!(
            deadline.warn_at.is_empty(),
            rule.length == Some(Length { count: 0, unit: Unit::Seconds })
        );
    }
}
