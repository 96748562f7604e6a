//! What may a browser do with an answer?

use fengqiao::config::Config;

use super::wire::{HERE, Wire};

fn https(config: &mut Config) {
    config.public_url = "https://fengqiao.example".into();
}

const EVERYWHERE: [&str; 9] = [
    "/",
    "/sign-in",
    "/nowhere",
    "/assets/app.css",
    "/assets/nowhere.js",
    "/healthz",
    "/api/v1/centres",
    "/api/v1/nowhere",
    "/cases",
];

#[tokio::test]
async fn every_answer_tells_the_browser_what_it_may_not_do_with_it() {
    let wire = Wire::start(https).await;
    for path in EVERYWHERE {
        let said = wire.get(path).await;
        let told: Vec<(&str, &str)> = [
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "strict-transport-security",
        ]
        .map(|name| (name, said.header(name)))
        .to_vec();
        assert_eq!(
            told,
            [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
                ("strict-transport-security", "max-age=31536000"),
            ],
            "{path}"
        );
        assert!(said.header("permissions-policy").contains("geolocation=()"), "{path}");
        let policy = said.header("content-security-policy");
        for part in ["default-src 'none'", "form-action '", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
        let is_asset = path.starts_with("/assets/") && said.status == 200;
        assert_eq!(said.header("cache-control") == "no-store", !is_asset, "{path}");
    }
}

#[tokio::test]
async fn a_page_runs_no_script_of_its_own_text_and_each_has_another_nonce() {
    let wire = Wire::start(|_| {}).await;
    let (one, other) = (wire.get("/").await, wire.get("/").await);
    assert_ne!(one.header("content-security-policy"), other.header("content-security-policy"));
    assert_eq!(one.header("strict-transport-security"), "", "not without HTTPS");
    let text = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E";
    for path in ["/centres?q=", "/receipts/check?code=", "/sign-in?next=", "/preferences?back="] {
        let said = wire.get(&format!("{path}{text}")).await;
        assert!(said.status < 500 && !said.text().contains("<script>alert"), "{path}: {}", said.status);
        assert!(!said.text().contains("<img src=x"), "{path}");
    }
}

#[tokio::test]
async fn over_https_cookies_belong_to_this_host_alone_and_a_planted_one_is_not_taken() {
    let wire = Wire::start(https).await;
    let mut clerk = wire.visitor(HERE);
    clerk.prefix = "__Host-";
    assert_eq!(clerk.sign_in("clerk").await.status, 303);
    assert_eq!(clerk.get("/work").await.status, 200);
    for said in [clerk.get("/preferences?lang=en&elder=on").await, wire.get("/file").await] {
        let lines: Vec<&str> = said.all("set-cookie").collect();
        assert!(!lines.is_empty());
        for line in lines {
            let is_safe = line.starts_with("__Host-")
                && ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"]
                    .iter()
                    .all(|part| line.contains(part))
                && !line.contains("Domain");
            assert!(is_safe, "{line}");
        }
    }
    let session = clerk.cookies["__Host-fq_session"].clone();
    let planted = [("Cookie", format!("fq_session={session}"))];
    let planted = planted.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(wire.ask("GET", "/work", &planted, &[]).await.status, 303, "it came without the prefix");
}

#[tokio::test]
async fn a_download_is_never_shown_as_a_page_and_runs_nothing() {
    let wire = Wire::start(|_| {}).await;
    let mut head = wire.visitor(HERE);
    head.sign_in("head").await;
    let pages = ["/cases.csv", "/statistics.xlsx?from=2026-10&to=2026-10"];
    for path in pages {
        let said = head.get(path).await;
        assert_eq!(said.status, 200, "{path}: {}", said.text());
        assert!(said.header("content-disposition").starts_with("attachment; filename=\""), "{path}");
        assert_eq!(said.header("x-content-type-options"), "nosniff");
        assert!(said.header("content-security-policy").ends_with("sandbox"), "{path}");
    }
}
