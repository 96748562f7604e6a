//! Were the rules or the settings changed since the platform was last started?
//!
//! They come from files and the environment, so that nobody tells the platform of a change. It keeps a keyed digest of
//! each part, and notes at the start which parts are not as they were (GB/T 22239-2019 8.1.4.3: changes of what is
//! enforced are audited). What a part says is not noted: it may hold secrets.

use fengqiao_base::Actor;
use fengqiao_store::{StoreError, settings};

use super::{About, Kind, Note};
use crate::app::App;

/// Who may do what, as it is tested; see the crate `policy`.
const POLICY: &str = include_str!("../../../policy/golden/matrix.txt");

/// The parts, each with everything it says.
fn parts(app: &App) -> Vec<(&'static str, String)> {
    let config = &app.config;
    vec![
        ("policy", POLICY.to_owned()),
        ("deadlines", format!("{:?}", app.reference.reckoning.as_started())),
        ("retention", format!("{:?}", app.reference.retention)),
        ("district", format!("{:?} {}", config.district, config.public_url)),
        ("sign_in", format!("{:?}", config.sign_in)),
        ("oidc", format!("{:?}", config.oidc)),
        ("notify", format!("{:?}", config.notify)),
        ("limits", format!("{:?} {:?}", config.limits, config.proxies)),
        ("keys", format!("{:?}", config.keys)),
    ]
}

/// Notes each part that is not as it was when the platform was last started, and gives their names. A part that was
/// never seen before is kept and not noted.
pub async fn note_changes(app: &App) -> Result<Vec<&'static str>, StoreError> {
    let mut changed = Vec::new();
    for (part, text) in parts(app) {
        let digest = hex::encode(app.keys.mac("settings", text.as_bytes()));
        let name = format!("settings seen: {part}");
        let kept = settings::get(app.store.read(), &name).await?;
        if kept.as_ref() == Some(&digest) {
            continue;
        }
        if kept.is_some() {
            let (at, by, about, what) = (app.clock.now(), Actor::System, About::Platform, part.to_owned());
            Note { kind: Kind::SettingChanged, at, by, from: None, about, what }.keep(app).await?;
            changed.push(part);
        }
        app.store.write(move |tx| Box::pin(async move { settings::put(tx, &name, &digest).await })).await?;
    }
    Ok(changed)
}
