//! What does somebody reach who means ill? Everything here is tried over a socket, against the real server.

mod answers;
mod exports;
mod guessing;
mod limits;
mod logs;
mod outbound;
mod requests;
mod uploads;
mod wire;

/// A whole filing in one form, but for its key.
pub const FILING: [(&str, &str); 14] = [
    ("step", "5"),
    ("go", "send"),
    ("kind", "dispute"),
    ("what", "楼上漏水，天花板受损，希望修好并赔偿。"),
    ("community", "440306017001"),
    ("others-0-known_as", "楼上住户"),
    ("others-0-kind", "person"),
    ("claims", "修好漏水"),
    ("dispute_type", "02"),
    ("for_whom", "self"),
    ("me-kind", "person"),
    ("me-name", "张三"),
    ("me-phone", "19900000001"),
    ("notice", "yes"),
];
