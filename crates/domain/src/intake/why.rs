//! Why not? Every refusal of the rules of a request, with the article that stands behind it.

use fengqiao_base::Refusal;

use crate::case::refusals;

refusals! {
    // What a filing may get wrong.
    WhatMissing = "what-missing";
    WordsTooLong = "words-too-long";
    PlaceMissing = "place-missing";
    PlaceUnknown = "place-unknown";
    HappenedInTheFuture = "happened-in-the-future";
    ClaimMissing = "claim-missing";
    TooManyClaims = "too-many-claims";
    AmountImpossible = "amount-impossible";
    NameMissing = "name-missing";
    OtherSideMissing = "other-side-missing";
    ApplicantMissing = "applicant-missing";
    TooManyParties = "too-many-parties";
    ContactMissing = "contact-missing";
    PhoneMalformed = "phone-malformed";
    BirthImpossible = "birth-impossible";
    NoticeNotShown = "notice-not-shown", "个人信息保护法 第十七条";
    ReferenceMissing = "reference-missing";

    // Who may, and when.
    NotYourDuty = "request-not-your-duty";
    NotAtThisStage = "request-not-at-this-stage";
    AlreadyEnded = "request-already-ended";
    NotYourRequest = "request-not-yours";

    // Handling.
    ReasonMissing = "reason-missing";
    UnknownType = "request-unknown-type";
    TypeMissing = "request-type-missing";
    AppealIsNoCase = "request-appeal-is-no-case", "人民调解法 第二条";
    OneSideOnly = "request-one-side-only", "人民调解法 第二条";
    NotOnTheSpot = "request-not-on-the-spot";
    AgreedMissing = "request-agreed-missing";
    SameRequest = "request-same-request";
    OtherHasEnded = "request-other-has-ended";
    JoinedAlready = "request-joined-already";
    FilesMissing = "request-files-missing";
    TooManyFiles = "request-too-many-files";
    IdentityMissing = "request-identity-missing";
    StandsForWhom = "request-stands-for-whom";
    PartyThereAlready = "request-party-there-already";
}

#[cfg(test)]
mod tests {
    use super::Why;

    #[test]
    fn every_reason_has_a_code_of_its_own() {
        let mut codes: Vec<&str> = Why::ALL.iter().map(|why| why.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Why::ALL.len());
    }
}
