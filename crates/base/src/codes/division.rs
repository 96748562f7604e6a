//! Is this a division code of 12 digits, and which level does it name?
//!
//! Six digits of province, city and county (GB/T 2260), three of the street or town (GB/T 10114), three of the committee
//! of residents or villagers. A code names the lowest level that is not filled with zeros.

use super::{CodeFault, all, as_written, is_province, long};

/// Cities without counties: streets stand directly below them (Dongguan, Zhongshan, Danzhou, Jiayuguan).
const WITHOUT_COUNTIES: [&str; 4] = ["4419", "4420", "4604", "6202"];

/// A division code that is written correctly.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Division {
    text: String,
    level: DivisionLevel,
}

/// Which level a code names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DivisionLevel {
    /// 省级
    Province,
    /// 地级
    City,
    /// 县级
    County,
    /// 乡级
    Street,
    /// 村级
    Community,
}

/// What stands on the fourth level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreetKind {
    /// 街道, 001 to 099.
    Street,
    /// 镇, 100 to 199.
    Town,
    /// 乡, 200 to 399.
    Township,
    /// 政企合一的单位, 400 to 599: airports, farms, development zones.
    Enterprise,
}

/// What stands on the fifth level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committee {
    /// 居民委员会, 001 to 199.
    Residents,
    /// 村民委员会, 200 to 399.
    Villagers,
    /// 类似居民委员会或者村民委员会的统计单位, 400 to 599.
    Alike,
}

impl DivisionLevel {
    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Street => "street",
            Self::Community => "community",
        }
    }

    /// How many digits the codes of a level have in front of the zeros.
    fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::City => 4,
            Self::County => 6,
            Self::Street => 9,
            Self::Community => 12,
        }
    }
}

impl Division {
    /// Reads a code of 12 digits; full-width digits are understood.
    ///
    /// # Errors
    /// What is wrong with it, the first fault from the left.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let text = as_written(text);
        long(&text, 12)?;
        all(&text, |_, c| c.is_ascii_digit())?;
        let (province, city, county) = (&text[..2], &text[2..4], &text[4..6]);
        let (street, community) = (number(&text[6..9]), number(&text[9..]));
        if !is_province(province) && !matches!(province, "81" | "82") {
            return Err(CodeFault::UnknownProvince);
        }
        let has_county = county != "00" || WITHOUT_COUNTIES.contains(&&text[..4]);
        let gap = (city == "00" && county != "00")
            || (street != 0 && (city == "00" || !has_county))
            || (community != 0 && street == 0);
        if gap {
            return Err(CodeFault::LevelGap);
        }
        if street != 0 && street_kind(street).is_none() {
            return Err(CodeFault::UnknownStreetKind);
        }
        if community != 0 && committee(community).is_none() {
            return Err(CodeFault::UnknownCommitteeKind);
        }
        let level = match (city, county, street, community) {
            ("00", ..) => DivisionLevel::Province,
            (_, "00", 0, _) => DivisionLevel::City,
            (_, _, 0, _) => DivisionLevel::County,
            (_, _, _, 0) => DivisionLevel::Street,
            _ => DivisionLevel::Community,
        };
        Ok(Self { text, level })
    }

    /// The code, with its zeros.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Which level it names.
    pub fn level(&self) -> DivisionLevel {
        self.level
    }

    /// The code of the level above; none above a province.
    pub fn parent(&self) -> Option<Division> {
        let level = match self.level {
            DivisionLevel::Province => return None,
            DivisionLevel::City => DivisionLevel::Province,
            DivisionLevel::County => DivisionLevel::City,
            DivisionLevel::Street if &self.text[4..6] == "00" => DivisionLevel::City,
            DivisionLevel::Street => DivisionLevel::County,
            DivisionLevel::Community => DivisionLevel::Street,
        };
        Some(Self { text: format!("{:0<12}", &self.text[..level.digits()]), level })
    }

    /// Whether `other` is this division or lies in it.
    pub fn holds(&self, other: &Division) -> bool {
        other.text.starts_with(&self.text[..self.level.digits()])
    }

    /// What stands on the fourth level, if the code goes so far.
    pub fn street_kind(&self) -> Option<StreetKind> {
        street_kind(number(&self.text[6..9]))
    }

    /// What stands on the fifth level, if the code goes so far.
    pub fn committee(&self) -> Option<Committee> {
        committee(number(&self.text[9..]))
    }
}

fn street_kind(number: u16) -> Option<StreetKind> {
    match number {
        1..=99 => Some(StreetKind::Street),
        100..=199 => Some(StreetKind::Town),
        200..=399 => Some(StreetKind::Township),
        400..=599 => Some(StreetKind::Enterprise),
        _ => None,
    }
}

fn committee(number: u16) -> Option<Committee> {
    match number {
        1..=199 => Some(Committee::Residents),
        200..=399 => Some(Committee::Villagers),
        400..=599 => Some(Committee::Alike),
        _ => None,
    }
}

fn number(digits: &str) -> u16 {
    digits.bytes().fold(0, |number, digit| number * 10 + u16::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> &'static str {
        Division::parse(text).map_or_else(CodeFault::reason, |_| "valid")
    }

    #[test]
    fn a_code_names_the_lowest_level_that_is_filled() {
        let table = [
            ("440000000000", DivisionLevel::Province),
            ("440300000000", DivisionLevel::City),
            ("440306000000", DivisionLevel::County),
            ("440306019000", DivisionLevel::Street),
            ("440306019001", DivisionLevel::Community),
            ("441900003000", DivisionLevel::Street),
        ];
        for (text, level) in table {
            assert_eq!(Division::parse(text).unwrap().level(), level, "{text}");
        }
    }

    #[test]
    fn a_code_knows_what_it_lies_in() {
        let mut chain = vec![Division::parse("440306019001").unwrap()];
        while let Some(parent) = chain.last().unwrap().parent() {
            chain.push(parent);
        }
        let texts: Vec<_> = chain.iter().map(Division::as_str).collect();
        assert_eq!(texts, ["440306019001", "440306019000", "440306000000", "440300000000", "440000000000"]);
        assert!(chain.iter().all(|above| above.holds(&chain[0])));
        assert!(!chain[1].holds(&Division::parse("440306020001").unwrap()));
        assert_eq!(Division::parse("441900003000").unwrap().parent().unwrap().as_str(), "441900000000");
    }

    #[test]
    fn each_fault_has_its_reason() {
        let table = [
            ("", "wrong-length"),
            ("440306", "wrong-length"),
            ("44030601900A", "wrong-character"),
            ("160306019001", "unknown-province"),
            ("440006000000", "level-gap"),
            ("440300019000", "level-gap"),
            ("440000019000", "level-gap"),
            ("440306000001", "level-gap"),
            ("440306600000", "unknown-street-kind"),
            ("440306019600", "unknown-committee-kind"),
        ];
        for (text, expected) in table {
            assert_eq!(reason(text), expected, "{text}");
        }
    }

    #[test]
    fn the_three_digits_tell_what_kind_it_is() {
        let kind = |text| Division::parse(text).unwrap().street_kind();
        assert_eq!(kind("440306019000"), Some(StreetKind::Street));
        assert_eq!(kind("440306100000"), Some(StreetKind::Town));
        assert_eq!(kind("440306200000"), Some(StreetKind::Township));
        assert_eq!(kind("440306400000"), Some(StreetKind::Enterprise), "the airport");
        assert_eq!(kind("440306000000"), None);
        let committee = |text| Division::parse(text).unwrap().committee();
        assert_eq!(committee("440306019001"), Some(Committee::Residents));
        assert_eq!(committee("440306019200"), Some(Committee::Villagers));
        assert_eq!(committee("440306400498"), Some(Committee::Alike));
    }

    #[test]
    fn every_shipped_code_is_right_and_stands_below_its_parent() {
        let mut checked = 0;
        for table in [
            include_str!("../../../../data/divisions-baoan.csv"),
            include_str!("../../../../data/divisions-shenzhen.csv"),
        ] {
            for row in csv::Reader::from_reader(table.as_bytes()).records() {
                let row = row.unwrap();
                let code = Division::parse(&row[0]).unwrap_or_else(|fault| panic!("{}: {fault}", &row[0]));
                if let Some(parent) = code.parent().filter(|_| !row[3].is_empty()) {
                    assert_eq!(parent.as_str(), &row[3], "{}", &row[0]);
                }
                checked += 1;
            }
        }
        assert!(checked > 1000, "{checked}");
    }
}
