# What can be chosen: choice-<list>-<code>.

choice-agreement-form-written = Written
choice-agreement-form-oral = Oral

choice-agreement-scope-whole = The whole dispute
choice-agreement-scope-partial = Part of the dispute

choice-answer-agree = Agrees to mediation
choice-answer-refuse = Does not agree to mediation

choice-by-whom-chosen = Chosen by the parties
choice-by-whom-appointed = Appointed by the committee

choice-channel-window = Window
choice-channel-telephone = Telephone
choice-channel-letter = Letter
choice-channel-portal = Online
choice-channel-grid = Grid worker
choice-channel-court = Referred by a court
choice-channel-police = Referred by the police
choice-channel-procuratorate = Referred by a procuratorate
choice-channel-petition = Referred by a petition office
choice-channel-hotline = Hotline 12345
choice-channel-other-agency = Referred by another body

choice-competent-court-inviting = The court that invited the committee to mediate
choice-competent-court-domicile = The basic court of a party's domicile
choice-competent-court-subject-matter = The basic court where the subject matter is
choice-competent-court-organisation = The basic court where the committee is

# What to look at before applying for confirmation; whole sentences.
choice-concern-no-items = The agreement names no items to perform.
choice-concern-amount-unclear = This item is about money but names no amount.
choice-concern-due-missing = This item names no day by which it is done.
choice-concern-manner-missing = This item does not say how it is done.
choice-concern-maybe-personal-status = This is a family dispute: check whether the agreement touches marriage, parentage or adoption. If so, a court does not take it for confirmation.
choice-concern-maybe-real-right = This is about land or a house: check whether the agreement confirms who owns it. If so, a court does not take it for confirmation.
choice-concern-maybe-intellectual-property = This is about intellectual property: check whether the agreement confirms who owns it. If so, a court does not take it for confirmation.

choice-confidentiality-ordinary = Ordinary
choice-confidentiality-sensitive = Privacy or a trade secret is touched
choice-confidentiality-minor = A child is concerned
choice-confidentiality-domestic-violence = Domestic violence is suspected
choice-confidentiality-sealed = Read only by those named

choice-confirmation-ruling-valid = The agreement is valid
choice-confirmation-ruling-dismissed = The application is dismissed

choice-court-charge-guided = The court told the parties of mediation; they apply themselves
choice-court-charge-delegated = Delegated before docketing (30 days)
choice-court-charge-entrusted-ordinary = Entrusted, ordinary procedure (15 days)
choice-court-charge-entrusted-summary = Entrusted, summary procedure (7 days)

choice-difficulty-simple = Simple
choice-difficulty-ordinary = Ordinary
choice-difficulty-hard = Hard

choice-duplicate-reason-same-reference = Same reference number of the referring body
choice-duplicate-reason-same-phone = Same telephone
choice-duplicate-reason-same-sides = Same names on both sides
choice-duplicate-reason-same-other-side = Same name of the other side
choice-duplicate-reason-same-applicant = Filed by the same
choice-duplicate-reason-same-place = Same address
choice-duplicate-reason-same-community = Same community
choice-duplicate-reason-similar-text = Similar text
choice-duplicate-reason-close-in-time = Filed close to each other

choice-exclusion-outside-courts = Not a matter for the courts
choice-exclusion-personal-status = It concerns marriage, parentage or adoption
choice-exclusion-special-procedure = It belongs to another special procedure, public summons or bankruptcy
choice-exclusion-ownership = It confirms a real right or intellectual property

choice-found-performed = Performed
choice-found-partly-performed = Performed in part
choice-found-not-due = Not due yet
choice-found-overdue = Overdue and not performed
choice-found-sued = A party sued after the agreement
choice-found-nothing = There is nothing to perform

choice-id-kind-resident = Resident identity card
choice-id-kind-hong-kong-macau = Travel permit of Hong Kong and Macau residents
choice-id-kind-taiwan = Travel permit of Taiwan residents
choice-id-kind-residence-permit = Residence permit of Hong Kong, Macau and Taiwan residents
choice-id-kind-passport = Passport
choice-id-kind-foreign-permanent = Permanent residence card of foreigners
choice-id-kind-credit-code = Unified social credit code
choice-id-kind-other = Another paper

choice-identity-check-paper = The paper was seen
choice-identity-check-called-back = Called back by telephone
choice-identity-check-vouched = Vouched for by the referring body
choice-identity-check-not-yet = Not yet

choice-invitee-kind-relative = Relative
choice-invitee-kind-neighbour = Neighbour
choice-invitee-kind-colleague = Colleague
choice-invitee-kind-expert = Somebody with special knowledge or experience
choice-invitee-kind-interpreter = Interpreter (dialect, foreign language, sign language)
choice-invitee-kind-organisation = Social organisation

choice-item-route-suit = Lawsuit
choice-item-route-payment-order = Payment order
choice-item-route-notary = Made enforceable by a notary
choice-item-route-enforcement = Enforcement by a court

choice-language-zh-CN = Chinese
choice-language-en = English

choice-leaving-replaced = Replaced at a party's request
choice-leaving-withdrew = Withdrew after disclosing a conflict of interest

choice-manner-in-person = In person
choice-manner-telephone = By telephone
choice-manner-online = Online
choice-manner-letter = By letter
choice-manner-representative = Through a representative

choice-not-accepted-ground-not-civil = It is no civil dispute
choice-not-accepted-ground-exclusive-organ = Only a special organ may deal with it, or the law forbids private mediation
choice-not-accepted-ground-already-accepted = A court, the police or another organ has accepted or settled it
choice-not-accepted-ground-party-refused = A party clearly refuses mediation
choice-not-accepted-ground-collusion = Possible collusion to the harm of the public or of others
choice-not-accepted-ground-other = Another reason

choice-organ-court = Court
choice-organ-procuratorate = Procuratorate
choice-organ-police = Police
choice-organ-petition = Petition office
choice-organ-justice = Justice bureau
choice-organ-labour = Labour department
choice-organ-housing = Housing and construction
choice-organ-market = Market regulation
choice-organ-health = Health
choice-organ-education = Education
choice-organ-renewal = Urban renewal and land
choice-organ-union = Trade union
choice-organ-women = Women's federation
choice-organ-youth = Youth league
choice-organ-trade = Trade-promotion council

choice-party-kind-person = Person
choice-party-kind-organisation = Organisation

choice-party-role-applicant = Applicant
choice-party-role-respondent = Respondent
choice-party-role-agent = Agent
choice-party-role-guardian = Guardian
choice-party-role-reporter = Reporter

choice-performance-result-done = Done
choice-performance-result-part = Done in part
choice-performance-result-overdue = Overdue and not done

choice-receiver-administrative = Agency for administrative mediation
choice-receiver-labour = Labour department
choice-receiver-police = Police
choice-receiver-court = Court
choice-receiver-petition = Petition office
choice-receiver-arbitration = Arbitration institution
choice-receiver-legal-aid = Legal aid
choice-receiver-psychology = Counselling service
choice-receiver-mediation = Another mediation body

choice-referred-by-court = Court
choice-referred-by-police = Police
choice-referred-by-procuratorate = Procuratorate
choice-referred-by-petition = Petition office
choice-referred-by-hotline = Hotline 12345
choice-referred-by-other-agency = Another body

choice-referrer-court = Court
choice-referrer-procuratorate = Procuratorate
choice-referrer-police = Police
choice-referrer-petition = Petition office
choice-referrer-other = Another body

choice-reopening-ground-performance = A new dispute about the performance of the agreement
choice-reopening-ground-relapse = A return visit found that the quarrel has come back
choice-reopening-ground-court = A court asks for it

choice-guardian-ground-minor = Yes, a child under eighteen
choice-guardian-ground-incapacity = Yes, an adult who cannot act alone
choice-representative-guardian = Guardian
choice-representative-agent = Agent

choice-request-act-amend = Complete or correct
choice-request-act-add-files = Add files
choice-request-act-add-party = Add a party or a representative
choice-request-act-register = Register
choice-request-act-choose-type = Choose the type
choice-request-act-report-danger = Report a danger
choice-request-act-renew-code = Give out a new code
choice-request-act-set-urgency = Say whether it is urgent
choice-request-act-set-class = Set the confidentiality
choice-request-act-join = Join with another request
choice-request-act-take-in = Take in another request
choice-request-act-keep-apart = Keep apart: another dispute
choice-request-act-transfer = Hand over
choice-request-act-transfer-received = Record the receipt of a hand-over
choice-request-act-refuse = Do not take it up
choice-request-act-open = Open a case
choice-request-act-withdraw = Withdraw the request
choice-request-act-settle = Note a settlement on the spot
choice-request-act-did-not-hold = It does not hold, go on

choice-request-clock-intake = Time to register
choice-request-clock-accept = Time to accept
choice-request-clock-transfer = Time for the receipt of a hand-over

choice-request-kind-dispute = Dispute
choice-request-kind-appeal = Something to report

choice-request-refusal-ground-exclusive-organ = Only a special organ may deal with it, or the law forbids private mediation
choice-request-refusal-ground-already-accepted = A court, the police or another organ has accepted or settled it
choice-request-refusal-ground-outside-district = It lies outside the district
choice-request-refusal-ground-nothing-stated = It does not say what it is about, and nobody could be asked
choice-request-refusal-ground-collusion = Possible collusion to the harm of the public or of others
choice-request-refusal-ground-other = Another reason

choice-retention-short = Short
choice-retention-long = Long
choice-retention-permanent = Permanent

choice-satisfaction-content = Content
choice-satisfaction-mostly = Mostly content
choice-satisfaction-discontent = Not content
choice-satisfaction-unasked = Could not be asked

choice-session-manner-on-site = On site
choice-session-manner-online = Online
choice-session-manner-telephone = By telephone

choice-sex-female = Female
choice-sex-male = Male

choice-side-applicant = Applicant
choice-side-respondent = Respondent

choice-signature-manner-handwritten = By hand
choice-signature-manner-fingerprint = Fingerprint
choice-signature-manner-seal = Seal of the organisation
choice-signature-manner-electronic = Electronic signature

choice-suspension-ground-appraisal = An appraisal or evaluation is needed
choice-suspension-ground-sham-check = It must be checked whether the dispute is a sham
choice-suspension-ground-incapacity = A party cannot take part for the time being
choice-suspension-ground-other = Another reason

choice-termination-ground-withdrawn = The application is withdrawn
choice-termination-ground-refuses-further = A party will not go on
choice-termination-ground-bad-faith = A party hides important facts, tells untruths or stalls
choice-termination-ground-collusion = Possible collusion to the harm of the public or of others
choice-termination-ground-out-of-reach = A party cannot be reached within the period
choice-termination-ground-too-far-apart = The positions are too far apart
choice-termination-ground-period-over = The period is over and not all agreed to go on
choice-termination-ground-refuses-to-sign = A party will not sign the agreement
choice-termination-ground-other = Another reason

choice-topic-marriage = Marriage
choice-topic-parentage = Parent and child
choice-topic-adoption = Adoption
choice-topic-inheritance = Inheritance
choice-topic-real-right = Confirms a real right
choice-topic-intellectual-property = Confirms intellectual property
choice-topic-special-procedure = Belongs to another special procedure or to bankruptcy
choice-topic-outside-courts = Not a matter for the courts

choice-urgency-self-harm = Somebody may harm themselves
choice-urgency-violence = Somebody may be hurt
choice-urgency-domestic-violence = There may be violence at home
choice-urgency-child-at-risk = A child may be in danger
choice-urgency-hazard = The place may be dangerous
choice-urgency-vulnerable-party = A party may need help to take part
choice-urgency-unanswered = Brought before and not answered

# Kinds of mediation committees, as the official table counts them.
choice-host-village = Village committee
choice-host-residents = Residents' committee
choice-host-township = Township committee
choice-host-street = Street committee
choice-host-enterprise = Committee of an enterprise or institution
choice-host-organisation = Committee of a social or other organisation
choice-retention-rule-request-withdrawn = Withdrawn request
choice-retention-rule-request-refused = Refused request
choice-retention-rule-request-settled = Request settled on the spot
choice-retention-rule-request-transferred = Request handed over
choice-retention-rule-dossier-short = Short-term dossier
choice-retention-rule-dossier-long = Long-term dossier
choice-retention-rule-dossier-permanent = Permanent dossier
choice-retention-rule-trail = Audit trail
choice-retention-rule-sharing = Records of sharing
choice-retention-rule-impact-assessment = Impact assessment
choice-retention-rule-register = Register of what was destroyed
choice-retention-rule-messages = Short messages and mails
choice-retention-rule-notices = Notices of each account
choice-retention-rule-handovers = Hand-over notes
choice-retention-rule-answers = Remembered answers
choice-retention-rule-unsent-files = Files never sent
choice-retention-starts-withdrawn = the withdrawal
choice-retention-starts-refused = the refusal
choice-retention-starts-settled = day of the settlement
choice-retention-starts-transfer-received = the receipt of the transfer
choice-retention-starts-closed = the closing
choice-retention-starts-noted = the entry
choice-retention-starts-shared = the sharing
choice-retention-starts-assessed = the assessment
choice-retention-starts-destroyed = the destruction
choice-retention-starts-sent = the sending
choice-retention-starts-answered = the answer
choice-retention-starts-uploaded = the upload
choice-purpose-identify = To know who the parties are and name them in the papers
choice-purpose-contact = To reach you and serve papers
choice-purpose-handle = To take in, mediate and follow up
choice-purpose-route = To find who handles it
choice-purpose-prove = To establish the facts
choice-purpose-capacity = To know whether a guardian is needed
choice-purpose-forms = To fill the official forms
choice-purpose-help = To help you take part
choice-legal-basis-consent = your consent
choice-legal-basis-duty = a statutory duty
choice-legal-basis-emergency = an emergency to life, health or property

choice-shared-part-contacts = Names, telephones and addresses of the parties
choice-shared-part-dispute = What the dispute is about and what is claimed
choice-shared-part-agreement = The agreement in effect

# Why a last day moved
choice-move-reason-day-off = the last day is now a day off
choice-move-reason-worked = the last day as counted is now worked
choice-move-reason-other-days = the days off in which it lies have changed
choice-move-reason-counted = working days were counted again


choice-sharing-ground-statutory-duty = A duty set by law (PIPL 13(1)(3))
choice-sharing-ground-emergency = Emergency: to protect life, health or property (PIPL 13(1)(4))
choice-sharing-ground-court-inquiry = A court collects evidence (Civil Procedure Law 70)
choice-sharing-ground-criminal-inquiry = Evidence for a criminal case (Criminal Procedure Law 54)
choice-sharing-ground-child-protection = Report of harm to a child to police, civil affairs or education (Law on the Protection of Minors 11)
choice-sharing-ground-domestic-violence = Report to the police that somebody who cannot act alone suffers violence at home (Anti-Domestic Violence Law 14)

choice-sharing-word-agree = Agree to share
choice-sharing-word-refuse = Do not agree

choice-sharing-ending-refused = A party refused
choice-sharing-ending-withdrawn = A party took its consent back
choice-sharing-ending-ended = Ended by staff

choice-sharing-state-waiting = Waiting for answers
choice-sharing-state-in-force = Shared
choice-sharing-state-refused = A party refused
choice-sharing-state-withdrawn = Consent taken back
choice-sharing-state-ended = Ended
choice-sharing-state-expired = Time is over
choice-dispatch-part-lead = leads
choice-dispatch-part-support = supports
choice-dispatch-state-waiting = to be taken
choice-dispatch-state-taken = taken
choice-dispatch-state-objected = objection to be decided
choice-dispatch-state-acting-first = act first, settle competence after
choice-dispatch-state-done = done
choice-dispatch-state-recalled = taken back
choice-dispatch-ground-not-competent = not a duty of this body by law
choice-dispatch-ground-other-territory = not in the territory of this body
choice-dispatch-ground-already-handled = another body has accepted it
choice-dispatch-ruling-upheld = the objection is right: send it elsewhere
choice-dispatch-ruling-act-first = act first, settle competence after
choice-dispatch-where-there = somebody was there
choice-dispatch-where-called = comes when called
choice-dispatch-where-waits = waits until it opens
choice-office-hours-open = while the district's centre is open
choice-office-hours-closed = while the district's centre is closed
choice-whistle-kind-ordinary = Appeal whistle
    .hint = Something people brought needs other bodies on the spot.
choice-whistle-kind-enforcement = Joint enforcement whistle
    .hint = Several enforcing bodies are needed together.
choice-whistle-kind-emergency = Emergency whistle
    .hint = Danger to people, a crowd. In danger of life call 110, 119 or 120 first.
choice-whistle-period-sign = sign
choice-whistle-period-arrive = arrive
choice-whistle-period-result = report the result
choice-call-stage-called = called
choice-call-stage-objected = objection to be ruled on
choice-call-stage-signed = signed for, to arrive
choice-call-stage-arrived = on the spot, to report
choice-call-stage-reported = reported, to be evaluated
choice-call-stage-evaluated = done
choice-call-stage-released = released
choice-whistle-level-dispatcher = dispatcher
choice-whistle-level-leader = leader
choice-whistle-act-sign = Sign for it
    .hint = Then somebody goes there. If it is not for your body, do not sign: object to competence.
choice-whistle-act-object = Object to competence
    .hint = Say why; the dispatcher rules. If told to act first, go there first, and competence is settled after.
choice-whistle-act-rule = Rule on the objection
    .hint = Upheld: this body is released and another may be called. Otherwise it acts first, and competence is settled after.
choice-whistle-act-arrive = Report arrival
    .hint = Once somebody is on the spot.
choice-whistle-act-report = Report the result
    .hint = Say what was done, whether it is solved, and what is left.
choice-whistle-act-score-body = Evaluate the called body
    .hint = Bodies are evaluated, not people.
choice-whistle-act-score-whistler = Evaluate the whistler
    .hint = Bodies are evaluated, not people.
choice-whistle-act-call = Call another body
    .hint = One body more is called; its periods begin now.
choice-backlog-kind-bone = Bone
    .hint = Hard in itself: long, many parties, several departments.
choice-backlog-kind-nail = Nail
    .hint = Comes back again and again: an old petition, a relapse, nobody competent.
choice-backlog-stage-nominated = Waiting for approval
choice-backlog-stage-approved = Owned, no plan yet
choice-backlog-stage-working = Being worked
choice-backlog-stage-concluded = Waiting for review
choice-backlog-stage-struck-off = Struck off
choice-backlog-stage-returned = Given back
choice-backlog-stage-refused = Not approved
choice-backlog-stage-withdrawn = Withdrawn
choice-backlog-way-strike-off = Strike off
    .hint = The quarrel is settled: every measure is done or dropped, and something proves the end.
choice-backlog-way-return = Give back to the ordinary course
    .hint = The ordinary way settles it now, or owning it does not help.
choice-backlog-ended-by-performed = The agreement was performed
choice-backlog-ended-by-court = A court has ruled
choice-backlog-ended-by-arbitration = An award was made
choice-backlog-ended-by-petition = The petition was answered
choice-backlog-met-applicant = The applicant’s side
choice-backlog-met-respondent = The respondent’s side
choice-backlog-met-both = Both sides
choice-backlog-met-bodies = Bodies concerned
choice-backlog-met-others = Others who know of it
choice-backlog-measure-stage-open = Going on
choice-backlog-measure-stage-reported = Reported, to be confirmed
choice-backlog-measure-stage-done = Done
choice-backlog-measure-stage-dropped = Dropped
choice-backlog-owed-whole = the owned case
choice-backlog-owed-measure = a measure
choice-backlog-owed-review = the review
choice-backlog-level-leader = the leader
choice-backlog-level-justice = the justice bureau
choice-backlog-act-approve = Approve and name a leader
    .hint = The leader owns the case from now on, until it is struck off or given back.
choice-backlog-act-refuse = Do not approve
    .hint = The case stays on its ordinary way; say why.
choice-backlog-act-withdraw = Withdraw the nomination
    .hint = Until it is approved.
choice-backlog-act-join = Let a body join the team
    .hint = The body sees the measures it is responsible for, and nothing else of the case.
choice-backlog-act-plan = Add a measure
    .hint = What, by which body, until when.
choice-backlog-act-visit = Record a visit
    .hint = The leader’s own visits.
choice-backlog-act-report = Report
    .hint = Say what was done and what shows it; the leader confirms it.
choice-backlog-act-finish = Confirm as done
    .hint = A measure counts as done only with evidence.
choice-backlog-act-postpone = Put off
    .hint = The earlier last day stays on record.
choice-backlog-act-drop = Drop
    .hint = It then counts neither as done nor as open.
choice-backlog-act-conclude = Propose a conclusion
    .hint = Somebody else reviews it.
choice-backlog-act-review = Review the conclusion
    .hint = Look at the measures, the visits and the evidence.
choice-backlog-act-reassign = Name another leader
    .hint = The period goes on; what was done stays.
choice-mediation-peoples = People's mediation
choice-mediation-administrative = Administrative mediation
choice-mediation-judicial = Judicial mediation

choice-task-part-lead = Leads
choice-task-part-support = Supports

choice-task-stage-asked = Waits to be taken on
choice-task-stage-accepted = Under way
choice-task-stage-declined = Not competent, to be sent on
choice-task-stage-sent-on = Sent on
choice-task-stage-done = Done
choice-task-stage-withdrawn = Taken back

choice-occasion-dispatch-sent = A dispatch to take
choice-occasion-competence-disputed = A disputed competence to rule on
choice-occasion-whistle-called = A whistle calls us
choice-occasion-whistle-late = A called body is late
choice-occasion-deadline-soon = A period ends soon
choice-occasion-deadline-passed = A period has ended
choice-occasion-case-given = A case for me to mediate
choice-occasion-task-given = A linked task for us
choice-occasion-task-returned = A linked task given back
choice-occasion-tasks-done = All linked tasks done
choice-occasion-owned-case-given = An owned case for me
choice-occasion-owned-case-late = An owned case is late

choice-channel-mail = E-mail
choice-channel-sms = Short message
choice-channel-push = Push to a browser
