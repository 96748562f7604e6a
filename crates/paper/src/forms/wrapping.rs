//! Which forms hold a dossier together?

use fengqiao_base::Day;
use serde::Serialize;
use time::macros::date;

use crate::values::{Head, people};

/// 卷宗封面
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// Committee and 卷号.
    #[serde(flatten)]
    pub head: Head,
    /// 卷名: who with whom about what.
    pub title: String,
    /// 人民调解员
    pub mediators: Vec<String>,
    /// 调解日期, 自
    pub from: Option<Day>,
    /// 调解日期, 至
    pub until: Option<Day>,
    /// 立卷人
    pub filed_by: Option<String>,
    /// 立卷日期
    pub filed_on: Option<Day>,
    /// 保管期限
    pub kept: Option<String>,
    /// 备注
    pub remark: Option<String>,
}

/// A row of the contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsRow {
    /// 文书名称
    pub title: String,
    /// 页号, first and last.
    pub pages: Option<(u32, u32)>,
    /// 备注
    pub remark: Option<String>,
}

/// 卷内目录
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contents {
    /// Committee and 卷号.
    #[serde(flatten)]
    pub head: Head,
    /// The rows.
    pub rows: Vec<ContentsRow>,
}

/// 卷宗情况说明
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierNote {
    /// Committee and 卷号.
    #[serde(flatten)]
    pub head: Head,
    /// 情况说明
    pub note: String,
    /// How many pages the dossier has; filled in when it is bound.
    pub pages: Option<u32>,
    /// 立卷人
    pub filed_by: Option<String>,
    /// 检查人
    pub checked_by: Option<String>,
    /// When.
    pub on: Option<Day>,
}

/// 卷宗封底
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackCover {
    /// Committee and 卷号.
    #[serde(flatten)]
    pub head: Head,
    /// How many pages the dossier has.
    pub pages: Option<u32>,
}

impl Cover {
    pub(crate) fn example() -> Self {
        Self {
            head: people::head(),
            title: people::DISPUTE.to_owned(),
            mediators: vec!["钱七".to_owned()],
            from: Some(date!(2026 - 10 - 14)),
            until: Some(date!(2026 - 11 - 12)),
            filed_by: Some("孙八".to_owned()),
            filed_on: Some(date!(2026 - 11 - 24)),
            kept: Some("长期（30年）".to_owned()),
            remark: None,
        }
    }
}

impl Contents {
    pub(super) fn example() -> Self {
        let row = |title: &str, first, last| ContentsRow {
            title: title.to_owned(),
            pages: Some((first, last)),
            remark: None,
        };
        Self {
            head: people::head(),
            rows: vec![
                row("人民调解申请书", 1, 1),
                row("人民调解当事人权利义务告知书", 2, 3),
                row("当事人身份证明", 4, 5),
                row("人民调解调查记录", 6, 6),
                row("证据材料", 7, 34),
                row("人民调解记录", 35, 36),
                row("人民调解协议书", 37, 38),
                row("履行凭证", 39, 39),
                row("人民调解回访记录", 40, 40),
                row("卷宗情况说明", 41, 41),
            ],
        }
    }
}

impl DossierNote {
    pub(crate) fn example() -> Self {
        Self {
            head: people::head(),
            pages: Some(41),
            note: "本卷文书齐全。证据材料中的照片为电子照片打印件，电子原件随卷保存。".to_owned(),
            filed_by: Some("孙八".to_owned()),
            checked_by: None,
            on: Some(date!(2026 - 11 - 24)),
        }
    }
}

impl BackCover {
    pub(super) fn example() -> Self {
        Self { head: people::head(), pages: Some(41) }
    }
}
