//! Where do style, script and pictures come from, and how long may a browser keep them?
//!
//! The built frontend is embedded in the program. The address of a file carries its digest, so a browser may keep
//! it for good and still sees a new version at once.

use std::{future::ready, sync::LazyLock};

use axum::{
    Router,
    extract::{Path, RawQuery},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../frontend/dist/"]
struct Dist;

/// Addresses of what every page needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The script, a module.
    pub js: String,
    /// The sprite of icons; append `#name`.
    pub icons: String,
    /// The mark of the platform, as a picture.
    pub mark: String,
    /// What has not been built. Empty in a complete build; otherwise every page says so.
    pub missing: Vec<&'static str>,
}

const REQUIRED: [&str; 4] = ["app.css", "app.js", "icons.svg", "mark.svg"];

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let [css, js, icons, mark] = REQUIRED.map(url);
    let missing = REQUIRED.into_iter().filter(|name| Dist::get(name).is_none()).collect();
    Assets { css, js, icons, mark, missing }
});

impl Assets {
    /// The assets compiled into this program.
    pub fn built() -> &'static Assets {
        &ASSETS
    }
}

/// The address of an embedded file, with its digest.
pub fn url(name: &str) -> String {
    match Dist::get(name) {
        Some(file) => format!("/assets/{name}?v={}", tag(&file)),
        None => format!("/assets/{name}"),
    }
}

/// Serves `/assets/{file}`, and at the root what a browser keeps of us while no page is open: it stands for the pages
/// below its own address. Without state; to be merged into the program's router.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/service-worker.js", get(|headers: HeaderMap| ready(worker(&headers))))
        .route("/assets/{*file}", get(|path, query, headers: HeaderMap| ready(serve(path, query, &headers))))
}

/// Asked about each time, so that a browser does not keep an old one.
fn worker(headers: &HeaderMap) -> Response {
    serve(Path("worker.js".to_owned()), RawQuery(None), headers)
}

fn serve(Path(name): Path<String>, RawQuery(query): RawQuery, headers: &HeaderMap) -> Response {
    let Some(file) = Dist::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = tag(&file);
    let etag = format!("\"{tag}\"");
    let current = query.as_deref().and_then(|query| query.strip_prefix("v=")) == Some(tag.as_str());
    let keep = if current { "public, max-age=31536000, immutable" } else { "no-cache" };
    let seen = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if seen.is_some_and(|seen| seen.split(',').any(|one| one.trim().trim_start_matches("W/") == etag)) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag), (header::CACHE_CONTROL, keep.to_owned())])
            .into_response();
    }
    let kind = mime_guess::from_path(&name).first_or_octet_stream().to_string();
    let kind = if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind };
    (
        [(header::CONTENT_TYPE, kind), (header::ETAG, etag), (header::CACHE_CONTROL, keep.to_owned())],
        file.data,
    )
        .into_response()
}

/// The first 80 bits of the file's digest: enough to tell versions apart.
fn tag(file: &EmbeddedFile) -> String {
    hex::encode(&file.metadata.sha256_hash()[..10])
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;

    use super::*;

    async fn ask(uri: &str, seen: Option<&str>) -> Response {
        let mut request = Request::builder().uri(uri);
        if let Some(seen) = seen {
            request = request.header(header::IF_NONE_MATCH, seen);
        }
        let request = request.body(Body::empty()).expect("the request is well formed");
        routes::<()>().oneshot(request).await.expect("the router cannot fail")
    }

    #[tokio::test]
    async fn a_file_that_was_not_built_is_not_found_and_is_named_as_missing() {
        assert_eq!(ask("/assets/never-built.css", None).await.status(), StatusCode::NOT_FOUND);
        for name in REQUIRED {
            let status = ask(&format!("/assets/{name}"), None).await.status();
            let missing = Assets::built().missing.contains(&name);
            assert_eq!(status == StatusCode::NOT_FOUND, missing, "{name}");
        }
    }

    #[tokio::test]
    async fn what_a_browser_keeps_of_us_stands_for_every_page_and_is_asked_about_each_time() {
        let answer = ask("/service-worker.js", None).await;
        if Dist::get("worker.js").is_none() {
            assert_eq!(answer.status(), StatusCode::NOT_FOUND);
            return;
        }
        let header = |name| answer.headers()[name].to_str().expect("a header is ASCII").to_owned();
        assert_eq!(header(header::CONTENT_TYPE), "text/javascript; charset=utf-8");
        assert_eq!(header(header::CACHE_CONTROL), "no-cache");
    }

    #[tokio::test]
    async fn a_built_file_is_kept_for_good_under_its_digest_and_asked_about_otherwise() {
        for name in Dist::iter() {
            let fresh = ask(&url(&name), None).await;
            let keep = fresh.headers()[header::CACHE_CONTROL].clone();
            assert_eq!(keep, "public, max-age=31536000, immutable", "{name}");
            let etag = fresh.headers()[header::ETAG].to_str().expect("an ETag is ASCII").to_owned();
            let again = ask(&format!("/assets/{name}"), Some(&etag)).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{name}");
            assert_eq!(again.headers()[header::CACHE_CONTROL], "no-cache", "{name}");
        }
    }
}
