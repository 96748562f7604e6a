# Acts: the button (.own is what a party itself reads), what it does (.hint), what is said once it is done (.done), and what must be filled in.

act-record-consent = Record an answer to mediation
    .own = Answer whether you agree to mediation
    .hint = Ask every party whether it wants mediation. The case can be accepted only when all agree; if one clearly refuses, there is no mediation (People's Mediation Law, Art. 17).
    .done = The answer is recorded.
    .own-done = Your answer has been received.
act-record-consent-party = Party
act-record-consent-answer = Answer
    .hint = A refusal needs no reason and closes no way to arbitration, to court or to a petition.
act-record-consent-manner = How the answer was given

act-tell-rights = Tell rights and duties
    .own = Confirm that you know your rights and duties
    .hint = Before mediation, tell each party in speech or writing what people's mediation is, its principles and effect, and the parties' rights and duties (Rules on People's Mediation Work, Art. 30). Only when all have been told can the case be accepted.
    .done = It is recorded that rights and duties were told.
    .own-done = Noted: you know your rights and duties.
act-tell-rights-party = Party that was told
act-tell-rights-manner = How it was told

act-name-representative = Name a representative
    .hint = Name a guardian or an agent. A guardian takes part for children and for others who cannot act alone.
    .done = The representative is named.
act-name-representative-party = Party that is represented
act-name-representative-representative = Representative
    .hint = Nobody may represent the other side as well.
act-name-representative-capacity = Capacity
act-name-representative-attachment = Proof
    .hint = For a guardian, proof of guardianship; for an agent, the signed authorisation.

act-join-party = Bring in another party
    .hint = Make a person or an organisation directly concerned by the dispute a party. Once the case is accepted, only with its consent to mediation.
    .done = The party is brought in.
act-join-party-party = New party
act-join-party-side = Side
act-join-party-kind = Kind of party
act-join-party-needs-guardian = Does it need a guardian
    .hint = A child under eighteen, or an adult who cannot act alone, takes part only with the guardian. A case with a child becomes confidential.
act-join-party-guardian = The guardian
    .hint = Only where one is needed. Without the guardian the party cannot agree to mediation.
act-join-party-answer = Does it agree to mediation
    .hint = Before acceptance this may be left open and asked later; afterwards it must have agreed.
act-join-party-manner = How it was asked

act-accept = Accept the case
    .hint = Possible once all parties agree and know their rights. The period of mediation is what the parties agree on, or what a special rule says, otherwise 30 days (Shenzhen regulation on settling disputes, Art. 25).
    .done = The case is accepted. Next, the parties choose a mediator or the committee appoints one.
act-accept-agreed-until = Last day the parties agreed on
    .hint = Only if they agreed on one. For labour and medical disputes and cases sent by a court, the law sets the period; it cannot be agreed at acceptance.

act-not-accept = Do not accept the case
    .hint = State the reason, issue the notice, and tell the parties that they can still go to arbitration, to court or to the petition office.
    .done = The case is not accepted. Please serve the notice on the parties.
act-not-accept-ground = Ground
act-not-accept-reason = Reason in words
    .hint = Stands in the notice; the parties read it.

act-choose-mediator = Record the mediator a party chose
    .own = Choose a mediator
    .hint = The parties may choose the mediator (People's Mediation Law, Art. 19). If all choose the same, that person mediates; if not, the committee appoints one.
    .done = The choice is recorded.
    .own-done = Your choice has been noted.
act-choose-mediator-party = Party that chose
act-choose-mediator-mediator = Mediator it chose

act-appoint-mediator = Appoint a mediator
    .hint = The committee appoints one or more mediators (People's Mediation Law, Art. 19). If there is a mediator already, this adds one.
    .done = The mediator is appointed.
act-appoint-mediator-mediator = Mediator
    .hint = Somebody who has left this case cannot be appointed again.

act-disclose-conflict = Disclose a conflict of interest
    .hint = Whoever is connected with a party or with the dispute must say so, and may withdraw or leave it to the parties (Shenzhen regulation on settling disputes, Art. 23).
    .done = The disclosure is recorded.
act-disclose-conflict-conflict = What the connection is
act-disclose-conflict-withdraws = I withdraw from this case
    .hint = You leave the case at once and cannot mediate it again.

act-request-replacement = Record that a party wants another mediator
    .own = Ask for another mediator
    .hint = One party's word is enough, no reason is needed, and the mediator must withdraw (Shenzhen regulation on settling disputes, Art. 23).
    .done = Done. The mediator has left the case.
act-request-replacement-party = Party that asks
act-request-replacement-mediator = Mediator to be replaced

act-ask-closed-session = Record that a party wants closed sessions
    .own = Ask for closed sessions
    .hint = A party may ask that sessions be closed to others (People's Mediation Law, Art. 23). From then on no session of this case is open.
    .done = Recorded. The sessions of this case are closed.
act-ask-closed-session-party = Party that asks

act-ask-joint-session = Record a request to sit at one table
    .hint = Where domestic violence is suspected, the sides are heard apart. They meet only if the protected party asks for it in writing, freely.
    .done = The request is recorded.
act-ask-joint-session-party = Protected party that asks
act-ask-joint-session-writing = Its writing
    .hint = Attach the request signed by the party itself.

act-invite = Invite somebody to help
    .hint = With every party's consent, relatives, neighbours, colleagues, people with special knowledge or experience, and social organisations may take part (People's Mediation Law, Art. 20).
    .done = The invitation is recorded.
act-invite-invitee = Who is invited
act-invite-capacity = In which capacity
act-invite-agreed = Parties that agree
    .hint = Every party must agree.

act-investigate = Record an inquiry
    .hint = Record what parties and others told you before or between sessions.
    .done = The inquiry is recorded.
act-investigate-held-at = When
act-investigate-place = Where
act-investigate-heard = Who was asked
    .hint = Leave it open for somebody who is neither party nor representative, and name the person in the record.
act-investigate-record = Record

act-add-evidence = Add evidence
    .own = Hand in evidence
    .hint = Attach it and state its name and pages. It is there for everybody to check; adding it settles no fact.
    .done = The evidence is added.
    .own-done = Your material has been received.
act-add-evidence-attachment = File
act-add-evidence-title = What it is
    .hint = Such as “transfer slip” or “photo of the place”.
act-add-evidence-from = Handed in by
act-add-evidence-pages = Pages
act-add-evidence-original = The original was seen

act-hold-session = Record a session
    .hint = Every session has its record, signed by the parties, the mediator, those invited and the recorder. After an agreement, a session may deal with its performance or its change.
    .done = The session is recorded.
act-hold-session-held-at = When
act-hold-session-place = Where
    .hint = For an online session, name the platform.
act-hold-session-manner = How it was held
act-hold-session-open = Open to others
    .hint = Not where privacy or a trade secret is touched, and not if a party asked for closed sessions.
act-hold-session-present = Parties and representatives who were there
    .hint = If a representative came, choose the representative.
act-hold-session-invited = Invited people who were there
act-hold-session-record = Record
    .hint = What was told, what the parties said, what was checked, how it went and what came of it.
act-hold-session-concessions = Concessions made to reach an agreement
    .hint = Sealed and left out of every export; they may not be used in a later lawsuit against whoever made them (SPC interpretation of the Civil Procedure Law, Art. 107).

act-ask-suspension = Ask for a suspension
    .hint = The head of the committee decides.
    .done = The head of the committee has been asked.
act-ask-suspension-ground = Ground
act-ask-suspension-reason = Reason in words

act-suspend = Suspend the mediation
    .hint = Decided by the head of the committee and told to all parties. The time of an appraisal is left out of the period where the rule says so; on any other ground the period runs on.
    .done = The mediation is suspended. Please tell the parties.
act-suspend-ground = Ground
act-suspend-reason = Reason in words
    .hint = Stands in the notice; the parties read it.

act-resume = Resume the mediation
    .hint = Go on once the ground has fallen away; a period that was paused for an appraisal runs again.
    .done = The mediation goes on.

act-extend = Extend the period
    .hint = If every party agrees to go on, the period is extended to the day they agree on (Shenzhen regulation on settling disputes, Art. 25). Whoever does not agree may end the mediation at any time.
    .done = The period is extended.
act-extend-until = Until
act-extend-agreed = Parties that agree
    .hint = Every party must agree.
act-extend-consent = Signed consent
    .hint = Attach the consent with the signatures of all parties.

act-reach-agreement = Record an agreement
    .hint = A written agreement binds from the day on which all parties and the mediator have signed and the committee's seal is affixed; an oral one from the day it is reached (People's Mediation Law, Art. 29 and 30).
    .done = The agreement is recorded.
act-reach-agreement-scope = How much it settles
act-reach-agreement-form = Form
    .hint = If the parties think no writing is needed, the agreement may be oral and the mediator records what it says.
act-reach-agreement-facts = Main facts and disputed matters
act-reach-agreement-responsibilities = Each party's responsibility
act-reach-agreement-terms = What was agreed
act-reach-agreement-items = Items to be performed
    .hint = One by one: what, by whom, for whom, how much, by when, how and where. The clearer they are, the easier to perform and to have confirmed by a court.
act-reach-agreement-topics = Matters the law treats apart
    .hint = What concerns marriage, parentage, adoption or inheritance is signed on paper; a court does not take agreements on personal status or on who owns something for confirmation.
act-reach-agreement-left-open = What stays open
    .hint = For a partial agreement only.
act-reach-agreement-replaces = Agreement it replaces
    .hint = A signed agreement is never changed. For a change, make a new one that replaces it.
act-reach-agreement-on = Day it was reached
    .hint = Left empty, it is today.

act-set-aside-draft = Give up the draft
    .hint = The draft is not in effect. Given up, it binds nobody, and mediation goes on.
    .done = The draft is given up; mediation goes on.
act-set-aside-draft-reason = Why

act-sign-agreement = Record a party's signature
    .own = Sign the agreement
    .hint = After reading it, the party signs, seals or gives a fingerprint of its own will (People's Mediation Law, Art. 29). Nobody has to sign.
    .done = The signature is recorded.
    .own-done = You have signed.
act-sign-agreement-party = Party that signed
act-sign-agreement-manner = How it was signed
act-sign-agreement-scan = Scan of the signed page
act-sign-agreement-on = Day of signature
    .hint = Left empty, it is today.

act-sign-as-mediator = Sign as the mediator
    .hint = The mediator signs the agreement (People's Mediation Law, Art. 29).
    .done = The mediator's signature is recorded.
act-sign-as-mediator-on = Day of signature
    .hint = Left empty, it is today.

act-affix-seal = Affix the seal
    .hint = Affix the committee's seal. The agreement takes effect on the day all signatures and the seal are there (People's Mediation Law, Art. 29).
    .done = The seal is recorded.
act-affix-seal-on = Day of the seal
    .hint = Left empty, it is today.

act-record-performance = Record performance
    .own = Confirm what you received
    .hint = Between the parties, the one that receives confirms. Once every item has ended, the return visit follows.
    .done = The performance is recorded.
    .own-done = What you received has been noted.
act-record-performance-item = Item
act-record-performance-result = How far it is
act-record-performance-on = On which day
    .hint = Left empty, it is today.
act-record-performance-received-fen = Amount received this time
    .hint = For a part, how much came this time.
act-record-performance-proof = Proof
    .hint = A receipt, a transfer slip or a photo.

act-urge = Urge performance
    .hint = The committee watches over the performance of an agreement and urges the parties to perform it (People's Mediation Law, Art. 31). Urging is not force.
    .done = The urging is recorded.
act-urge-item = Item
act-urge-manner = How
act-urge-record = What was said

act-dispute-item = Record a dispute about performance
    .own = Object to the performance
    .hint = A dispute about the content or the performance of an agreement may be mediated again, and either party may sue (People's Mediation Law, Art. 32).
    .done = The dispute is recorded.
act-dispute-item-item = Item in dispute
act-dispute-item-party = Party that objects
act-dispute-item-reason = What the dispute is about

act-take-elsewhere = Record that another way was taken
    .own = Tell that you took another way
    .hint = If one side does not perform, the other may sue, may ask for a payment order where money is owed, and may ask for enforcement where a notary or a court has made the agreement enforceable. The committee then stops urging this item.
    .done = Recorded.
act-take-elsewhere-item = Item
act-take-elsewhere-route = Which way

act-agree-to-confirm = Record consent to judicial confirmation
    .own = Agree to apply for judicial confirmation
    .hint = Within 30 days of its effect the parties may jointly ask a court to confirm the agreement (People's Mediation Law, Art. 33). If the court finds it valid and one side does not perform, the other may ask for enforcement.
    .done = The consent is recorded.
act-agree-to-confirm-agreement = Agreement to be confirmed
act-agree-to-confirm-party = Party that agrees
act-agree-to-confirm-on = Day on which it agreed or applied
    .hint = Only if that was before today. It must be within the 30 days.

act-take-back-confirmation = Record that a party no longer wants to apply
    .own = Take back your word to apply for confirmation
    .hint = Until the application is with the court, each party may take back its word. The agreement keeps its effect; within the 30 days the party may agree again.
    .done = The word is taken back.
act-take-back-confirmation-agreement = Agreement that was to be confirmed
act-take-back-confirmation-party = Party that takes back its word

act-file-confirmation = Record the application for confirmation
    .hint = Once all agree, they apply together to the court that has jurisdiction (Civil Procedure Law, Art. 205).
    .done = The application is recorded; it waits for the court.
act-file-confirmation-agreement = Agreement to be confirmed
act-file-confirmation-competence = Why this court has jurisdiction
act-file-confirmation-court = Court
    .hint = Its full name.
act-file-confirmation-on = Day of the application

act-docket-confirmation = Record that the court has docketed it
    .hint = Once the court has told so.
    .done = Recorded.
act-docket-confirmation-agreement = Agreement to be confirmed
act-docket-confirmation-reference = Court's case number
act-docket-confirmation-on = Day of docketing

act-rule-confirmation = Record the court's ruling
    .hint = If the court finds the agreement valid, it is enforceable; if the court dismisses the application, the parties may change the agreement, make a new one, or sue (Civil Procedure Law, Art. 206).
    .done = The ruling is recorded.
act-rule-confirmation-agreement = Agreement to be confirmed
act-rule-confirmation-ruling = Ruling
act-rule-confirmation-reference = Number of the ruling
act-rule-confirmation-on = Day of the ruling

act-withdraw-confirmation = Record that the application was withdrawn
    .own = Withdraw the application for confirmation
    .hint = The agreement keeps its effect; within the 30 days the parties may apply again.
    .done = The withdrawal is recorded.
act-withdraw-confirmation-agreement = Agreement to be confirmed
act-withdraw-confirmation-party = Party that withdraws

act-lapse-confirmation = Record that the time for confirmation is over
    .hint = If there was no joint application within 30 days of the agreement's effect. The agreement still binds and must still be performed.
    .done = Recorded.
act-lapse-confirmation-agreement = Agreement

act-apply-enforcement = Record that enforcement was applied for
    .own = Tell that you applied for enforcement
    .hint = After a ruling of validity, if one side does not perform in full, the other may ask for enforcement within two years (Civil Procedure Law, Art. 250).
    .done = Recorded.
act-apply-enforcement-agreement = Agreement
act-apply-enforcement-party = Party that applied
act-apply-enforcement-on = Day of the application

act-record-undisputed-facts = Record undisputed facts
    .hint = If there is no agreement, the facts nobody disputes may be written down with everybody's consent and signature, for use in a later arbitration or lawsuit (Shenzhen regulation on settling disputes, Art. 73).
    .done = The undisputed facts are recorded.
act-record-undisputed-facts-facts = Facts
act-record-undisputed-facts-signed = Parties that signed
    .hint = Every party must sign.

act-terminate = End the mediation
    .own = End the mediation
    .hint = A party may end mediation at any time (People's Mediation Law, Art. 23). A notice then tells all parties that they can still go to arbitration, to court or to the petition office.
    .done = The mediation has ended. Please serve the notice on the parties.
    .own-done = The mediation has ended. The other ways listed on this page are open to you.
act-terminate-ground = Ground
act-terminate-party = Party that ends it
    .hint = Say which party withdraws, will not go on, or will not sign.
act-terminate-reason = Reason in words
    .hint = Stands in the notice; all parties read it.

act-transfer = Hand the case over
    .hint = Hand it to a body that can deal with it, with a letter of transfer. Until that body confirms, the hand-over is not complete.
    .done = Handed over; waiting for the receipt.
act-transfer-to = To
act-transfer-body = Receiving body
    .hint = Leave it open if it is not in the district's register.
act-transfer-reason = Reason
    .hint = Stands in the letter.

act-transfer-received = Record the receipt of a hand-over
    .hint = Once the receiving body has confirmed.
    .done = The receipt is recorded.
act-transfer-received-reference = Its own number
    .hint = With it the parties can ask that body how things stand.

act-return-visit = Record a return visit
    .hint = Was the agreement performed, are people content, has the quarrel come back? Best done by somebody who did not mediate the case.
    .done = The return visit is recorded.
act-return-visit-visited = Parties spoken with
    .hint = If nobody could be reached, leave it open and say so in the record.
act-return-visit-manner = How
act-return-visit-satisfaction = How content they are
act-return-visit-performance = How performance stands
act-return-visit-relapse = The quarrel has come back
    .hint = A closed case can then be opened anew.
act-return-visit-record = What was said and done

act-close = Close the case
    .hint = Check that the papers are complete, every item has ended, and a return visit was made. Whoever mediated the case cannot close it.
    .done = The case is closed.
act-close-report = Closing report
    .hint = The dispute in short, and what came of it.
act-close-keep-visits = Go on visiting after the closing
    .hint = When ticked, the case is archived once the visits that are left have been made; otherwise there are no more visits.

act-archive = Archive the case
    .hint = One case, one dossier. Nothing is added afterwards, but for a danger that is reported and an application for enforcement.
    .done = The case is archived.
act-archive-pages = Pages of the dossier
act-archive-digest = Digest of the dossier
    .hint = Digest of the whole dossier as one file, 64 hexadecimal digits; it shows later that nothing was changed.
act-archive-retention = How long it is kept

act-share = Share with another body
    .hint = Without a ground of law, every party has to agree separately; silence is no consent (PIPL 23). What was conceded in mediation and sealed notes are never shared.
    .done = Recorded. It is shown once every party has agreed; on a ground of law at once.
act-share-body = With which body
act-share-parts = What is shared
    .hint = No more than the work needs. Without the contacts, letters stand in place of the people.
act-share-purpose = For what
    .hint = What it will be used for; on a ground of law also the reference of the letter. The body reads it, and the parties unless the law keeps it from them.
act-share-ground = Ground of law
    .hint = Leave it open to ask the parties.
act-share-until = Last day
    .hint = At most 90 days from today. It ends by itself.

act-answer-sharing = Record a party's answer to a sharing
    .own = Answer whether it may be shared
    .hint = Consent can be taken back at any time. As soon as one party refuses or takes it back, nothing is shown any more (PIPL 15).
    .done = Recorded.
    .own-done = We have your answer.
act-answer-sharing-sharing = With which body
act-answer-sharing-party = Party
act-answer-sharing-answer = Answer
    .hint = To take consent back, choose to refuse. A refusal has no effect on the mediation.
act-answer-sharing-manner = How the answer was given

act-end-sharing = End a sharing
    .hint = End it once it is no longer needed. The body sees nothing from then on.
    .done = Ended.
act-end-sharing-sharing = With which body

act-sign-for-material = Sign for the material
    .hint = From today the period of a court-appointed mediation runs (SPC Provisions on Appointed Mediation, Art. 27). If something is missing, ask the body that sent it first.
    .done = Signed for.

act-assign-task = Ask another body to take part
    .hint = Ask one body to take part in linked mediation, and say what it is to do. It reads its own task and how far the others are, not the file; what else it needs is shared separately.
    .done = The task was sent.
act-assign-task-body = Which body
act-assign-task-mediation = In which kind of mediation
act-assign-task-text = Task
    .hint = The body reads it. Say what is to be done, without names, telephone or identity numbers of the parties.
act-assign-task-due = Last day
    .hint = Leave it open for the day the rule sets.

act-accept-task = Take the task on
    .hint = Your body deals with it from now on; the other bodies see how far it is.
    .done = Taken on.
act-accept-task-task = Task

act-decline-task = Not for our body to do
    .hint = Say why, and for which body it is if you know. It must be sent on within three working days (Shenzhen Regulations, Art. 45).
    .done = Given back.
act-decline-task-task = Task
act-decline-task-reason = Reason
act-decline-task-instead = For which body it is

act-report-task = Write down progress
    .hint = Say what has been done. The leading body reads it; the other bodies do not.
    .done = Written down.
act-report-task-task = Task
act-report-task-record = Progress

act-finish-task = Finish the task
    .hint = Say what was done and what came of it. It cannot be changed afterwards.
    .done = The task is done.
act-finish-task-task = Task
act-finish-task-record = Result

act-send-task-on = Send a task on
    .hint = The task goes to another body as it is, with a new period.
    .done = Sent on.
act-send-task-on-task = Which task
act-send-task-on-body = To which body
act-send-task-on-due = Last day
    .hint = Leave it open for the day the rule sets.

act-withdraw-task = Take a task back
    .hint = Take back what is no longer needed, and say why.
    .done = Taken back.
act-withdraw-task-task = Which task
act-withdraw-task-reason = Reason
    .hint = The body reads it.

act-convert = Convert the mediation
    .hint = Between people's, administrative and judicial mediation, with every party's consent. The committee keeps the file.
    .done = Converted.
act-convert-to = Into
act-convert-lead = Leading body
    .hint = For administrative and judicial mediation name the body that leads; for people's mediation none.
act-convert-reason = Reason
    .hint = The leading body reads it.
act-convert-agreed = Parties that have agreed

act-hold-meeting = Record a meeting of the team
    .hint = The bodies that were there read what was agreed; what falls to a body becomes its task.
    .done = The meeting was recorded.
act-hold-meeting-held-at = When
act-hold-meeting-place = Where
act-hold-meeting-bodies = Bodies present
act-hold-meeting-record = What was agreed
    .hint = Without names, telephone or identity numbers of the parties, and without what a party conceded to settle.
act-hold-meeting-measures = Measures
    .hint = For each the body and what it does; leave it empty if there are none.

act-report-back = Reply to the body that sent it
    .hint = Tell what came of the mediation. The content of an agreement and what was conceded are not told (SPC Provisions on Appointed Mediation, Art. 22).
    .done = The reply was sent.
act-report-back-facts = With the undisputed facts that all parties signed
act-report-back-note = What else is to be told
    .hint = The body that sent it reads it. No concessions, and nothing of an agreement's content.
act-report-danger = Report a danger
    .hint = If the dispute may become a public-security or criminal case, report it promptly to the police or another department in charge; nobody has to approve (People's Mediation Law, Art. 25). The parties are not told who reported. In an emergency, call 110 first.
    .done = The report is recorded.
act-report-danger-to = Reported to
act-report-danger-reason = What the danger is
act-report-danger-reference = Number of their receipt
    .hint = The number under which the police or the other body took the report; may be left out if there is none yet.
act-report-danger-receipt = What they said
    .hint = Who took the report and what was said, in at most 1000 characters.

act-add-note = Add a note
    .hint = For what should be kept with the case.
    .done = The note is added.
act-add-note-text = Note
act-add-note-sealed = Sealed
    .hint = A sealed note is left out of every export.

act-set-class = Set the confidentiality
    .hint = Decides who may read the case. Be strict where a child or domestic violence is concerned.
    .done = The confidentiality is set.
act-set-class-class = Confidentiality
act-set-class-protects = Protected parties
    .hint = Where domestic violence is suspected, choose whom to protect; the sides are then heard apart.

act-correct-type = Correct the type of dispute
    .hint = If it was registered wrongly. Periods, the form of an agreement and the other ways depend on it.
    .done = The type is corrected.
act-correct-type-dispute-type = Type of dispute

act-record-difficulty = Record how hard the case is
    .hint = For the statistics of hard cases; the parties' rights do not depend on it.
    .done = Recorded.
act-record-difficulty-difficulty = How hard it is
