//! What kind of dispute is this, where does it come from, and who may know of it?

use fengqiao_base::{Day, id::BodyId};
use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// How confidential a case is. It restricts readers before any list is read.
    Confidentiality "confidentiality" {
        /// Read by whoever works on cases in the territory.
        Ordinary = "ordinary",
        /// Privacy or a trade secret is touched.
        Sensitive = "sensitive",
        /// A minor is concerned (未成年人保护法 103).
        Minor = "minor",
        /// Domestic violence is suspected (反家庭暴力法).
        DomesticViolence = "domestic_violence",
        /// Opened only by those named.
        Sealed = "sealed",
    }

    /// How hard a case is. The ministry's table counts only 疑难复杂; the rest follows local subsidy rules.
    Difficulty "difficulty" {
        /// 简单
        Simple = "simple",
        /// 一般
        Ordinary = "ordinary",
        /// 疑难复杂
        Hard = "hard",
    }

    /// Which organ handed a dispute over (接受委托移送调解).
    Referrer "referrer" {
        /// 法院
        Court = "court",
        /// 检察院
        Procuratorate = "procuratorate",
        /// 公安机关
        Police = "police",
        /// 信访部门
        Petition = "petition",
        /// 其他部门
        Other = "other",
    }

    /// In which way a court appointed the mediation (特邀调解规定 27).
    CourtCharge "court_charge" {
        /// 告知引导: the court told the parties of mediation; they apply themselves.
        Guided = "guided",
        /// 委派: before docketing, 30 days.
        Delegated = "delegated",
        /// 委托, ordinary procedure: 15 days.
        EntrustedOrdinary = "entrusted_ordinary",
        /// 委托, summary procedure: 7 days.
        EntrustedSummary = "entrusted_summary",
    }

    /// How long a dossier is kept. No national years exist; the defaults are configuration.
    Retention "retention" {
        /// 短期, 10 years by default.
        Short = "short",
        /// 长期, 30 years by default.
        Long = "long",
        /// 永久
        Permanent = "permanent",
    }
}

/// Where a case comes from: 依申请, 主动, 委托移送. The channel (window, telephone …) stands in the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// A party applied (人民调解法 17).
    Application,
    /// The committee acts on its own (人民调解法 17).
    OwnMotion,
    /// Another organ handed the dispute over.
    Referred {
        /// Which organ.
        by: Referrer,
        /// Its own reference number.
        #[serde(default)]
        reference: Option<String>,
        /// What a court charged the committee with.
        #[serde(default)]
        charge: Option<Charge>,
        /// That the organ sent it itself, on the platform.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<Sent>,
    },
}

/// A court's charge: its way, and the day its material was signed for, from which its period runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// In which way.
    pub way: CourtCharge,
    /// When the material was signed for, or taken on the court's platform; none: not yet.
    pub signed_for: Option<Day>,
}

/// That an organ sent a dispute here itself, on the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Which body of the district it is; it reads what is reported back.
    pub body: BodyId,
    /// What it asks.
    #[serde(default)]
    pub terms: String,
    /// When the material was signed for; none: not yet.
    #[serde(default)]
    pub signed_for: Option<Day>,
}

impl Origin {
    /// The column of the official table this case counts in.
    pub fn code(&self) -> &'static str {
        match self {
            Origin::Application => "application",
            Origin::OwnMotion => "own_motion",
            Origin::Referred { by, .. } => by.code(),
        }
    }

    /// The same source without a court's charge, whose period is spent.
    pub(crate) fn anew(&self) -> Self {
        match self {
            Origin::Application => Origin::Application,
            Origin::OwnMotion => Origin::OwnMotion,
            Origin::Referred { by, reference, charge: _, sent: _ } => {
                Origin::Referred { by: *by, reference: reference.clone(), charge: None, sent: None }
            }
        }
    }

    /// What a court charged the committee with, if a period of its own follows from it.
    pub fn charge(&self) -> Option<&Charge> {
        match self {
            Origin::Referred { charge: Some(charge), .. } if charge.way != CourtCharge::Guided => {
                Some(charge)
            }
            Origin::Application | Origin::OwnMotion | Origin::Referred { .. } => None,
        }
    }

    /// That the organ sent it itself, if it did.
    pub fn sent(&self) -> Option<&Sent> {
        match self {
            Origin::Referred { sent, .. } => sent.as_ref(),
            Origin::Application | Origin::OwnMotion => None,
        }
    }
}

/// The law that a dispute falls under beside the law of mediation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// 劳动争议调解仲裁法: written agreement, 15 days from the application, arbitration before suit.
    Labour,
    /// 医疗纠纷预防和处理条例: 30 working days, never in public without consent.
    Medical,
    /// Marriage and family: agreements are signed on paper (电子签名法 3).
    Family,
    /// 道路交通安全法: the police may mediate too.
    Traffic,
    /// Land, forest, expropriation: rights in land are settled by the government first.
    Land,
    /// Homes, homesteads and their management.
    Property,
    /// Consumers, travel, online trade.
    Consumer,
    /// Neighbours' nuisance and pollution, which an authority may stop.
    Environment,
    /// Loans, insurance, other finance.
    Finance,
    /// Intellectual property.
    IntellectualProperty,
    /// Not a civil dispute at all: an appeal to the administration.
    Appeal,
    /// Anything else.
    General,
}

impl Area {
    /// The area of a code of `dispute-types.csv`.
    pub fn of(dispute_type: &str) -> Self {
        match dispute_type {
            "01" => Self::Family,
            "03" | "17" => Self::Property,
            "07" | "08" => Self::Land,
            "09" => Self::Environment,
            "10" | "11" => Self::Labour,
            "12" | "13" | "14" => Self::Consumer,
            "15" => Self::Medical,
            "16" => Self::Traffic,
            "B3" => Self::IntellectualProperty,
            "B4" => Self::Finance,
            appeal if appeal.starts_with('G') => Self::Appeal,
            _ => Self::General,
        }
    }
}
