# Why not; .instead says what can be done. The article is shown beside it, not in the sentence.

# Who may, and when
refusal-not-your-duty = Your duty does not include this.
    .instead = Hand it to somebody with that duty.
refusal-not-your-case = Another mediator works on this case, or you are not a party to it.
    .instead = Please contact the mediator of the case or the committee.
refusal-not-your-word = You can speak only for yourself and for those you represent.
    .instead = The party or its representative does this, or asks the committee to record it.
refusal-not-at-this-stage = This cannot be done where the case stands now.
    .instead = First do what the page says the case waits for.
refusal-already-closed = The case is closed; its file does not change any more.
    .instead = If the quarrel comes back, or a new one arises about the performance, it can be opened anew. Arbitration, court and petition stay open.

# Filling in
refusal-words-missing = Nothing is written here.
    .instead = Please fill it in and send again.
refusal-words-too-long = At most { $longest } characters fit here.
    .instead = Please be shorter; details can be attached as a file.
refusal-unknown-party = This is not a party to the case.
    .instead = Choose one of the parties, or bring in the party first.
refusal-unknown-mediator = This person does not mediate the case now.
    .instead = Choose one of its present mediators.
refusal-unknown-agreement = The case has no such agreement in effect.
    .instead = Choose one of its agreements in effect.
refusal-unknown-item = No agreement in effect has this item.
    .instead = Choose one of the items of an agreement in effect.
refusal-in-the-future = That time has not come yet.
    .instead = State when it happened; it can also be recorded later.
refusal-before-it-began = That is too early: it lies before the case, or before this step of it, began.
    .instead = Please check the day.
refusal-amount-not-positive = An amount is more than zero.
    .instead = Please check it; if no money is involved, leave it empty.

# Consent and acceptance
refusal-party-refused = A party clearly refuses; there is no mediation.
    .instead = Decide not to accept the case, and tell the parties of arbitration, court and petition. If the party thinks again, record its new answer.
refusal-consent-missing =
    { $missing ->
        [one] { $missing } party has not agreed to mediation yet.
       *[other] { $missing } parties have not agreed to mediation yet.
    }
    .instead = First ask every party and record its answer.
refusal-rights-not-told =
    { $missing ->
        [one] { $missing } party has not been told its rights and duties.
       *[other] { $missing } parties have not been told their rights and duties.
    }
    .instead = First tell them, in speech or writing, and record it.
refusal-only-persons-have-guardians = Only a person has a guardian; for an organisation its legal representative acts.
    .instead = Leave the guardian out, or choose “Person”.
refusal-guardian-missing = Without a guardian, this cannot go on for a child or for somebody who cannot act alone.
    .instead = First name the guardian; the guardian must be there.
refusal-guardian-acts = This party cannot give its own word on this; its guardian does.
    .instead = The named guardian does it, or comes to the committee and has it recorded there.
refusal-nobody-refused = No party has refused, so this ground does not apply.
    .instead = First record the parties' answers, or choose another ground.
refusal-two-sides-needed = Mediation needs an applicant and a respondent.
    .instead = Add the other side; if it is not known, register a request first.
refusal-party-already-there = This person is in the case already.
    .instead = Choose somebody else.
refusal-joiner-must-agree = Once the case is accepted, a party can be brought in only with its consent to mediation.
    .instead = Ask first; without consent it cannot be brought in.
refusal-period-cannot-be-agreed = The law sets the period of this case; it cannot be agreed at acceptance.
    .instead = Leave the agreed day empty.
refusal-agreed-day-passed = The agreed day must lie after today.
    .instead = Please check the day with the parties.
refusal-not-a-civil-dispute = This is no civil dispute and not a matter for people's mediation.
    .instead = Hand it to the body in charge, or decide not to accept it and tell of the other ways.

# Mediators
refusal-mediator-is-assigned = This mediator works on the case already.
    .instead = Choose another mediator.
refusal-mediator-left-before = This mediator has left the case and cannot mediate it again.
    .instead = Choose another mediator.

# Preparing and sessions
refusal-every-party-must-agree =
    { $missing ->
        [one] Somebody can be invited only with every party's consent; { $missing } party has not agreed.
       *[other] Somebody can be invited only with every party's consent; { $missing } parties have not agreed.
    }
    .instead = Ask first; without consent, do not invite.
refusal-nobody-present = No party and no representative was there, so it was no session.
    .instead = Choose who was there; if nobody came, add a note or arrange another time.
refusal-not-invited = Somebody was there who had not been invited with every party's consent.
    .instead = Record the invitation first; without consent nobody else takes part.
refusal-open-session-refused = This session cannot be open: privacy, a trade secret or somebody protected is touched, or a party asked for closed doors.
    .instead = Record it as closed.
refusal-joint-session-refused = Domestic violence is suspected or a party is protected; the sides are heard apart.
    .instead = Record a session with each side. They meet only if the protected party asks for it in writing, freely.
refusal-not-protected = This party is not among the protected.
    .instead = First name the protected parties with the confidentiality.
refusal-extension-not-later = The new day must lie after today and after the present last day.
    .instead = Agree on another day with the parties.
refusal-extension-not-allowed = A labour dispute is mediated for 15 days; the period cannot be extended.
    .instead = If there is no agreement, end the mediation and tell the parties of labour arbitration.
refusal-extension-not-agreed =
    { $missing ->
        [one] An extension needs every party's consent; { $missing } party has not agreed.
       *[other] An extension needs every party's consent; { $missing } parties have not agreed.
    }
    .instead = Ask first; without consent, end the mediation when the period is over and tell of the other ways.
refusal-evidence-there-already = This file has been added already.
    .instead = Attach another one.

# Agreements
refusal-written-form-needed = An agreement in a labour dispute is made in writing; an oral one is not enough.
    .instead = Choose the written form.
refusal-open-points-missing = A partial agreement names what stays open.
    .instead = Say what stays open; if everything is settled, choose “The whole dispute”.
refusal-nothing-left-open = If the whole dispute is settled, nothing stays open.
    .instead = Leave it empty, or choose “Part of the dispute”.
refusal-performer-is-beneficiary = Nobody can owe an item to themselves.
    .instead = Check who performs, and for whom.
refusal-due-before-reached = The item is due before the day of the agreement.
    .instead = Check the day; if it was done at once, choose “Done on the spot”.
refusal-must-replace = An agreement is in effect; a new one must replace it.
    .instead = Choose the agreement it replaces.
refusal-confirmation-holds = The agreement to be replaced is before a court for confirmation, or was confirmed; no new one can take its place.
    .instead = If the court has not ruled, withdraw the application first, then make the new agreement. What was confirmed must be performed; if one side does not, the other may have it enforced.
refusal-partial-replaces-whole = An agreement on part of the dispute cannot replace one on the whole of it.
    .instead = Make a new agreement on the whole dispute, or keep to the present one.
refusal-signed-already = This has been recorded already.
    .instead = Check whether somebody else is still missing.
refusal-paper-signature-needed = An agreement on marriage, parentage, adoption or inheritance cannot be signed electronically.
    .instead = Print it, have it signed on paper, and attach the scan.
refusal-seal-is-for-organisations = A person does not sign with an organisation's seal.
    .instead = Sign by hand or by fingerprint.
refusal-representative-signs = A guardian signs for this party, but none is named.
    .instead = First name the guardian.

# Performance
refusal-item-ended = This item has ended already.
    .instead = Choose an item that is still open; if something was recorded wrongly, add a note.
refusal-not-due-yet = The day has not passed, so it is not overdue.
    .instead = Wait until the day has passed, or urge performance now.
refusal-receiver-confirms = Whoever receives the performance confirms it.
    .instead = Ask the other side to confirm, or hand the proof to the mediator.
refusal-amount-missing = For a part, the amount received must be stated.
    .instead = Please fill in the amount.
refusal-more-than-owed = That is more than was owed.
    .instead = Please check the amount.
refusal-money-only = A payment order is for money only.
    .instead = Choose a lawsuit or another way.
refusal-not-confirmed-yet = No court has confirmed the agreement, so it cannot be enforced.
    .instead = Within the 30 days the parties may apply for confirmation together; a lawsuit is possible too.

# Judicial confirmation
refusal-confirmation-excluded =
    { $exclusion ->
        [outside_courts] The agreement is not a matter for the courts; no court takes it for confirmation.
        [personal_status] The agreement touches marriage, parentage or adoption; no court takes it for confirmation.
        [special_procedure] The agreement belongs to another special procedure, public summons or bankruptcy; no court takes it for confirmation.
       *[ownership] The agreement confirms a real right or intellectual property; no court takes it for confirmation.
    }
    .instead = The agreement still binds the parties; whoever needs a court may sue in the one that has jurisdiction.
refusal-confirmation-window-over = More than 30 days have passed since the agreement took effect; it cannot be confirmed any more.
    .instead = The agreement still binds; if one side does not perform, the other may sue.
refusal-confirmation-window-open = The 30 days for confirmation are not over.
    .instead = The parties can still apply together.
refusal-both-must-apply = All parties apply for confirmation together; somebody has not agreed.
    .instead = Ask them first; if one does not agree, there is no application.
refusal-court-not-competent = On that ground this court has no jurisdiction.
    .instead = Choose one of the grounds the page lists.
refusal-not-agreed-to-confirm = This party has not agreed to apply; there is nothing to take back.
    .instead = Choose the party that agreed.
refusal-confirmation-step = The confirmation is not at this step, or is past it.
    .instead = Check how far the confirmation is.
refusal-confirmation-pending = The confirmation is not over: the court has not ruled, or a party has agreed to apply and the 30 days are not past; the case cannot be archived.
    .instead = Archive after the ruling or after the 30 days. If an application was filed and is given up, record its withdrawal first.

# Ending, handing over, closing, archiving
refusal-period-not-over = The period is not over, so this ground does not apply.
    .instead = Go on mediating; a party that will not go on may end it at any time, on its own ground.
refusal-party-missing = It is not said which party.
    .instead = Choose the party.
refusal-agreement-holds = An agreement is in effect and must be performed; the mediation cannot be ended any more.
    .instead = To change it, make a new agreement; whoever disputes its content or performance may sue.
refusal-facts-signed-by-all =
    { $missing ->
        [one] Undisputed facts need every party's consent and signature; { $missing } party has not signed.
       *[other] Undisputed facts need every party's consent and signature; { $missing } parties have not signed.
    }
    .instead = Ask them to read and sign; if one does not agree, nothing is recorded.
refusal-items-open =
    { $open ->
        [one] { $open } item has not ended, so the case cannot be closed.
       *[other] { $open } items have not ended, so the case cannot be closed.
    }
    .instead = First record what became of each item.
refusal-visit-missing = There has been no return visit, so the case cannot be closed.
    .instead = Make a return visit and record it.
refusal-mediator-cannot-close = You have mediated this case and cannot close it yourself.
    .instead = Ask a head of the committee who has not mediated it.
refusal-receipt-missing = The receiving body has not confirmed; the hand-over is not complete and the case cannot be closed.
    .instead = Contact that body and record its receipt.
refusal-pages-missing = There is at least one page.
    .instead = Fill in how many pages there are.
refusal-digest-malformed = A digest has 64 hexadecimal digits.
    .instead = Copy the whole digest from the dossier's page.
refusal-visits-outstanding = A return visit is still to be made, so the case cannot be archived.
    .instead = Make the return visit first.
refusal-not-closed-yet = The case is not closed, so there is no need to open it anew.
    .instead = Go on in this case.
refusal-no-relapse-found = No return visit found that the quarrel came back, so this ground does not apply.
    .instead = Record a return visit first, or choose another ground.
refusal-no-agreement-held = The case has no agreement in effect whose performance could be disputed.
    .instead = Choose another ground, or register a new request.
refusal-unknown-type = There is no such type of dispute.
    .instead = Choose one from the list.
refusal-request-not-on-the-spot = This cannot be settled on the spot: it is urgent, or concerns violence in a family, children or something else that is confidential.
refusal-request-agreed-missing = Say what both sides agreed on.

refusal-notify-mail-missing = No e-mail address is given.
    .instead = Type one, or do not choose e-mail.
refusal-notify-mail-unreadable = This is no e-mail address.
    .instead = Type it like name@example.org.
refusal-notify-phone-missing = No mobile telephone is given.
    .instead = Type one, or do not choose short messages.
refusal-notify-phone-not-mobile = Short messages reach mobile telephones alone.
    .instead = Type a mobile number.
refusal-notify-of-nothing = A way is chosen, but nothing to tell of.
    .instead = Tick at least one kind, or no way.
refusal-notify-quiet-all-day = Quiet hours cannot be the whole day.
    .instead = Choose another end, or no ways at all.
refusal-notify-quiet-without-time = Quiet hours need a beginning and an end.
    .instead = Type both, or untick quiet hours.
refusal-notify-digest-without-hour = A digest needs its hour.
    .instead = Choose one between 6 and 20.
refusal-notify-digest-in-quiet-hours = The digest would come in the quiet hours.
    .instead = Choose another hour, or other quiet hours.
refusal-notify-browser-unusable = This browser cannot be told: its maker's service is not among those of this installation, or { $most } browsers are told already.
    .instead = Use another browser, or remove one.
