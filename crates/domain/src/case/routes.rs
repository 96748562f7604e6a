//! Which other ways does a party have? Every stage shows them: mediation blocks nobody (人民调解法 3, 26).

use super::{Area, Case, Confidentiality, Side};
use crate::{
    agreement::{Item, ItemState},
    codes::codes,
};

codes! {
    /// A way beside mediation. Its name is the sentence `route-<code>`, what to mind `route-<code>.hint`.
    Route "route" {
        /// 向人民法院起诉
        Court = "court",
        /// 劳动争议仲裁: comes before suit (劳动争议调解仲裁法 5).
        LabourArbitration = "labour_arbitration",
        /// 支付令, of what an employer agreed to pay and did not (劳动争议调解仲裁法 16).
        PaymentOrder = "payment_order",
        /// 商事仲裁, where the parties agreed on it.
        Arbitration = "arbitration",
        /// 行政裁决、行政投诉
        Administrative = "administrative",
        /// 行政复议
        Reconsideration = "reconsideration",
        /// 信访
        Petition = "petition",
        /// 报警
        Police = "police",
        /// 人身安全保护令
        ProtectionOrder = "protection_order",
        /// 法律援助
        LegalAid = "legal_aid",
    }
}

impl Route {
    /// The ways of a dispute in this area, the most usual first. Never empty.
    pub fn of(area: Area, class: Confidentiality) -> Vec<Route> {
        let mut routes = match area {
            Area::Labour => vec![Route::LabourArbitration, Route::Administrative, Route::Court],
            Area::Land => vec![Route::Administrative, Route::Court, Route::Arbitration],
            Area::Appeal => vec![Route::Administrative, Route::Reconsideration, Route::Court],
            Area::Consumer
            | Area::Environment
            | Area::Property
            | Area::Medical
            | Area::IntellectualProperty => vec![Route::Court, Route::Administrative, Route::Arbitration],
            Area::Traffic => vec![Route::Court, Route::Police, Route::Arbitration, Route::Administrative],
            Area::Finance | Area::General => vec![Route::Court, Route::Arbitration, Route::Administrative],
            Area::Family => vec![Route::Court, Route::Administrative],
        };
        if class == Confidentiality::DomesticViolence {
            routes.splice(0..0, [Route::Police, Route::ProtectionOrder]);
        }
        routes.extend([Route::Petition, Route::LegalAid]);
        routes
    }
}

impl Case {
    /// The other ways of this dispute, the most usual first. Never empty.
    pub fn routes(&self) -> Vec<Route> {
        self.routes_of(if self.is_violent() { Confidentiality::DomesticViolence } else { self.class })
    }

    /// The same as a party reads them, whose side nobody need protect: nothing tells that the other is protected.
    pub fn routes_for_parties(&self) -> Vec<Route> {
        self.routes_of(Confidentiality::Ordinary)
    }

    fn routes_of(&self, class: Confidentiality) -> Vec<Route> {
        let mut routes = Route::of(self.area(), class);
        if self.payable_by_order().next().is_some() {
            routes.insert(0, Route::PaymentOrder);
        }
        routes
    }

    /// The sums that an employer agreed to pay and did not within the time, for which the employee may ask the court for a
    /// payment order with the agreement (劳动争议调解仲裁法 16; 劳动合同法 30).
    pub fn payable_by_order(&self) -> impl Iterator<Item = &Item> {
        let is_labour = self.area() == Area::Labour;
        let is_owed_to_applicant = |item: &Item| {
            self.party(item.terms.beneficiary).is_some_and(|party| party.side == Side::Applicant)
        };
        let is_late = |item: &Item| matches!(item.state, ItemState::Overdue { .. });
        self.items().filter(move |item| {
            is_labour && item.terms.amount_fen.is_some() && is_late(item) && is_owed_to_applicant(item)
        })
    }
}
