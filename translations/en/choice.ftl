# What can be chosen: choice-<list>-<code>.

choice-agreement-form-written = Written
choice-agreement-form-oral = Oral

choice-agreement-scope-whole = The whole dispute
choice-agreement-scope-partial = Part of the dispute

choice-answer-agree = Agrees to mediation
choice-answer-refuse = Does not agree to mediation

choice-by-whom-chosen = Chosen by the parties
choice-by-whom-appointed = Appointed by the committee

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

# Where a case comes from, as in the official table.
choice-origin-application = On application
choice-origin-own-motion = On the committee's own motion
choice-origin-court = Referred by a court
choice-origin-procuratorate = Referred by a procuratorate
choice-origin-police = Referred by the police
choice-origin-petition = Referred by a petition office
choice-origin-other = Referred by another body

choice-party-kind-person = Person
choice-party-kind-organisation = Organisation

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

choice-referrer-court = Court
choice-referrer-procuratorate = Procuratorate
choice-referrer-police = Police
choice-referrer-petition = Petition office
choice-referrer-other = Another body

choice-reopening-ground-performance = A new dispute about the performance of the agreement
choice-reopening-ground-relapse = A return visit found that the quarrel has come back
choice-reopening-ground-court = A court asks for it

choice-representative-guardian = Guardian
choice-representative-agent = Agent

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

choice-side-applicant = Applicant
choice-side-respondent = Respondent

choice-signature-manner-handwritten = By hand
choice-signature-manner-fingerprint = Fingerprint
choice-signature-manner-seal = Seal of the organisation
choice-signature-manner-electronic = Electronic signature

choice-suspension-ground-appraisal = Appraisal or evaluation
choice-suspension-ground-sham-check = Check whether the dispute is a sham
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
