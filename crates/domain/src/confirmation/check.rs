//! Would a court take this agreement for confirmation, and what in it may be unclear?

use fengqiao_base::id::{AgreementId, ItemId};

use super::CompetentCourt;
use crate::{
    agreement::{Agreement, Topic},
    case::{Area, Case},
    codes::codes,
};

codes! {
    /// Why a court does not accept an application (民诉法解释 355).
    Exclusion "exclusion" {
        /// Not a matter for the civil courts.
        OutsideCourts = "outside_courts",
        /// Validity, existence or end of a marriage, parentage or adoption.
        PersonalStatus = "personal_status",
        /// Another special procedure, or bankruptcy.
        SpecialProcedure = "special_procedure",
        /// The content confirms a real right or intellectual property.
        Ownership = "ownership",
    }

    /// What somebody should look at before the parties apply (民诉法解释 358: unclear content is dismissed).
    Concern "concern" {
        /// The agreement has no items.
        NoItems = "no_items",
        /// Money without an amount.
        AmountUnclear = "amount_unclear",
        /// No day by which it is done.
        DueMissing = "due_missing",
        /// No manner in which it is done.
        MannerMissing = "manner_missing",
        /// A family matter: does it touch marriage, parentage or adoption?
        MaybePersonalStatus = "maybe_personal_status",
        /// Land or a house: does it confirm who owns it?
        MaybeRealRight = "maybe_real_right",
        /// Intellectual property: does it confirm who owns it?
        MaybeIntellectualProperty = "maybe_intellectual_property",
    }
}

/// What stands against an application for confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmationCheck {
    /// Why no court would accept it. Empty: it may be filed.
    pub exclusions: Vec<Exclusion>,
    /// What to look at again, and in which item.
    pub concerns: Vec<(Concern, Option<ItemId>)>,
}

/// Characters that tell of money.
const MONEY: [char; 6] = ['元', '款', '费', '钱', '薪', '赔'];

impl Case {
    /// What stands against an application for confirmation of `agreement`.
    pub fn check_confirmation(&self, agreement: AgreementId) -> Option<ConfirmationCheck> {
        let agreement = self.agreement(agreement)?;
        Some(ConfirmationCheck { exclusions: self.exclusions(agreement), concerns: self.concerns(agreement) })
    }

    pub(super) fn exclusions(&self, agreement: &Agreement) -> Vec<Exclusion> {
        let mut found: Vec<Exclusion> = agreement
            .topics
            .iter()
            .filter_map(|topic| match topic {
                Topic::Marriage | Topic::Parentage | Topic::Adoption => Some(Exclusion::PersonalStatus),
                Topic::RealRight | Topic::IntellectualProperty => Some(Exclusion::Ownership),
                Topic::SpecialProcedure => Some(Exclusion::SpecialProcedure),
                Topic::OutsideCourts => Some(Exclusion::OutsideCourts),
                Topic::Inheritance => None,
            })
            .collect();
        if self.area() == Area::Appeal {
            found.push(Exclusion::OutsideCourts);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn concerns(&self, agreement: &Agreement) -> Vec<(Concern, Option<ItemId>)> {
        let mut found = Vec::new();
        match self.area() {
            Area::Family => found.push((Concern::MaybePersonalStatus, None)),
            Area::Land | Area::Property => found.push((Concern::MaybeRealRight, None)),
            Area::IntellectualProperty => found.push((Concern::MaybeIntellectualProperty, None)),
            Area::Labour
            | Area::Medical
            | Area::Traffic
            | Area::Consumer
            | Area::Environment
            | Area::Finance
            | Area::Appeal
            | Area::General => {}
        }
        if agreement.items.is_empty() {
            found.push((Concern::NoItems, None));
        }
        for item in agreement.items.iter().filter(|item| item.is_open()) {
            if item.terms.amount_fen.is_none() && item.terms.what.contains(MONEY) {
                found.push((Concern::AmountUnclear, Some(item.id)));
            }
            if item.terms.due.is_none() {
                found.push((Concern::DueMissing, Some(item.id)));
            }
            if item.terms.manner.is_empty() {
                found.push((Concern::MannerMissing, Some(item.id)));
            }
        }
        found
    }

    /// The courts that the parties may ask: the one that invited the committee, else one of three (民诉法 205).
    pub fn competent_courts(&self) -> &'static [CompetentCourt] {
        if self.origin.charge().is_some() {
            &[CompetentCourt::Inviting]
        } else {
            &[CompetentCourt::Domicile, CompetentCourt::SubjectMatter, CompetentCourt::Organisation]
        }
    }
}
