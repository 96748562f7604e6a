//! Which forms accompany the mediation?

use serde::Serialize;
use time::macros::datetime;

use crate::values::{At, Head, Party, people};

/// 人民调解记录
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionRecord {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// Its place among the sessions of the case, from 1.
    pub nth: Option<u32>,
    /// 时间
    pub held_at: Option<At>,
    /// 地点
    pub place: Option<String>,
    /// 方式: 现场, 线上, 电话
    pub manner: Option<String>,
    /// Whether others could listen (公开).
    pub open: Option<bool>,
    /// 事由
    pub dispute: String,
    /// 当事人 that were present.
    pub parties: Vec<Party>,
    /// 参加人: who was invited to help and was present, with capacity; never the mediators.
    pub invited: Vec<String>,
    /// 人民调解员
    pub mediators: Vec<String>,
    /// 记录人
    pub recorder: Option<String>,
    /// 告知事项 are told by a text that is always the same; what the parties said to it.
    pub opinion: Option<String>,
    /// The record: statements, checks, course and outcome. Never what a party conceded under seal.
    pub record: String,
}

impl SessionRecord {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            nth: Some(1),
            held_at: Some(At(datetime!(2026-10-20 01:30 UTC))),
            place: Some("宝安区西乡街道综治中心第2调解室".to_owned()),
            manner: Some("现场".to_owned()),
            open: Some(false),
            dispute: "张三与深圳市示例物业管理有限公司物业纠纷".to_owned(),
            parties: vec![people::applicant(), people::respondent()],
            invited: vec!["赵六（坣岗社区居民委员会委员）".to_owned()],
            mediators: vec!["钱七".to_owned()],
            recorder: Some("孙八".to_owned()),
            opinion: Some("双方均表示清楚，同意由人民调解员钱七主持调解，不申请更换调解员。".to_owned()),
            record: "一、当事人陈述\n申请人张三：9月15日晚暴雨，阳台地漏往外返水，我当晚就打了物业电话，第二天上午才有人来。\
                地板全部起拱，两件柜子泡坏了，要求赔偿18,600元。\n被申请人代理人王五：当晚全区暴雨，报修电话有三十多个，我们按顺序处理。\
                立管是公共设施，疏通是我们的责任，但家具摆放和房屋老化也有原因，金额太高。\n二、核实与质证\n\
                调解员出示《调查记录》及照片8张，双方对9月15日晚返水、9月16日上午10时疏通的事实无异议。申请人提交购买木地板的收据和维修报价单，\
                被申请人对收据无异议，认为报价单应当折旧。\n三、调解过程\n调解员分别听取双方意见，并向双方说明《民法典》关于物业服务人维修、养护义务的规定。\
                参加人赵六介绍同小区其他住户受损及处理的情况。\n四、调解结果\n经调解，双方自愿达成一致：被申请人七日内完成立管改造，\
                并于2026年11月5日前向申请人支付12,000元；双方同意签订书面调解协议。"
                .to_owned(),
        }
    }
}
