//! Where do the streets lie on the drawing of the district?
//!
//! The outlines that are shipped are approximate (see `data/README.md`): they are drawn and coloured, and decide nothing.
//! The earth is flat enough here: degrees are scaled by the cosine of the latitude, and north is up.

use std::sync::LazyLock;

use fengqiao_domain::centre::Point;
use serde::Deserialize;

const STREETS: &str = include_str!("../../../../data/baoan-streets-approx.geojson");
/// The width of the drawing; its height follows.
const WIDTH: f64 = 1000.0;
/// Room for what stands at the edge.
const EDGE: f64 = 24.0;

/// The drawing.
#[derive(Debug)]
pub(super) struct Map {
    west: f64,
    north: f64,
    /// Units of the drawing for one degree to the east.
    east: f64,
    /// And for one to the south.
    south: f64,
    /// The height, in units.
    pub(super) height: f64,
    /// The streets.
    pub(super) streets: Vec<Street>,
}

/// A street on the drawing.
#[derive(Debug, PartialEq)]
pub(super) struct Street {
    /// 12-digit code.
    pub(super) code: String,
    /// Its outline, as the `d` of a path.
    pub(super) outline: String,
    /// Where its name stands.
    pub(super) middle: (f64, f64),
}

static SHIPPED: LazyLock<Map> = LazyLock::new(|| {
    Map::of(&serde_json::from_str(STREETS).expect("the outlines that are shipped can be read"))
});

/// The outlines as they are shipped (GeoJSON, RFC 7946).
#[derive(Deserialize)]
struct Outlines {
    features: Vec<Outline>,
}

#[derive(Deserialize)]
struct Outline {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    code: String,
    center: [f64; 2],
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<[f64; 2]>>),
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
}

impl Geometry {
    fn rings(&self) -> Vec<&[[f64; 2]]> {
        match self {
            Self::Polygon(rings) => rings.iter().map(Vec::as_slice).collect(),
            Self::MultiPolygon(parts) => parts.iter().flatten().map(Vec::as_slice).collect(),
        }
    }
}

fn point([lon, lat]: [f64; 2]) -> Point {
    Point { lon, lat }
}

impl Map {
    /// The drawing of the district that is shipped.
    pub(super) fn shipped() -> &'static Self {
        &SHIPPED
    }

    fn of(outlines: &Outlines) -> Self {
        let rings = outlines.features.iter().flat_map(|outline| outline.geometry.rings());
        let all: Vec<Point> = rings.flatten().copied().map(point).collect();
        let least = |of: fn(&Point) -> f64| all.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&Point) -> f64| all.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (west, north, south) = (least(|at| at.lon), most(|at| at.lat), least(|at| at.lat));
        let east = (WIDTH - 2.0 * EDGE) / (most(|at| at.lon) - west);
        let down = east / f64::midpoint(north, south).to_radians().cos();
        let mut map = Self {
            west,
            north,
            east,
            south: down,
            height: (north - south).mul_add(down, 2.0 * EDGE).ceil(),
            streets: Vec::new(),
        };
        map.streets = outlines
            .features
            .iter()
            .map(|outline| Street {
                code: outline.properties.code.clone(),
                outline: outline.geometry.rings().into_iter().map(|ring| map.outline(ring)).collect(),
                middle: map.place(point(outline.properties.center)),
            })
            .collect();
        map
    }

    /// The viewBox.
    pub(super) fn view(&self) -> String {
        format!("0 0 {WIDTH} {}", self.height)
    }

    /// Where a point of the ground stands on the drawing, in units to the right and down, to a tenth.
    pub(super) fn place(&self, at: Point) -> (f64, f64) {
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        (
            tenth((at.lon - self.west).mul_add(self.east, EDGE)),
            tenth((self.north - at.lat).mul_add(self.south, EDGE)),
        )
    }

    fn outline(&self, ring: &[[f64; 2]]) -> String {
        use std::fmt::Write as _;

        let mut drawn = String::new();
        for (nth, at) in ring.iter().enumerate() {
            let (right, down) = self.place(point(*at));
            let step = if nth == 0 { 'M' } else { 'L' };
            write!(drawn, "{step}{right} {down}").expect("a text takes more");
        }
        drawn.push('Z');
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    #[test]
    fn every_street_is_drawn_once_within_the_drawing_and_north_is_up() {
        let map = Map::shipped();
        let mut drawn: Vec<&str> = map.streets.iter().map(|street| street.code.as_str()).collect();
        drawn.sort_unstable();
        let all: Vec<&str> =
            Reference::shipped().divisions.streets().map(|street| street.code.as_str()).collect();
        assert_eq!(drawn, all);
        for street in &map.streets {
            let (right, down) = street.middle;
            assert!((0.0..=WIDTH).contains(&right) && (0.0..=map.height).contains(&down), "{street:?}");
            assert!(street.outline.starts_with('M') && street.outline.ends_with('Z'), "{street:?}");
        }
        let middle =
            |code| map.streets.iter().find(|street| street.code == code).map(|street| street.middle.1);
        let (xinan, songgang) = (middle("440306017000"), middle("440306024000"));
        assert!(songgang < xinan, "Songgang lies north of Xin'an: {songgang:?}, {xinan:?}");
    }

    #[test]
    fn a_degree_to_the_south_is_as_long_as_it_is_on_the_ground() {
        let map = Map::shipped();
        let here = Point { lon: 113.85, lat: 22.65 };
        let (east, south) = (Point { lon: 113.86, ..here }, Point { lat: 22.64, ..here });
        let apart = |one: (f64, f64), other: (f64, f64)| (one.0 - other.0).hypot(one.1 - other.1);
        let scale = |to: Point| apart(map.place(here), map.place(to)) / here.metres_to(to);
        assert!((scale(east) / scale(south) - 1.0).abs() < 0.02, "{} {}", scale(east), scale(south));
    }
}
