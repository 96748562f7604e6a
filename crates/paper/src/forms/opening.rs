//! Which forms begin a case?

use fengqiao_base::Day;
use serde::Serialize;
use time::macros::date;

use crate::values::{Head, Party, people};

/// 人民调解申请书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Application {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 申请人
    pub applicants: Vec<Party>,
    /// 被申请人
    pub respondents: Vec<Party>,
    /// 纠纷简要情况
    pub summary: String,
    /// 当事人申请事项
    pub claims: Vec<String>,
    /// When it was made; blank when it is signed by hand.
    pub applied_on: Option<Day>,
}

impl Application {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            applicants: vec![people::applicant()],
            respondents: vec![people::respondent()],
            summary: people::SUMMARY.to_owned(),
            claims: vec![
                "请求被申请人疏通并修复排水立管，防止再次倒灌；".to_owned(),
                "请求被申请人赔偿地板及家具损失人民币18,600元。".to_owned(),
            ],
            applied_on: Some(date!(2026 - 10 - 12)),
        }
    }
}
