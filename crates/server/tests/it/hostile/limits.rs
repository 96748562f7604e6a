//! How often, how slowly and how much may somebody ask?

use std::time::Duration;

use fengqiao::{
    config::Config,
    limits::{Limit, Times},
};
use serde_json::Value;
use tokio::{io::AsyncWriteExt, time::Instant};

use super::wire::{HERE, Said, THERE, Wire, rest};

const fn limit(account: u32, address: u32) -> Limit {
    Limit { account, address, minutes: 1 }
}

fn few(config: &mut Config) {
    config.limits.reading = limit(4, 3);
    config.limits.changing = limit(4, 3);
    config.limits.filing = limit(1, 1);
    config.limits.export = limit(1, 1);
    config.limits.wrong_secret = Limit { minutes: 15, ..limit(0, 3) };
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_back_in_the_own_language() {
    let wire = Wire::start(few).await;
    let mut stranger = wire.visitor(HERE);
    for _ in 0..3 {
        assert_eq!(stranger.get("/").await.status, 200);
    }
    let refused = stranger.get("/").await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "20"));
    assert!(refused.text().contains("请 20 秒后再试"), "{}", refused.text());
    let english = stranger.send("GET", "/", &[("Accept-Language", "en")], &[]).await;
    assert!(english.text().contains("Try again in 20 seconds"), "{}", english.text());
    let api = stranger.send("GET", "/api/v1/centres", &[("Accept-Language", "en")], &[]).await;
    let told: Value = serde_json::from_slice(&api.body).unwrap();
    assert_eq!(
        (api.status, api.header("content-type"), &told["type"], &told["errors"][0]["code"]),
        (429, "application/problem+json", &"urn:fengqiao:problem:too-often".into(), &"too-often".into())
    );
    assert_eq!(wire.visitor(THERE).get("/").await.status, 200, "the neighbour is not held up");
    assert_eq!(stranger.get("/assets/app.css").await.status, 200, "what a page is made of is free");
    wire.app.clock.advance(time::Duration::seconds(20));
    assert_eq!(stranger.get("/").await.status, 200);
    assert_eq!(stranger.get("/").await.status, 429);
}

#[tokio::test]
async fn an_office_behind_one_address_is_counted_by_its_people_and_one_of_them_holds_up_no_other() {
    let wire = Wire::start(few).await;
    let mut people = Vec::new();
    for login in ["clerk", "head", "mediator"] {
        // Signing in is counted by address, and three pages of an address are free.
        let mut visitor = wire.visitor(HERE);
        assert_eq!(visitor.sign_in(login).await.status, 303);
        people.push(visitor);
    }
    for visitor in &mut people {
        for _ in 0..4 {
            assert_eq!(visitor.get("/work").await.status, 200);
        }
    }
    assert_eq!(people[0].get("/work").await.status, 429);
    people[1].address = THERE.to_owned();
    assert_eq!(people[1].get("/work").await.status, 429, "another address is no other account");
}

#[tokio::test]
async fn all_addresses_of_one_line_of_ipv6_are_one_and_a_false_hop_makes_no_other() {
    let wire = Wire::start(few).await;
    for nth in 1..=3 {
        assert_eq!(wire.visitor(&format!("2001:db8:7:8::{nth}")).get("/").await.status, 200);
    }
    assert_eq!(wire.visitor("2001:db8:7:8:ffff::1").get("/").await.status, 429);
    assert_eq!(wire.visitor("2001:db8:7:9::1").get("/").await.status, 200);
    for nth in 1..=3 {
        assert_eq!(wire.visitor(&format!("10.0.0.{nth}, {HERE}")).get("/").await.status, 200);
    }
    assert_eq!(wire.visitor(&format!("127.0.0.1, {HERE}")).get("/").await.status, 429);
    assert_eq!(wire.visitor(HERE).send("GET", "/", &[("Forwarded", "for=6.6.6.6")], &[]).await.status, 429);
    let nobody = wire.visitor("127.0.0.1").get("/").await.status;
    assert_eq!(nobody, 200);
    for _ in 0..3 {
        wire.visitor("127.0.0.1").get("/").await;
    }
    assert_eq!(wire.visitor("127.0.0.1").get("/").await.status, 429, "nobody from elsewhere is this machine");
}

#[tokio::test]
async fn a_header_of_a_stranger_is_not_believed() {
    let wire = Wire::start(|config| {
        few(config);
        config.proxies.trusted.clear();
        config.limits.unlimited.clear();
    })
    .await;
    let said: Vec<u16> = {
        let mut all = Vec::new();
        for nth in 1..=4 {
            all.push(wire.visitor(&format!("203.0.113.{nth}")).get("/").await.status);
        }
        all
    };
    assert_eq!(said, [200, 200, 200, 429]);
}

#[tokio::test]
async fn wrong_passwords_for_many_accounts_hold_up_the_address_and_nobody_else() {
    let wire = Wire::start(few).await;
    let mut stranger = wire.visitor(HERE);
    stranger.get("/sign-in").await;
    let mut tried = Vec::new();
    for login in ["clerk", "head", "nobody-here", "mediator"] {
        tried.push(stranger.post("/sign-in", &[("login", login), ("password", "wrong")]).await.status);
    }
    assert_eq!(tried, [422, 422, 422, 429]);
    let follow =
        stranger.post("/follow", &[("number", "440306-2026-000001"), ("secret", "22222-22222")]).await;
    assert_eq!(
        (follow.status, follow.header("retry-after")),
        (429, "300"),
        "codes are counted with passwords"
    );
    assert_eq!(wire.visitor(THERE).sign_in("clerk").await.status, 303, "nobody else is held up");
    wire.app.clock.advance(time::Duration::minutes(5));
    assert_eq!(stranger.sign_in("clerk").await.status, 303);
}

#[tokio::test]
async fn tables_are_taken_out_and_requests_filed_seldom() {
    let wire = Wire::start(|config| {
        config.limits.export = limit(1, 1);
        config.limits.filing = limit(1, 1);
    })
    .await;
    let mut clerk = wire.visitor(HERE);
    clerk.sign_in("clerk").await;
    assert_eq!(clerk.get("/cases.csv").await.status, 200);
    assert_eq!(clerk.get("/cases.csv").await.status, 429);
    assert_eq!(clerk.get("/cases").await.status, 200, "the list itself is another matter");
    let mut resident = wire.visitor(THERE);
    resident.get("/file").await;
    let filed = |key| {
        let mut fields = super::FILING.to_vec();
        fields.push(("idempotency_key", key));
        fields
    };
    let one = resident.post("/file", &filed("one")).await;
    assert_eq!(one.status, 200, "{}", one.text());
    assert_eq!(resident.post("/file", &filed("other")).await.status, 429);
}

#[tokio::test]
async fn this_machine_is_not_limited_unless_it_is_told_so() {
    let wire = Wire::start(few).await;
    for _ in 0..20 {
        assert_eq!(wire.get("/").await.status, 200);
    }
}

fn quick(config: &mut Config) {
    config.limits.seconds = Times { silence: 1, pause: 1, whole: 2, whole_with_files: 3 };
}

/// What is answered, and after how many seconds.
async fn slowly(wire: &Wire, head: &str, drops: usize, every: Duration) -> (Option<u16>, u64) {
    let mut stream = wire.connect().await;
    let begun = Instant::now();
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..drops {
        tokio::time::sleep(every).await;
        // The server may have closed it.
        if stream.write_all(b"a").await.is_err() {
            break;
        }
    }
    let answer = rest(&mut stream).await;
    let status = String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|code| code.parse().ok());
    (status, begun.elapsed().as_secs())
}

#[tokio::test]
async fn whoever_sends_drop_by_drop_is_let_go_of_and_everybody_else_is_served_meanwhile() {
    let wire = Wire::start(quick).await;
    let head = "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ";
    let form = "POST /follow HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                Content-Length: 1000\r\n\r\n";
    let drop = Duration::from_millis(400);
    let (in_head, silent, pausing, dripping, other) = tokio::join!(
        slowly(&wire, head, 6, drop),
        slowly(&wire, "", 0, drop),
        slowly(&wire, form, 0, drop),
        slowly(&wire, form, 9, drop),
        wire.get("/"),
    );
    assert_eq!(other.status, 200);
    assert!(in_head.0.is_none_or(|status| status == 408) && in_head.1 < 4, "{in_head:?}");
    assert!(silent.0.is_none_or(|status| status == 408) && silent.1 < 3, "{silent:?}");
    assert!(pausing.0 == Some(408) && pausing.1 < 3, "{pausing:?}");
    assert!(dripping.0 == Some(408) && dripping.1 < 5, "{dripping:?}");
}

#[tokio::test]
async fn nobody_who_keeps_silent_holds_up_the_end() {
    let app = crate::harness::TestApp::with(quick).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (router, config) = (app.router(), app.app.config.clone());
    let server = tokio::spawn(async move {
        let told = async { stopped.await.unwrap() };
        fengqiao::listen::serve(listener, router, &config, told).await
    });
    let mut held = Vec::new();
    for begun in ["", "GET / HT", "POST /follow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na"] {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(begun.as_bytes()).await.unwrap();
        held.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(5), server).await;
    ended.expect("it ends").unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err(), "nobody is taken any more");
}

#[tokio::test]
async fn one_address_does_not_take_all_connections() {
    let wire = Wire::start(|config| {
        config.proxies.trusted.clear();
        config.limits.unlimited.clear();
        config.limits.connections_per_address = 3;
    })
    .await;
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut stream = wire.connect().await;
        stream.write_all(b"GET / HT").await.unwrap();
        held.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let refused = wire.raw(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert_eq!(refused, b"");
    drop(held);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(wire.get("/").await.status, 200);
}

#[tokio::test]
async fn too_much_of_anything_is_refused_before_it_is_worked_on() {
    let wire = Wire::start(|_| {}).await;
    let long = |count: usize| "q".repeat(count);
    let asked: Vec<(&str, Said, u16)> = vec![
        ("address", wire.get(&format!("/centres?q={}", long(9000))).await, 414),
        ("address of the API", wire.get(&format!("/api/v1/centres?code={}", long(9000))).await, 414),
        ("head", wire.ask("GET", "/", &[("X-Long", &long(300_000))], &[]).await, 431),
        ("lines", wire.ask("GET", "/", &[("A", "b"); 200], &[]).await, 431),
        ("fields", wire.get(&format!("/file?{}", "a&".repeat(3000))).await, 413),
    ];
    for (what, said, status) in asked {
        assert_eq!(said.status, status, "{what}: {}", said.text());
    }
    let json = [("Content-Type", "application/json")];
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let deep = wire.ask("POST", "/api/v1/sessions", &json, deep.as_bytes()).await;
    assert_eq!(deep.status, 400, "{}", deep.text());
    let large = format!("{{\"login\":\"{}\"}}", long(600_000));
    let large = wire.ask("POST", "/api/v1/sessions", &json, large.as_bytes()).await;
    assert_eq!(large.status, 413, "{}", large.text());
    let chunked = [("Content-Type", "application/x-www-form-urlencoded"), ("Transfer-Encoding", "chunked")];
    let mut body = Vec::new();
    for _ in 0..20 {
        body.extend_from_slice(b"10000\r\n");
        body.extend(std::iter::repeat_n(b'a', 0x1_0000));
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"0\r\n\r\n");
    assert_eq!(
        wire.ask("POST", "/follow", &chunked, &body).await.status,
        413,
        "no length is told beforehand"
    );
    assert_eq!(wire.get("/").await.status, 200);
}
