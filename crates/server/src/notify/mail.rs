//! How is a mail server asked?

use std::time::Duration;

use fengqiao_jobs::Failure;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::authentication::Credentials,
};
use uuid::Uuid;

use super::config::{Smtp, Tls};
use crate::outbound;

/// Sends one message; its first line is the subject.
pub(super) async fn send(server: &Smtp, id: Uuid, address: &str, text: &str) -> Result<(), Failure> {
    outbound::prepare();
    let (subject, body) = text.split_once('\n').unwrap_or((text, text));
    let to: Mailbox = address.parse().map_err(|_| "the address is not one")?;
    let from: Mailbox = server.from.parse().map_err(|_| "notify.mail.from is no address")?;
    let mail = Message::builder()
        .from(from)
        .to(to)
        .subject(subject)
        .message_id(Some(format!("<{id}@{}>", server.server)))
        .header(ContentType::TEXT_PLAIN)
        .body(body.trim_start().to_owned())
        .map_err(|_| "the message could not be written as a mail")?;
    let transport = match server.tls {
        Tls::Implicit => AsyncSmtpTransport::<Tokio1Executor>::relay(&server.server)?,
        Tls::Starttls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&server.server)?,
        Tls::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.server),
    };
    let transport = transport.timeout(Some(Duration::from_secs(20)));
    let transport = match server.port {
        Some(port) => transport.port(port),
        None => transport,
    };
    let transport = match &server.user {
        Some(user) => transport.credentials(Credentials::new(user.clone(), server.password.clone())),
        None => transport,
    };
    // What the server says may repeat the address: only its code is kept.
    transport.build().send(mail).await.map(|_| ()).map_err(|error| {
        let code = error.status().map_or_else(|| "no code".to_owned(), |code| code.to_string());
        format!("the mail server did not take the message ({code})").into()
    })
}
