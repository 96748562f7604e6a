//! How is an article of the law cited to a reader of English?
//!
//! Rules and refusals carry the citation as a lawyer writes it in Chinese, which is what holds. For an English page the
//! names of the laws are rendered and the numbers of the articles put in digits; the Chinese stays in the data.

/// Laws that rules and refusals name, the longer name before one that it contains.
const NAMES: [(&str, &str); 28] = [
    ("中华人民共和国人民调解法", "People's Mediation Law"),
    ("人民调解法", "People's Mediation Law"),
    ("深圳经济特区矛盾纠纷多元化解条例", "Shenzhen regulation on settling disputes"),
    ("信访工作条例", "Regulation on Petition Work"),
    ("反家庭暴力法", "Anti-Domestic Violence Law"),
    ("劳动争议调解仲裁法", "Labour Dispute Mediation and Arbitration Law"),
    ("劳动人事争议仲裁办案规则", "Rules on Labour and Personnel Arbitration"),
    ("最高人民法院关于人民法院特邀调解的规定", "Supreme People's Court, Provisions on Invited Mediation"),
    ("宝安区家事情感纠纷处置机制", "Bao'an arrangement for family disputes"),
    ("医疗纠纷预防和处理条例", "Regulation on Medical Disputes"),
    ("人民法院在线调解规则", "Rules of the People's Courts on Online Mediation"),
    ("民诉法解释", "Interpretation of the Civil Procedure Law"),
    ("民法典", "Civil Code"),
    ("个人信息保护法", "Personal Information Protection Law"),
    ("道路交通安全法实施条例", "Regulation implementing the Road Traffic Safety Law"),
    ("法律援助法", "Legal Aid Law"),
    ("民事诉讼法", "Civil Procedure Law"),
    ("人民调解工作若干规定", "Provisions on People's Mediation Work"),
    ("网络安全法", "Cybersecurity Law"),
    ("网络数据安全管理条例", "Regulation on Network Data Security"),
    ("电子签名法", "Electronic Signature Law"),
    ("未成年人保护法", "Law on the Protection of Minors"),
    ("居民身份证法", "Law on Resident Identity Cards"),
    ("公安机关办理行政案件程序规定", "Procedure of the Public Security Organs in Administrative Cases"),
    ("工单载明的期限", "the term named on the work order"),
    ("包案化解方案载明的期限", "the term named in the plan of the owned case"),
    ("本平台设定", "set by this platform"),
    ("，参照", ", after "),
];

/// A citation in English: `人民调解法 第二十九条、第三十一条` is `People's Mediation Law, articles 29, 31`. What is not
/// known stays as it is.
pub fn in_english(law: &str) -> String {
    let mut text = String::new();
    let mut rest = law;
    let mut is_counting = false;
    while let Some(first) = rest.chars().next() {
        if let Some((name, english)) = NAMES.iter().find(|(name, _)| rest.starts_with(name)) {
            text.push_str(english);
            rest = &rest[name.len()..];
            is_counting = false;
        } else if let Some((number, unit, after)) = numbered(rest) {
            let word = match unit {
                '条' if is_counting => "",
                '条' if numbered(after.trim_start_matches(['、', '至']))
                    .is_some_and(|(_, next, _)| next == '条') =>
                {
                    "articles "
                }
                '条' => "article ",
                '款' => "paragraph ",
                _ => "item ",
            };
            let gap = match text.trim_end_matches(' ') {
                "" => "",
                told if told.ends_with([',', ';']) || told.ends_with(" to") => " ",
                _ => ", ",
            };
            text.truncate(text.trim_end_matches(' ').len());
            text.extend([gap, word, &number.to_string()]);
            rest = after;
            is_counting = unit == '条';
        } else {
            match first {
                '《' | '》' => {}
                '、' => text.push(','),
                '至' => text.push_str(" to"),
                '；' => text.push_str("; "),
                '，' => text.push_str(", "),
                other => text.push(other),
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    text
}

/// `第三十三条…`: 33, 条, and what follows.
fn numbered(text: &str) -> Option<(u32, char, &str)> {
    let after = text.strip_prefix('第')?;
    let end = after.find(['条', '款', '项'])?;
    let unit = after[end..].chars().next()?;
    Some((number(&after[..end])?, unit, &after[end + unit.len_utf8()..]))
}

/// A number below a thousand in the numerals of a statute: `一百八十三`.
fn number(text: &str) -> Option<u32> {
    let (mut whole, mut digit) = (0, None);
    for character in text.chars() {
        match character {
            '十' => whole += digit.take().unwrap_or(1) * 10,
            '百' => whole += digit.take()? * 100,
            '零' => {}
            other => {
                let place = ['一', '二', '三', '四', '五', '六', '七', '八', '九']
                    .iter()
                    .position(|one| *one == other)?;
                digit = Some(u32::try_from(place).ok()? + 1);
            }
        }
    }
    Some(whole + digit.unwrap_or(0)).filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn an_article_is_cited_with_the_name_of_its_law_and_its_number() {
        let cited = [
            ("人民调解法 第十七条", "People's Mediation Law, article 17"),
            ("人民调解法 第二十九条、第三十一条", "People's Mediation Law, articles 29, 31"),
            (
                "人民调解法 第三十三条；民事诉讼法 第二百零五条",
                "People's Mediation Law, article 33; Civil Procedure Law, article 205",
            ),
            (
                "公安机关办理行政案件程序规定 第一百八十三条",
                "Procedure of the Public Security Organs in Administrative Cases, article 183",
            ),
            ("本平台设定", "set by this platform"),
            (
                "个人信息保护法 第四十四条至第五十条；GB/T 35273-2020",
                "Personal Information Protection Law, articles 44 to 50; GB/T 35273-2020",
            ),
            (
                "本平台设定，参照《人民法院在线调解规则》第十五条",
                "set by this platform, after Rules of the People's Courts on Online Mediation, article 15",
            ),
            ("民法典 第二百零三条第二款", "Civil Code, article 203, paragraph 2"),
        ];
        for (law, english) in cited {
            assert_eq!(in_english(law), english);
        }
    }

    /// Every quoted text of the sources and the deadline rules that cites an article.
    fn citations(path: &Path, found: &mut Vec<String>) {
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                citations(&entry.unwrap().path(), found);
            }
            return;
        }
        if !path.extension().is_some_and(|end| end == "rs" || end == "toml") {
            return;
        }
        let text = fs::read_to_string(path).unwrap();
        let written = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in written.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let is_law = line.trim_start().starts_with("law = ")
                || line.contains("law(\"")
                || line.contains(": &str = \"");
            let quoted = line.split('"').nth(1).unwrap_or_default();
            if is_law
                && (quoted.contains('第') && quoted.contains('条') || line.trim_start().starts_with("law = "))
            {
                found.push(quoted.to_owned());
            }
        }
    }

    #[test]
    fn every_law_that_a_rule_or_a_refusal_cites_has_an_english_name() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        let mut found = Vec::new();
        citations(&root.join("crates/domain/src"), &mut found);
        citations(&root.join("data/deadline-rules.toml"), &mut found);
        assert!(found.len() > 40, "citations are found at all: {}", found.len());
        let is_chinese = |text: &str| text.chars().any(|one| ('\u{3000}'..='\u{9fff}').contains(&one));
        let unnamed: Vec<&String> = found.iter().filter(|law| is_chinese(&in_english(law))).collect();
        assert!(unnamed.is_empty(), "add to NAMES: {unnamed:#?}");
    }
}
