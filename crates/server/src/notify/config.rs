//! How do messages leave the house?

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::Context;
use serde::Deserialize;

use crate::{config::Env, outbound};

/// The ways messages take. Without one they stay in the spool, which only the demonstration shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notify {
    /// Short messages.
    pub sms: Option<Gateway>,
    /// E-mail.
    pub mail: Option<Smtp>,
    /// Notices in browsers.
    pub push: Option<Push>,
}

/// The push services of browsers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Push {
    /// Their hosts; those below them count too. A browser of another one cannot be subscribed.
    pub services: Vec<String>,
}

/// A gateway for short messages, asked by one POST.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Gateway {
    /// Its address.
    pub url: String,
    /// What is sent: `{phone}`, `{text}`, `{id}` (the same for each try of one message) and `{secret}` are put in, escaped as
    /// `content_type` wants it.
    pub body: String,
    /// `application/json` or `application/x-www-form-urlencoded`.
    pub content_type: String,
    /// Further headers; `{secret}` and `{id}` are put in.
    pub headers: BTreeMap<String, String>,
    /// The file of the secret, or `FENGQIAO_NOTIFY_SMS_SECRET`.
    pub secret_file: Option<PathBuf>,
    /// What must stand in the answer besides a status of 2xx.
    pub success: Option<String>,
    #[serde(skip)]
    pub(super) secret: String,
}

/// A mail server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Smtp {
    /// Its name.
    pub server: String,
    /// Its port; none: the usual one.
    pub port: Option<u16>,
    /// How the line is kept from others.
    pub tls: Tls,
    /// Who sends: `枫桥 <noreply@example.org>`.
    pub from: String,
    /// The account at the server; none: it asks for none.
    pub user: Option<String>,
    /// The file of its password, or `FENGQIAO_NOTIFY_MAIL_PASSWORD`.
    pub password_file: Option<PathBuf>,
    #[serde(skip)]
    pub(super) password: String,
}

/// How the line to a mail server is kept from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// From the first byte (port 465).
    #[default]
    Implicit,
    /// After a greeting (port 587).
    Starttls,
    /// Not at all; only to this machine.
    None,
}

impl Notify {
    pub(crate) fn read(&mut self, env: &Env<'_>) -> anyhow::Result<()> {
        if let Some(url) = env.text("FENGQIAO_NOTIFY_SMS_URL") {
            self.sms.get_or_insert_default().url = url;
        }
        if let Some(server) = env.text("FENGQIAO_NOTIFY_MAIL_SERVER") {
            self.mail.get_or_insert_default().server = server;
        }
        if let Some(services) = env.text("FENGQIAO_NOTIFY_PUSH_SERVICES") {
            let named = services.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty());
            self.push.get_or_insert_default().services = named.collect();
        }
        if let Some(sms) = &mut self.sms {
            env.put("FENGQIAO_NOTIFY_SMS_BODY", &mut sms.body);
            env.put("FENGQIAO_NOTIFY_SMS_CONTENT_TYPE", &mut sms.content_type);
            sms.success = env.text("FENGQIAO_NOTIFY_SMS_SUCCESS").or(sms.success.take());
            sms.secret = env.secret("FENGQIAO_NOTIFY_SMS_SECRET", sms.secret_file.as_deref())?;
            if sms.content_type.is_empty() {
                "application/json".clone_into(&mut sms.content_type);
            }
            outbound::address(&sms.url).context("notify.sms.url")?;
            anyhow::ensure!(
                ["{phone}", "{text}"].iter().all(|place| sms.body.contains(place)),
                "notify.sms.body holds {{phone}} and {{text}}"
            );
        }
        if let Some(mail) = &mut self.mail {
            env.put("FENGQIAO_NOTIFY_MAIL_FROM", &mut mail.from);
            env.number("FENGQIAO_NOTIFY_MAIL_PORT", mail.port.get_or_insert_default())?;
            mail.port = mail.port.filter(|port| *port != 0);
            mail.user = env.text("FENGQIAO_NOTIFY_MAIL_USER").or(mail.user.take());
            mail.password = env.secret("FENGQIAO_NOTIFY_MAIL_PASSWORD", mail.password_file.as_deref())?;
            let is_here = outbound::address(&format!("http://{}/", mail.server)).is_ok();
            anyhow::ensure!(mail.tls != Tls::None || is_here, "notify.mail.tls is none only on this machine");
        }
        Ok(())
    }
}
