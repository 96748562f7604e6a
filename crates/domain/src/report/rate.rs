//! Which rates follow from the figures?
//!
//! A rate without a fixed whole means nothing. Each of these names its part and its whole by figures of the same table,
//! so that both can be looked up and recomputed by hand.

/// A rate: a part of a whole.
#[derive(Debug, PartialEq, Eq)]
pub struct Rate {
    /// Its word; the name is the sentence `report-rate-<code>`, its definition `report-rate-<code>.hint`.
    pub code: &'static str,
    /// The figure above the line.
    pub part: &'static str,
    /// The figure below the line.
    pub whole: &'static str,
    /// Figures taken from the whole first.
    pub without: &'static [&'static str],
}

/// Every rate, in the order of the page.
pub const RATES: &[Rate] = &[
    // 成功率 = 协议生效 ÷（受理 − 转出 − 中止）
    Rate { code: "success", part: "success", whole: "cases", without: &["transferred", "suspended"] },
    // 履行率
    Rate { code: "performance", part: "performed", whole: "success", without: &[] },
    // 司法确认率
    Rate { code: "confirmation", part: "confirmed", whole: "success", without: &[] },
    // 反复率
    Rate { code: "relapse", part: "relapsed", whole: "success", without: &[] },
    // 撤回率
    Rate { code: "withdrawal", part: "withdrawn", whole: "cases", without: &[] },
];

/// A rate with the numbers it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Above the line.
    pub part: u64,
    /// Below the line.
    pub whole: u64,
}

impl Rate {
    /// The rate for these figures, given by code.
    pub fn share(&self, value: impl Fn(&str) -> i64) -> Share {
        let taken: i64 = self.without.iter().map(|code| value(code)).sum();
        let positive = |number: i64| u64::try_from(number).unwrap_or(0);
        Share { part: positive(value(self.part)), whole: positive(value(self.whole) - taken) }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Figure, *};

    #[test]
    fn every_rate_is_made_of_figures_there_are() {
        for rate in RATES {
            for code in [rate.part, rate.whole].iter().chain(rate.without) {
                assert!(Figure::of(code).is_some(), "{}: {code}", rate.code);
            }
        }
    }

    #[test]
    fn what_was_handed_over_or_rests_is_no_failure() {
        let value = |code: &str| match code {
            "cases" => 20,
            "success" => 9,
            "transferred" => 4,
            "suspended" => 1,
            _ => 0,
        };
        assert_eq!(RATES[0].share(value), Share { part: 9, whole: 15 });
        assert_eq!(RATES[0].share(|_| 0), Share { part: 0, whole: 0 });
    }
}
