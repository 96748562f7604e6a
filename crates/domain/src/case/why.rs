//! Why not? Every refusal of the case machine, with the article that stands behind it.

use fengqiao_base::Refusal;

/// Declares the reasons of one word.
macro_rules! refusals {
    ($($name:ident = $code:literal $(, $law:literal)?;)+) => {
        /// Why an act is refused. The sentence is `refusal-<code>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the code says it, and the sentence of each is in the translations")]
        pub enum Why { $($name,)+ }

        impl Why {
            /// Every reason.
            pub const ALL: &'static [Why] = &[$(Why::$name,)+];

            /// Stable code, the same in pages, API and tests.
            pub fn code(self) -> &'static str {
                match self { $(Why::$name => $code,)+ }
            }

            /// The refusal, with its article.
            pub fn refusal(self) -> Refusal {
                match self { $(Why::$name => Refusal::new($code)$(.law($law))?,)+ }
            }

            /// The refusal, caused by this field.
            pub fn at(self, field: &'static str) -> Refusal {
                self.refusal().at(field)
            }
        }

        impl From<Why> for Refusal {
            fn from(why: Why) -> Self {
                why.refusal()
            }
        }
    };
}

pub(crate) use refusals;

refusals! {
    // Who may, and when.
    NotYourDuty = "not-your-duty";
    NotYourCase = "not-your-case";
    NotYourWord = "not-your-word";
    NotAtThisStage = "not-at-this-stage";
    AlreadyClosed = "already-closed", "人民调解法 第二十七条";

    // What every form may get wrong.
    WordsMissing = "words-missing";
    WordsTooLong = "words-too-long";
    UnknownParty = "unknown-party";
    UnknownMediator = "unknown-mediator";
    UnknownAgreement = "unknown-agreement";
    UnknownItem = "unknown-item";
    InTheFuture = "in-the-future";
    BeforeItBegan = "before-it-began";
    AmountNotPositive = "amount-not-positive";

    // Consent and acceptance.
    PartyRefused = "party-refused", "人民调解法 第十七条";
    ConsentMissing = "consent-missing", "人民调解法 第十七条";
    RightsNotTold = "rights-not-told", "人民调解工作若干规定 第三十条";
    OnlyPersonsHaveGuardians = "only-persons-have-guardians";
    GuardianMissing = "guardian-missing", "民法典 第十九条、第二十条";
    GuardianActs = "guardian-acts", "民法典 第十九条、第二十条";
    NobodyRefused = "nobody-refused", "人民调解法 第十七条";
    TwoSidesNeeded = "two-sides-needed", "人民调解法 第二条";
    PartyAlreadyThere = "party-already-there";
    JoinerMustAgree = "joiner-must-agree", "人民调解法 第十七条";
    PeriodCannotBeAgreed = "period-cannot-be-agreed";
    AgreedDayPassed = "agreed-day-passed";
    NotACivilDispute = "not-a-civil-dispute", "人民调解法 第二条";

    // Mediators.
    MediatorIsAssigned = "mediator-is-assigned";
    MediatorLeftBefore = "mediator-left-before", "深圳经济特区矛盾纠纷多元化解条例 第二十三条";

    // Preparing and sessions.
    EveryPartyMustAgree = "every-party-must-agree", "人民调解法 第二十条";
    NobodyPresent = "nobody-present";
    NotInvited = "not-invited", "人民调解法 第二十条";
    OpenSessionRefused = "open-session-refused", "人民调解法 第二十三条";
    JointSessionRefused = "joint-session-refused", "反家庭暴力法 第五条、第十三条";
    NotProtected = "not-protected";
    ExtensionNotLater = "extension-not-later", "深圳经济特区矛盾纠纷多元化解条例 第二十五条";
    ExtensionNotAllowed = "extension-not-allowed", "劳动争议调解仲裁法 第十四条";
    ExtensionNotAgreed = "extension-not-agreed", "深圳经济特区矛盾纠纷多元化解条例 第二十五条";
    EvidenceThereAlready = "evidence-there-already";

    // Agreements.
    WrittenFormNeeded = "written-form-needed", "劳动争议调解仲裁法 第十四条";
    OpenPointsMissing = "open-points-missing", "深圳经济特区矛盾纠纷多元化解条例 第二十六条";
    NothingLeftOpen = "nothing-left-open";
    PerformerIsBeneficiary = "performer-is-beneficiary";
    DueBeforeReached = "due-before-reached";
    MustReplace = "must-replace";
    ConfirmationHolds = "confirmation-holds", "民事诉讼法 第二百零六条";
    PartialReplacesWhole = "partial-replaces-whole";
    SignedAlready = "signed-already";
    PaperSignatureNeeded = "paper-signature-needed", "电子签名法 第三条";
    SealIsForOrganisations = "seal-is-for-organisations";
    RepresentativeSigns = "representative-signs", "民法典 第十九条、第二十条";

    // Performance.
    ItemEnded = "item-ended";
    NotDueYet = "not-due-yet";
    ReceiverConfirms = "receiver-confirms";
    AmountMissing = "amount-missing";
    MoreThanOwed = "more-than-owed";
    MoneyOnly = "money-only", "深圳经济特区矛盾纠纷多元化解条例 第七十二条";
    NotConfirmedYet = "not-confirmed-yet", "民事诉讼法 第二百零六条";

    // Judicial confirmation.
    ConfirmationExcluded = "confirmation-excluded", "民诉法解释 第三百五十五条";
    ConfirmationWindowOver = "confirmation-window-over", "人民调解法 第三十三条";
    ConfirmationWindowOpen = "confirmation-window-open", "人民调解法 第三十三条";
    BothMustApply = "both-must-apply", "民事诉讼法 第二百零五条";
    CourtNotCompetent = "court-not-competent", "民事诉讼法 第二百零五条";
    ConfirmationStep = "confirmation-step";
    NotAgreedToConfirm = "not-agreed-to-confirm";
    ConfirmationPending = "confirmation-pending", "人民调解法 第三十三条";

    // Endings.
    PeriodNotOver = "period-not-over", "深圳经济特区矛盾纠纷多元化解条例 第二十五条";
    PartyMissing = "party-missing";
    AgreementHolds = "agreement-holds", "人民调解法 第三十一条";
    FactsSignedByAll = "facts-signed-by-all", "深圳经济特区矛盾纠纷多元化解条例 第七十三条";
    ItemsOpen = "items-open", "人民调解法 第三十一条";
    VisitMissing = "visit-missing";
    MediatorCannotClose = "mediator-cannot-close";
    ReceiptMissing = "receipt-missing";
    PagesMissing = "pages-missing";
    DigestMalformed = "digest-malformed";
    VisitsOutstanding = "visits-outstanding";
    NotClosedYet = "not-closed-yet";
    NoRelapseFound = "no-relapse-found";
    NoAgreementHeld = "no-agreement-held";
    UnknownType = "unknown-type";

    // Sharing with another body.
    UnknownSharing = "unknown-sharing";
    SharingWithOneself = "sharing-with-oneself";
    NothingToShare = "nothing-to-share", "个人信息保护法 第六条";
    SealedContacts = "sealed-contacts";
    SharingAsksBothSides = "sharing-asks-both-sides", "反家庭暴力法 第五条";
    SharingByLawIsTheHeads = "sharing-by-law-is-the-heads";
    SharingTooLong = "sharing-too-long", "个人信息保护法 第十九条";
    SharingThereAlready = "sharing-there-already";
    SharingAnswered = "sharing-answered";
    SharedByLaw = "shared-by-law", "个人信息保护法 第十三条";
    SharingOver = "sharing-over";

    // Other bodies at work on the case.
    UnknownTask = "unknown-task";
    TaskNotNow = "task-not-now";
    TaskForOneself = "task-for-oneself";
    TaskIsTheHeads = "task-is-the-heads";
    TaskThereAlready = "task-there-already";
    TaskDayPassed = "task-day-passed";
    TasksOpen = "tasks-open";
    LeadMissing = "lead-missing";
    LeadIsTheCommittee = "lead-is-the-committee", "人民调解法 第七条";
    ConvertedAlready = "converted-already";
    ConversionNotAgreed = "conversion-not-agreed", "深圳经济特区矛盾纠纷多元化解条例 第二十一条";
    MeetingOfOne = "meeting-of-one";
    NotOfTheTeam = "not-of-the-team";

    // What another organ sent here.
    MaterialNotSigned = "material-not-signed", "最高人民法院关于人民法院特邀调解的规定 第二十七条";
    NothingToReport = "nothing-to-report";
    NoUndisputedFacts = "no-undisputed-facts", "深圳经济特区矛盾纠纷多元化解条例 第七十三条";
    ReportMissing = "report-missing";
}
