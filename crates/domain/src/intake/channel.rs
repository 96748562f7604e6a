//! By which way did a request come in?

use serde::{Deserialize, Serialize};

use crate::{
    case::{Charge, Origin, Referrer, Sent},
    codes::codes,
};

codes! {
    /// Every way in, one word each: the column `channel`, filters and figures.
    ChannelKind "channel" {
        /// 窗口
        Window = "window",
        /// 电话
        Telephone = "telephone",
        /// 来信
        Letter = "letter",
        /// 网上
        Portal = "portal",
        /// 网格上报
        Grid = "grid",
        /// 法院移送
        Court = "court",
        /// 公安移送
        Police = "police",
        /// 检察院移送
        Procuratorate = "procuratorate",
        /// 信访部门移送
        Petition = "petition",
        /// 12345 热线
        Hotline = "hotline",
        /// 其他单位移送
        OtherAgency = "other_agency",
    }

    /// Who handed a request over.
    ReferredBy "referred_by" {
        /// 法院
        Court = "court",
        /// 公安机关
        Police = "police",
        /// 检察院
        Procuratorate = "procuratorate",
        /// 信访部门
        Petition = "petition",
        /// 12345 热线
        Hotline = "hotline",
        /// 其他单位
        OtherAgency = "other_agency",
    }
}

/// The way a request came in, with what is true of that way only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Channel {
    /// At a window of a centre.
    Window {
        /// The number of the queue ticket.
        #[serde(default)]
        ticket: Option<String>,
    },
    /// By telephone.
    Telephone,
    /// By letter.
    Letter,
    /// On the platform, by the resident.
    Portal,
    /// Reported by a grid worker.
    Grid,
    /// Handed over by another body.
    Referral {
        /// By whom.
        by: ReferredBy,
        /// Its own reference number.
        #[serde(default)]
        reference: Option<String>,
        /// What a court charged the committee with.
        #[serde(default)]
        charge: Option<Charge>,
        /// That the body sent it itself, on the platform.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<Sent>,
    },
}

impl Channel {
    /// The one word for it.
    pub fn kind(&self) -> ChannelKind {
        match self {
            Channel::Window { .. } => ChannelKind::Window,
            Channel::Telephone => ChannelKind::Telephone,
            Channel::Letter => ChannelKind::Letter,
            Channel::Portal => ChannelKind::Portal,
            Channel::Grid => ChannelKind::Grid,
            Channel::Referral { by, .. } => match by {
                ReferredBy::Court => ChannelKind::Court,
                ReferredBy::Police => ChannelKind::Police,
                ReferredBy::Procuratorate => ChannelKind::Procuratorate,
                ReferredBy::Petition => ChannelKind::Petition,
                ReferredBy::Hotline => ChannelKind::Hotline,
                ReferredBy::OtherAgency => ChannelKind::OtherAgency,
            },
        }
    }

    /// Whether a party applied itself: the application is then received with the filing.
    pub fn is_own(&self) -> bool {
        match self {
            Channel::Window { .. } | Channel::Telephone | Channel::Letter | Channel::Portal => true,
            Channel::Grid | Channel::Referral { .. } => false,
        }
    }

    /// The reference number of whoever handed it over.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Channel::Referral { reference, .. } => reference.as_deref(),
            Channel::Window { .. }
            | Channel::Telephone
            | Channel::Letter
            | Channel::Portal
            | Channel::Grid => None,
        }
    }

    /// That the body that handed it over sent it itself, on the platform.
    pub fn sent(&self) -> Option<&Sent> {
        match self {
            Channel::Referral { sent, .. } => sent.as_ref(),
            Channel::Window { .. }
            | Channel::Telephone
            | Channel::Letter
            | Channel::Portal
            | Channel::Grid => None,
        }
    }

    /// The source of a case opened from it, as the official table counts it.
    pub fn origin(&self) -> Origin {
        match self {
            Channel::Window { .. } | Channel::Telephone | Channel::Letter | Channel::Portal => {
                Origin::Application
            }
            Channel::Grid => Origin::OwnMotion,
            Channel::Referral { by, reference, charge, sent } => Origin::Referred {
                by: match by {
                    ReferredBy::Court => Referrer::Court,
                    ReferredBy::Police => Referrer::Police,
                    ReferredBy::Procuratorate => Referrer::Procuratorate,
                    ReferredBy::Petition => Referrer::Petition,
                    ReferredBy::Hotline | ReferredBy::OtherAgency => Referrer::Other,
                },
                reference: reference.clone(),
                charge: charge.clone(),
                sent: sent.clone(),
            },
        }
    }
}
