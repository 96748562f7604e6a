//! What does somebody take home from the window?

use fengqiao_base::Day;
use serde::Serialize;
use time::macros::{date, datetime};

use crate::{qr::Qr, values::At};

/// 诉求登记回执. It names nobody: whoever finds it learns nothing about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The centre or window that took the request in.
    pub centre: String,
    /// The number of the request.
    pub number: String,
    /// When it was filed.
    pub filed_at: At,
    /// By which way it came: 窗口, 网上 …
    pub channel: String,
    /// By when there will be an answer.
    pub answer_by: Option<Day>,
    /// What happens next, a sentence each.
    pub next: Vec<String>,
    /// Where to follow it.
    pub follow_url: String,
    /// Where the receipt is checked, with its code: the picture to scan.
    pub check: Qr,
    /// The signed code, in groups that can be typed in.
    pub code: String,
    /// The number to call.
    pub phone: Option<String>,
}

/// 排队票, on a roll of 80 mm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ticket {
    /// The centre.
    pub centre: String,
    /// The number to wait for.
    pub number: String,
    /// The window or service.
    pub window: String,
    /// How many are waiting before.
    pub waiting: u32,
    /// When it was drawn.
    pub drawn_at: At,
    /// What to bring or to mind.
    pub note: Option<String>,
}

impl Receipt {
    pub(super) fn example() -> Self {
        Self {
            centre: "深圳市宝安区西乡街道综治中心".to_owned(),
            number: "440306001-2026-000118".to_owned(),
            filed_at: At(datetime!(2026-10-12 01:20 UTC)),
            channel: "窗口".to_owned(),
            answer_by: Some(date!(2026 - 10 - 15)),
            next: vec![
                "工作人员核对材料后，决定由哪个单位办理。".to_owned(),
                "三个工作日内答复您是否受理；需要补充材料的，一次说清。".to_owned(),
                "调解是自愿的，不影响您依法申请仲裁、向法院起诉或者信访。".to_owned(),
            ],
            follow_url: "http://127.0.0.1:8080/follow".to_owned(),
            check: Qr("http://127.0.0.1:8080/receipts/check?code=K7QM2XR9V4TJ8WNP".to_owned()),
            code: "K7QM 2XR9 V4TJ 8WNP".to_owned(),
            phone: Some("0755-00000000".to_owned()),
        }
    }
}

impl Ticket {
    pub(super) fn example() -> Self {
        Self {
            centre: "西乡街道综治中心".to_owned(),
            number: "A012".to_owned(),
            window: "1号 引导受理窗口".to_owned(),
            waiting: 3,
            drawn_at: At(datetime!(2026-10-12 01:02 UTC)),
            note: Some("请准备身份证件和相关材料，听到叫号后到窗口办理。".to_owned()),
        }
    }
}
