//! What is asked at the door, and how long does it stay open (GB/T 22239 8.1.4.1)?
//!
//! The standard names what is to be limited; the numbers are assessors' habit.

use std::path::PathBuf;

use anyhow::Context;
use fengqiao_domain::account::{PasswordRules, SecondFactor};
use fengqiao_web::lang::Lang;
use serde::Deserialize;
use time::Duration;

use crate::{config::Env, outbound};

/// The rules of signing in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    /// Whether staff needs a second factor: `required` or `offered`.
    pub second_factor: SecondFactor,
    /// The fewest characters of a password.
    pub shortest_password: usize,
    /// How many of five kinds of characters it needs: small letters, capitals, digits, letters without case, signs.
    pub password_classes: usize,
    /// How many earlier passwords may not come back.
    pub password_history: usize,
    /// After so many days a password must be changed; 0: never.
    pub password_days: u32,
    /// A session ends after so many minutes without use.
    pub idle_minutes: u32,
    /// A session ends after so many hours in any case.
    pub absolute_hours: u32,
    /// So many wrong tries lock an account, counted from the first.
    pub tries: u32,
    /// For so many minutes.
    pub lock_minutes: u32,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            second_factor: SecondFactor::Required,
            shortest_password: 12,
            password_classes: 3,
            password_history: 5,
            password_days: 90,
            idle_minutes: 30,
            absolute_hours: 12,
            tries: 5,
            lock_minutes: 30,
        }
    }
}

impl SignIn {
    pub(crate) fn read(&mut self, env: &Env<'_>) -> anyhow::Result<()> {
        match env.text("FENGQIAO_SIGN_IN_SECOND_FACTOR").as_deref() {
            None => {}
            Some("required") => self.second_factor = SecondFactor::Required,
            Some("offered") => self.second_factor = SecondFactor::Offered,
            Some(_) => anyhow::bail!("FENGQIAO_SIGN_IN_SECOND_FACTOR is required or offered"),
        }
        env.number("FENGQIAO_SIGN_IN_SHORTEST_PASSWORD", &mut self.shortest_password)?;
        env.number("FENGQIAO_SIGN_IN_PASSWORD_CLASSES", &mut self.password_classes)?;
        env.number("FENGQIAO_SIGN_IN_PASSWORD_HISTORY", &mut self.password_history)?;
        env.number("FENGQIAO_SIGN_IN_PASSWORD_DAYS", &mut self.password_days)?;
        env.number("FENGQIAO_SIGN_IN_IDLE_MINUTES", &mut self.idle_minutes)?;
        env.number("FENGQIAO_SIGN_IN_ABSOLUTE_HOURS", &mut self.absolute_hours)?;
        env.number("FENGQIAO_SIGN_IN_TRIES", &mut self.tries)?;
        env.number("FENGQIAO_SIGN_IN_LOCK_MINUTES", &mut self.lock_minutes)?;
        anyhow::ensure!(self.shortest_password >= 8, "sign_in.shortest_password is at least 8");
        anyhow::ensure!(self.password_classes <= 5, "sign_in.password_classes is at most 5");
        anyhow::ensure!(
            self.idle_minutes > 0 && self.absolute_hours > 0 && self.tries > 0 && self.lock_minutes > 0,
            "sign_in.idle_minutes, absolute_hours, tries and lock_minutes are at least 1"
        );
        Ok(())
    }

    /// What passwords must be.
    pub fn passwords(&self) -> PasswordRules {
        PasswordRules {
            shortest: self.shortest_password,
            classes: self.password_classes,
            history: self.password_history,
            holds: (self.password_days > 0).then(|| Duration::days(self.password_days.into())),
        }
    }

    /// So long a session lives without use.
    pub fn idle(&self) -> Duration {
        Duration::minutes(self.idle_minutes.into())
    }

    /// So long a session lives.
    pub fn absolute(&self) -> Duration {
        Duration::hours(self.absolute_hours.into())
    }

    /// So long an account is locked.
    pub fn lock(&self) -> Duration {
        Duration::minutes(self.lock_minutes.into())
    }
}

/// Identity providers (OpenID Connect). Without one, people sign in here alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Oidc {
    /// Who speaks for staff.
    pub staff: Option<Provider>,
    /// Who speaks for residents: a city's citizen account.
    pub residents: Option<Provider>,
}

/// An identity provider.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Provider {
    /// Its address, as it stands in its tokens.
    pub issuer: String,
    /// What the platform is called there.
    pub client_id: String,
    /// The file of the secret; else `FENGQIAO_OIDC_STAFF_SECRET` or `…_RESIDENTS_SECRET`; none: a public client.
    pub client_secret_file: Option<PathBuf>,
    /// What is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// The claim that names the account (staff: a login) or the telephone (residents). `sub`: for staff only the subject that
    /// an administrator linked counts.
    pub claim: String,
    /// Words of `amr` that count as a second factor.
    pub second_factor_amr: Vec<String>,
    /// Values of `acr` that count as a second factor.
    pub second_factor_acr: Vec<String>,
    /// What its button says in Chinese.
    pub name_zh: String,
    /// What its button says in English.
    pub name_en: String,
    #[serde(skip)]
    pub(super) secret: String,
}

impl Provider {
    /// What it is called in the reader's language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::ZhCn => &self.name_zh,
            Lang::En => &self.name_en,
        }
    }

    fn read(&mut self, env: &Env<'_>, whose: &str, claim: &str, scope: &str) -> anyhow::Result<()> {
        let name = |key: &str| format!("FENGQIAO_OIDC_{whose}_{key}");
        env.put(&name("CLIENT_ID"), &mut self.client_id);
        env.put(&name("CLAIM"), &mut self.claim);
        env.put(&name("NAME_ZH"), &mut self.name_zh);
        env.put(&name("NAME_EN"), &mut self.name_en);
        for (key, into) in [
            ("SCOPES", &mut self.scopes),
            ("SECOND_FACTOR_AMR", &mut self.second_factor_amr),
            ("SECOND_FACTOR_ACR", &mut self.second_factor_acr),
        ] {
            if let Some(text) = env.text(&name(key)) {
                *into = text.split(',').map(|one| one.trim().to_owned()).collect();
            }
        }
        self.secret = env.secret(&name("SECRET"), self.client_secret_file.as_deref())?;
        if self.claim.is_empty() {
            claim.clone_into(&mut self.claim);
        }
        if self.scopes.is_empty() {
            self.scopes.push(scope.to_owned());
        }
        for (into, plain) in [(&mut self.name_zh, "统一身份认证"), (&mut self.name_en, "single sign-on")]
        {
            if into.is_empty() {
                plain.clone_into(into);
            }
        }
        outbound::address(&self.issuer).context("the issuer of an identity provider")?;
        anyhow::ensure!(!self.client_id.is_empty(), "an identity provider needs a client_id");
        Ok(())
    }
}

impl Oidc {
    pub(crate) fn read(&mut self, env: &Env<'_>) -> anyhow::Result<()> {
        for (provider, whose, claim, scope) in [
            (&mut self.staff, "STAFF", "preferred_username", "profile"),
            (&mut self.residents, "RESIDENTS", "phone_number", "phone"),
        ] {
            if let Some(issuer) = env.text(&format!("FENGQIAO_OIDC_{whose}_ISSUER")) {
                provider.get_or_insert_default().issuer = issuer;
            }
            if let Some(provider) = provider {
                provider.read(env, whose, claim, scope)?;
            }
        }
        Ok(())
    }
}
