//! Which addresses are there, and who may come in?
//!
//! A route cannot be added without the action it asks permission for; the list is what the tests call one by one.

use std::{pin::Pin, sync::Arc};

use axum::routing::MethodFilter;
use axum::{
    Router,
    extract::Request,
    handler::Handler,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{MethodRouter, on},
};
use fengqiao_policy::{Action, decide};
use fengqiao_web::problem::Problem;

use crate::{
    app::App,
    viewer::{Route, Viewer},
};

/// One route and the action it asks permission for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// `GET`, `POST` …
    pub method: &'static str,
    /// The path with its parameters.
    pub path: &'static str,
    /// What a caller must be allowed to do.
    pub action: Action,
}

/// A handler whose type is forgotten: whatever the router wraps around handlers is compiled once for all of them, and not
/// once for each with everything it awaits.
#[derive(Clone)]
struct Erased(Arc<dyn Fn(Request, App) -> Answering + Send + Sync>);

/// An answer on its way.
type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

impl Erased {
    fn of<H, T>(handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self(Arc::new(move |request, app| Box::pin(handler.clone().call(request, app))))
    }
}

impl Handler<(), App> for Erased {
    type Future = Answering;

    fn call(self, request: Request, app: App) -> Answering {
        (self.0)(request, app)
    }
}

/// Routes with their actions.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    entries: Vec<Entry>,
}

impl Routes {
    /// Adds a page or an answer to read.
    pub fn get<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.on("GET", MethodFilter::GET, path, action, handler)
    }

    /// Adds a change.
    pub fn post<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.on("POST", MethodFilter::POST, path, action, handler)
    }

    /// Adds an end of something, for the API.
    pub fn delete<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.on("DELETE", MethodFilter::DELETE, path, action, handler)
    }

    fn on<H, T>(
        mut self,
        method: &'static str,
        filter: MethodFilter,
        path: &'static str,
        action: Action,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.entries.push(Entry { method, path, action });
        let route: MethodRouter<App> = on(filter, Erased::of(handler))
            .layer(from_fn(move |request, next| enter(path, action, request, next)));
        self.router = self.router.route(path, route);
        self
    }

    /// Adds all of `other`.
    pub fn merge(mut self, other: Routes) -> Self {
        self.entries.extend(other.entries);
        self.router = self.router.merge(other.router);
        self
    }

    /// The router, and the list of its entries.
    pub fn done(self) -> (Router<App>, Vec<Entry>) {
        (self.router, self.entries)
    }
}

/// Lets in who may do the action on at least something; the handler asks again about the thing itself.
async fn enter(path: &'static str, action: Action, request: Request, next: Next) -> Response {
    let mut response = let_in(action, request, next).await;
    response.extensions_mut().insert(Route(path));
    response
}

async fn let_in(action: Action, request: Request, next: Next) -> Response {
    let Some(viewer) = request.extensions().get::<Viewer>() else {
        return Problem::Fault.into_response();
    };
    if decide(&viewer.asker(), action, None) {
        return next.run(request).await;
    }
    if viewer.is_known() { Problem::NotFound.into_response() } else { Problem::SignIn.into_response() }
}
