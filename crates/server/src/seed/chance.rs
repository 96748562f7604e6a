//! Where does chance come from, so that the same seed plays the same lives?

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Chance of one life. Every life has a stream of its own, so that no life depends on another.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The chance of the stream `stream` under `seed`.
    pub fn of(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number below `limit`; 0 when there is none.
    pub fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(limit);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `least` to `most`, both included.
    pub fn within(&mut self, least: i64, most: i64) -> i64 {
        let width = u64::try_from(most - least).unwrap_or(0);
        least + i64::try_from(self.below(width + 1)).unwrap_or(0)
    }

    /// A place in a list of `length`.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// Whether something that happens `permille` times in a thousand happens.
    pub fn happens(&mut self, permille: u64) -> bool {
        self.below(1000) < permille
    }

    /// One of a list.
    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.place(list.len())]
    }

    /// One of a list of texts.
    pub fn text<'a, T: AsRef<str>>(&mut self, list: &'a [T]) -> &'a str {
        list[self.place(list.len())].as_ref()
    }

    /// One of a list, by weight.
    pub fn weighted<'a, T>(&mut self, list: &'a [(u64, T)]) -> &'a T {
        let mut left = self.below(list.iter().map(|(weight, _)| weight).sum());
        for (weight, one) in list {
            if left < *weight {
                return one;
            }
            left -= weight;
        }
        &list[list.len() - 1].1
    }

    /// A number from `least` to `most` of which small ones are likelier, as with amounts: the lesser of two throws.
    pub fn mostly_small(&mut self, least: i64, most: i64) -> i64 {
        self.within(least, most).min(self.within(least, most))
    }

    /// Bits that seed something else.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_stream_gives_the_same_and_another_does_not() {
        let throws = |stream| {
            let mut chance = Chance::of(7, stream);
            (0..20).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(1), throws(1));
        assert_ne!(throws(1), throws(2));
    }

    #[test]
    fn nothing_falls_outside_and_weights_are_kept() {
        let mut chance = Chance::of(1, 1);
        assert!((0..1000).all(|_| (3..=5).contains(&chance.within(3, 5))));
        let list = [(1, "rare"), (99, "usual"), (0, "never")];
        let mut usual = 0;
        for _ in 0..10_000 {
            match *chance.weighted(&list) {
                "usual" => usual += 1,
                "never" => panic!("a weight of nothing never comes"),
                _ => {}
            }
        }
        assert!((9_800..10_000).contains(&usual), "{usual}");
    }
}
