//! What is asked at the door, and how long does it stay open (GB/T 22239 8.1.4.1)?
//!
//! The standard names what is to be limited; the numbers are assessors' habit.

use fengqiao_domain::account::{PasswordRules, SecondFactor};
use serde::Deserialize;
use time::Duration;

use crate::config::Env;

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
