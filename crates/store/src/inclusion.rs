//! How does somebody outside prove that an entry stands under a seal?
//!
//! With the path from the entry's leaf to the root (RFC 9162 §2.1.3): the neighbour on each level, and on which side.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};

use crate::{
    StoreError,
    checkpoint::{Checkpoint, join, leaf},
    sql, values,
};

/// The neighbour on one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It stands to the left (hexadecimal SHA-256).
    Left(String),
    /// It stands to the right.
    Right(String),
}

/// The path of each of the `wanted` leaves (places from 0) over all `leaves`.
pub fn paths(leaves: &[Vec<u8>], wanted: &[usize]) -> Vec<Vec<Step>> {
    let mut level: Vec<[u8; 32]> = leaves.iter().map(|one| leaf(one)).collect();
    let mut places = wanted.to_vec();
    let mut paths = vec![Vec::new(); wanted.len()];
    while level.len() > 1 {
        for (place, path) in places.iter_mut().zip(&mut paths) {
            let beside = *place ^ 1;
            if let Some(node) = level.get(beside) {
                let node = hex::encode(node);
                path.push(if beside < *place { Step::Left(node) } else { Step::Right(node) });
            }
            *place /= 2;
        }
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => join(left, right),
                [odd] => *odd,
                _ => unreachable!("chunks of two"),
            })
            .collect();
    }
    paths
}

/// The root to which a path leads from the entry with this hash; none for a path that is no hexadecimal text.
pub fn root_of(entry: &[u8], path: &[Step]) -> Option<[u8; 32]> {
    path.iter().try_fold(leaf(entry), |node, step| {
        let (Step::Left(beside) | Step::Right(beside)) = step;
        let beside: [u8; 32] = hex::decode(beside).ok()?.try_into().ok()?;
        Some(match step {
            Step::Left(_) => join(&beside, &node),
            Step::Right(_) => join(&node, &beside),
        })
    })
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    hash: Vec<u8>,
}

/// The paths of entries (by their places in the journal) under `seal`; `from` is the last entry of the seal before it.
/// Reads every hash under the seal once.
pub async fn under(
    conn: &impl ConnectionTrait,
    seal: &Checkpoint,
    from: i64,
    entries: &[i64],
) -> Result<BTreeMap<i64, Vec<Step>>, StoreError> {
    let text = "SELECT seq, hash FROM journal WHERE seq > $1 AND seq <= $2 ORDER BY seq";
    let rows: Vec<Row> = sql::all(conn, text, values![from, seal.upto]).await?;
    let (seqs, leaves): (Vec<i64>, Vec<Vec<u8>>) = rows.into_iter().map(|row| (row.seq, row.hash)).unzip();
    let found: Vec<(i64, usize)> =
        entries.iter().filter_map(|seq| Some((*seq, seqs.binary_search(seq).ok()?))).collect();
    let places: Vec<usize> = found.iter().map(|(_, place)| *place).collect();
    Ok(found.into_iter().map(|(seq, _)| seq).zip(paths(&leaves, &places)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Merkle;

    #[test]
    fn every_path_leads_to_the_root_and_no_other_entry_is_proved_by_it() {
        for count in [1, 2, 3, 5, 8, 13, 100] {
            let leaves: Vec<Vec<u8>> = (0..count).map(|n: u32| n.to_be_bytes().to_vec()).collect();
            let mut tree = Merkle::default();
            for leaf in &leaves {
                tree.add(leaf);
            }
            let all: Vec<usize> = (0..leaves.len()).collect();
            for (entry, path) in leaves.iter().zip(paths(&leaves, &all)) {
                assert_eq!(root_of(entry, &path), Some(tree.root()), "{count} leaves");
                assert_ne!(root_of(b"another", &path), Some(tree.root()));
            }
        }
        assert_eq!(root_of(b"x", &[Step::Left("no hash".to_owned())]), None);
    }
}
