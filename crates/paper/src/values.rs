//! Which values do several forms share?
//!
//! What is `None` or empty is left blank on paper, to be filled in by hand.

use fengqiao_base::{Day, Moment, clock::CHINA};
use serde::{Serialize, Serializer};

/// What stands on every form of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The full name of the mediation committee (人民调解委员会).
    pub committee: String,
    /// The number of the dossier or the case.
    pub number: Option<String>,
}

/// Somebody in a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// In which place: 申请人, 被申请人, 当事人.
    pub role: String,
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// Who speaks for it.
    pub agent: Option<Agent>,
}

/// A person or an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Who {
    /// 自然人
    Person(Person),
    /// 法人、非法人组织
    Unit(Unit),
}

impl Who {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(person) => &person.name,
            Self::Unit(unit) => &unit.name,
        }
    }
}

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// 姓名
    pub name: String,
    /// 性别
    pub sex: Option<String>,
    /// 民族
    pub ethnicity: Option<String>,
    /// 年龄
    pub age: Option<u32>,
    /// 居民身份证号码 or another document's number
    pub id_number: Option<String>,
    /// 职业或职务
    pub occupation: Option<String>,
    /// 联系方式
    pub phone: Option<String>,
    /// 单位或住址
    pub address: Option<String>,
}

/// An organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// 名称
    pub name: String,
    /// 统一社会信用代码
    pub credit_code: Option<String>,
    /// 地址
    pub address: Option<String>,
    /// 法定代表人(负责人)
    pub representative: Option<String>,
    /// 职务
    pub position: Option<String>,
    /// 联系方式
    pub phone: Option<String>,
}

/// Somebody who speaks for a party.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Agent {
    /// 委托代理人, 法定代理人, 监护人 …
    pub capacity: String,
    /// 姓名
    pub name: String,
    /// 联系方式
    pub phone: Option<String>,
}

/// Another way than mediation, as the platform names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// The way: 向人民法院起诉.
    pub name: String,
    /// What to mind.
    pub hint: Option<String>,
}

/// A moment, in China's time. In a template it has `day` and `time`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At(pub Moment);

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown {
            day: Day,
            time: String,
        }
        let local = self.0.to_offset(CHINA);
        let time = format!("{}时{:02}分", local.hour(), local.minute());
        Shown { day: local.date(), time }.serialize(serializer)
    }
}

/// The people of the samples. They are invented; their numbers belong to nobody.
pub(crate) mod people {
    use super::{Agent, Head, Party, Person, Unit, Way, Who};

    pub(crate) fn head() -> Head {
        Head {
            committee: "深圳市宝安区西乡街道人民调解委员会".to_owned(),
            number: Some("（2026）深宝西人调字第118号".to_owned()),
        }
    }

    pub(crate) fn applicant() -> Party {
        Party {
            role: "申请人".to_owned(),
            who: Who::Person(Person {
                name: "张三".to_owned(),
                sex: Some("男".to_owned()),
                ethnicity: Some("汉族".to_owned()),
                age: Some(46),
                id_number: Some("000306198001010017".to_owned()),
                occupation: Some("个体经营者".to_owned()),
                phone: Some("000-00001234".to_owned()),
                address: Some("深圳市宝安区西乡街道坣岗社区示例路1号2栋301".to_owned()),
            }),
            agent: None,
        }
    }

    pub(crate) fn respondent() -> Party {
        Party {
            role: "被申请人".to_owned(),
            who: Who::Unit(Unit {
                name: "深圳市示例物业管理有限公司".to_owned(),
                credit_code: Some("91440300MA5EXAMP0X".to_owned()),
                address: Some("深圳市宝安区西乡街道示例大道88号A座12层".to_owned()),
                representative: Some("李四".to_owned()),
                position: Some("总经理".to_owned()),
                phone: Some("000-00005678".to_owned()),
            }),
            agent: Some(Agent {
                capacity: "委托代理人".to_owned(),
                name: "王五".to_owned(),
                phone: Some("000-00004321".to_owned()),
            }),
        }
    }

    pub(crate) fn ways() -> Vec<Way> {
        let way = |name: &str, hint: &str| Way { name: name.to_owned(), hint: Some(hint.to_owned()) };
        vec![
            way("向人民法院起诉", "请留意诉讼时效；符合条件的，可以申请缓交、减交或者免交诉讼费用。"),
            way("向行政主管部门投诉", "物业服务问题可以向街道办事处或者住房建设部门反映。"),
            way("信访", "可以通过网络、电话、来信、走访等方式提出。"),
            way("申请法律援助", "经济困难的，可以向宝安区法律援助处申请。"),
        ]
    }

    pub(crate) const DISPUTE: &str = "张三与深圳市示例物业管理有限公司物业纠纷";

    pub(crate) const SUMMARY: &str = "申请人系示例花园2栋301房业主，被申请人为该小区物业服务企业。2026年9月暴雨期间，小区外墙排水立管堵塞，\
        雨水倒灌入申请人房屋，造成客厅、主卧木地板及部分家具受损。双方就维修责任及赔偿金额多次协商未果。";
}
