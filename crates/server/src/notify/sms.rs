//! How is a gateway for short messages asked?

use fengqiao_jobs::Failure;
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use uuid::Uuid;

use super::config::Gateway;
use crate::outbound;

/// Sends one short message. It asks nobody but the gateway of the settings.
pub(super) async fn send(gateway: &Gateway, id: Uuid, phone: &str, text: &str) -> Result<(), Failure> {
    let url = outbound::address(&gateway.url)?;
    let mut request = outbound::client()?
        .post(url.clone())
        .header(CONTENT_TYPE, gateway.content_type.as_str())
        .body(filled(gateway, id, phone, text));
    for (name, value) in &gateway.headers {
        let value = value.replace("{secret}", &gateway.secret).replace("{id}", &id.to_string());
        request = request.header(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
    }
    let response = request.send().await.map_err(|error| outbound::unreachable(&url, &error))?;
    let status = response.status();
    let answer = String::from_utf8_lossy(&outbound::body(&url, response).await?).into_owned();
    let is_taken = gateway.success.as_ref().is_none_or(|success| answer.contains(success));
    if status.is_success() && is_taken {
        return Ok(());
    }
    // Its answer may repeat the number: it is not kept.
    Err(format!("the gateway answered {} and did not take the message", status.as_u16()).into())
}

/// The body, each value escaped as its type wants it. Placeholders within a value stay what they are.
fn filled(gateway: &Gateway, id: Uuid, phone: &str, text: &str) -> String {
    let is_form = gateway.content_type.starts_with("application/x-www-form-urlencoded");
    let escaped = |value: &str| {
        if is_form {
            url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
        } else {
            let quoted = serde_json::Value::from(value).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        }
    };
    let id = id.to_string();
    let places = [("{phone}", phone), ("{text}", text), ("{id}", &id), ("{secret}", &gateway.secret)];
    let mut body = String::new();
    let mut rest = gateway.body.as_str();
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        body.push_str(before);
        if let Some((place, value)) = places.iter().find(|(place, _)| from.starts_with(place)) {
            body.push_str(&escaped(value));
            rest = &from[place.len()..];
        } else {
            body.push('{');
            rest = &from[1..];
        }
    }
    body.push_str(rest);
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_cannot_break_out_of_its_place() {
        let gateway = |body: &str, content_type: &str| Gateway {
            body: body.to_owned(),
            content_type: content_type.to_owned(),
            secret: "s&1".to_owned(),
            ..Gateway::default()
        };
        let told = |gateway: &Gateway| filled(gateway, Uuid::nil(), "13800138000", "码\"12\" {secret}&a=b");
        let json = gateway(r#"{"to":["{phone}"],"text":"{text}","key":"{secret}"}"#, "application/json");
        assert_eq!(told(&json), r#"{"to":["13800138000"],"text":"码\"12\" {secret}&a=b","key":"s&1"}"#);
        let form =
            gateway("to={phone}&text={text}&key={secret}&id={id}", "application/x-www-form-urlencoded");
        assert_eq!(
            told(&form),
            "to=13800138000&text=%E7%A0%81%2212%22+%7Bsecret%7D%26a%3Db&key=s%261&id=00000000-0000-0000-0000-000000000000"
        );
    }
}
