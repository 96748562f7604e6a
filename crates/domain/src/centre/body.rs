//! What is a body of the district, and how is it present?

use fengqiao_base::BodyId;
use serde::{Deserialize, Serialize};
use time::Weekday;

use super::{Hours, Roster};
use crate::codes::codes;

codes! {
    /// Which organ or organisation an agency belongs to.
    Organ "organ" {
        /// 人民法院
        Court = "court",
        /// 人民检察院
        Procuratorate = "procuratorate",
        /// 公安
        Police = "police",
        /// 信访
        Petition = "petition",
        /// 司法行政
        Justice = "justice",
        /// 人力资源
        Labour = "labour",
        /// 住房和建设
        Housing = "housing",
        /// 市场监督管理
        Market = "market",
        /// 卫生健康
        Health = "health",
        /// 教育
        Education = "education",
        /// 城市更新和土地整备
        Renewal = "renewal",
        /// 工会
        Union = "union",
        /// 妇联
        Women = "women",
        /// 共青团
        Youth = "youth",
        /// 贸易促进
        Trade = "trade",
    }

    /// What helps people to come in and be understood.
    Access "access" {
        /// No steps from the street to the counter.
        StepFree = "step_free",
        /// A lift.
        Lift = "lift",
        /// A toilet for wheelchairs.
        Toilet = "toilet",
        /// A counter at the height of a wheelchair.
        LowCounter = "low_counter",
        /// Sign language by appointment.
        SignLanguage = "sign_language",
        /// Interpreters of Cantonese and Hakka.
        Dialects = "dialects",
        /// A quiet room.
        QuietRoom = "quiet_room",
        /// A room for mother and child.
        NursingRoom = "nursing_room",
        /// Parking for the disabled.
        Parking = "parking",
    }
}

/// How an agency is present in a centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "presence", rename_all = "snake_case")]
pub enum Presence {
    /// 常驻: every day the centre is open.
    Resident,
    /// 轮驻: on certain days of the week.
    Rotating {
        /// Which, Monday first.
        days: Vec<Weekday>,
    },
    /// 随驻: when it is called.
    OnCall {
        /// Within how many minutes somebody comes.
        within_minutes: u16,
    },
}

impl Presence {
    /// The word in data and translations.
    pub fn code(&self) -> &'static str {
        match self {
            Presence::Resident => "resident",
            Presence::Rotating { .. } => "rotating",
            Presence::OnCall { .. } => "on_call",
        }
    }
}

/// What kind of body it is, and what only this kind has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BodyKind {
    /// 区综治中心
    DistrictCentre,
    /// 分中心, attached to a dispatched tribunal.
    SubCentre {
        /// The tribunal's name.
        tribunal: String,
        /// The streets it serves (12-digit codes).
        streets: Vec<String>,
    },
    /// 社区调处站
    Station,
    /// 人民调解委员会 of a street or a community.
    Committee,
    /// 入驻单位
    Agency {
        /// Whose.
        organ: Organ,
        /// How it is there.
        presence: Presence,
    },
    /// 专业调解平台
    Platform {
        /// The kinds of disputes it is for (codes of `dispute-types.csv`).
        types: Vec<String>,
    },
    /// 专业调解团队
    Team {
        /// The kinds of disputes it is for; none: any.
        types: Vec<String>,
    },
    /// 非诉解纷服务窗口
    Window {
        /// The number over the counter.
        counter: u8,
    },
    /// 人民法院
    Court,
}

impl BodyKind {
    /// The codes of all kinds, in the order of the network: from the whole district down, then what is in a house.
    pub const CODES: [&'static str; 9] = [
        "district_centre",
        "sub_centre",
        "committee",
        "station",
        "agency",
        "platform",
        "team",
        "window",
        "court",
    ];

    /// The word in the database, the API and translations.
    pub fn code(&self) -> &'static str {
        match self {
            BodyKind::DistrictCentre => "district_centre",
            BodyKind::SubCentre { .. } => "sub_centre",
            BodyKind::Station => "station",
            BodyKind::Committee => "committee",
            BodyKind::Agency { .. } => "agency",
            BodyKind::Platform { .. } => "platform",
            BodyKind::Team { .. } => "team",
            BodyKind::Window { .. } => "window",
            BodyKind::Court => "court",
        }
    }

    /// Whether a resident can walk in there with any request.
    pub fn is_house(&self) -> bool {
        match self {
            BodyKind::DistrictCentre
            | BodyKind::SubCentre { .. }
            | BodyKind::Station
            | BodyKind::Committee => true,
            BodyKind::Agency { .. }
            | BodyKind::Platform { .. }
            | BodyKind::Team { .. }
            | BodyKind::Window { .. }
            | BodyKind::Court => false,
        }
    }
}

/// A point on the ground, WGS84, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// East.
    pub lon: f64,
    /// North.
    pub lat: f64,
}

impl Point {
    /// Metres to `other` over the ground, by the haversine formula on a sphere.
    pub fn metres_to(self, other: Point) -> f64 {
        const EARTH_RADIUS: f64 = 6_371_008.8;
        let (lat, other_lat) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = (other_lat - lat) / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let chord =
            half_lat.sin().mul_add(half_lat.sin(), lat.cos() * other_lat.cos() * half_lon.sin().powi(2));
        2.0 * EARTH_RADIUS * chord.sqrt().min(1.0).asin()
    }
}

/// A centre, agency, committee, platform, team, window or court that handles something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Its id.
    pub id: BodyId,
    /// Its stable word in addresses and tables, e.g. `committee-440306017000`.
    pub code: String,
    /// What kind it is.
    #[serde(flatten)]
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// The code of the body it belongs to or sits in.
    pub parent: Option<String>,
    /// 12-digit code of the district, street or community it is for.
    pub territory: String,
    /// Street and number, in Chinese.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Where it is.
    pub point: Option<Point>,
    /// When it is open.
    pub hours: Hours,
    /// What helps people to come in.
    #[serde(default)]
    pub access: Vec<Access>,
    /// Who is on duty when.
    #[serde(default)]
    pub roster: Option<Roster>,
    /// Whether name, address or number are made up for the demonstration (演示).
    #[serde(default)]
    pub invented: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_about_111_kilometres_and_of_longitude_less() {
        let here = Point { lon: 113.88, lat: 22.56 };
        let north = here.metres_to(Point { lat: 23.56, ..here });
        let east = here.metres_to(Point { lon: 114.88, ..here });
        assert!((111_190.0..111_200.0).contains(&north), "{north}");
        assert!((102_600.0..102_760.0).contains(&east), "{east}");
        assert!(here.metres_to(here) < 1e-6);
    }
}
