//! What does a decision cost? Every action asked of every class, by staff with one post and with three, of things in the
//! own street and elsewhere: `cargo run --release --package fengqiao-policy --example decide` prints nanoseconds.

use std::{hint::black_box, time::Instant};

use fengqiao_base::{AccountId, BodyId, Duty, id::PostId};
use fengqiao_domain::{
    account::{GRANTED, Post, Term},
    case::Confidentiality,
};
use fengqiao_policy::{Action, Asker, Thing, decide};
use time::macros::date;
use uuid::Uuid;

const ROUNDS: u32 = 20_000;
const STREETS: [&str; 3] = ["440306017000", "440306018000", "440306019000"];

fn post(nth: usize, duties: &[Duty]) -> Post {
    Post {
        id: PostId(Uuid::nil()),
        duties: duties.to_vec(),
        body: Some(BodyId(Uuid::from_u128(1))),
        street: Some(STREETS[nth].to_owned()),
        term: Term { from: date!(2026 - 01 - 01), until: None },
        of: None,
    }
}

fn main() {
    let account = AccountId(Uuid::from_u128(1));
    let things: Vec<Thing> = Confidentiality::ALL
        .iter()
        .flat_map(|class| STREETS.map(|street| (class, street)))
        .map(|(class, street)| Thing {
            number: 7,
            street: street.to_owned(),
            body: Some(BodyId(Uuid::from_u128(2))),
            mediator: Some(AccountId(Uuid::from_u128(2))),
            class: *class,
        })
        .collect();
    for (name, posts) in [
        ("one post", vec![post(0, &[Duty::Head])]),
        ("three posts", vec![post(0, &[Duty::Mediator]), post(1, &GRANTED[..4]), post(2, &[Duty::Justice])]),
    ] {
        let asker = Asker::Staff { account, posts: posts.into() };
        let (begun, mut made, mut allowed) = (Instant::now(), 0_u32, 0_u32);
        for _ in 0..ROUNDS / 20 {
            for action in Action::ALL {
                for thing in &things {
                    allowed += u32::from(decide(black_box(&asker), *action, Some(black_box(thing))));
                    made += 1;
                }
            }
        }
        let nanoseconds = begun.elapsed().as_secs_f64() * 1e9 / f64::from(made);
        println!("policy, {name:<12} {nanoseconds:>6.1} ns a decision ({made} made, {allowed} allowed)");
    }
}
