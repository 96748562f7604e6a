# What happened, for the timeline. Only numbers, days and codes that stand in the record; no names.
# A code chooses the sentence; its words (…_word) are those of the choice.

event-opened = The case was opened with { $parties } parties, who are now asked whether they want mediation.
event-reopened = Opened anew. Ground: { $ground_word }. The earlier case stays as it is.
event-consent-recorded =
    { $answer ->
        [agree] A party agrees to mediation.
       *[refuse] A party does not agree to mediation.
    }
event-rights-told = A party was told its rights and duties.
event-representative-named =
    { $capacity ->
        [guardian] A party's guardian was named.
       *[agent] A party's agent was named.
    }
event-party-joined =
    { $side ->
        [applicant] Another applicant was brought in.
       *[respondent] Another respondent was brought in.
    }
event-accepted =
    { $agreed_until ->
        [none] The case was accepted.
       *[day] The case was accepted. The parties agreed to mediate until { $agreed_until }.
    }
event-not-accepted = The case was not accepted. Ground: { $ground_word }.
event-mediator-chosen = A party chose a mediator.
event-mediator-assigned =
    { $by_whom ->
        [chosen] All parties chose the same mediator, who mediates the case.
       *[appointed] The committee appointed a mediator.
    }
event-conflict-disclosed = The mediator disclosed a conflict of interest.
event-replacement-requested = A party asked for another mediator.
event-mediator-left =
    { $why ->
        [replaced] At a party's request, the mediator left the case.
       *[withdrew] The mediator withdrew from the case.
    }
event-closed-session-asked = A party asked for closed sessions; no session of this case is open.
event-joint-session-asked = The protected party asked in writing to sit at one table.
event-invited = With every party's consent, somebody was invited to help. Capacity: { $capacity_word }.
event-investigated = Inquiry no. { $nth } was recorded.
event-evidence-added =
    { $pages ->
        [one] A piece of evidence came in ({ $pages } page).
       *[other] A piece of evidence came in ({ $pages } pages).
    }
event-session-held =
    { $open ->
        [yes] Session no. { $nth } was held, open to others. Manner: { $manner_word }.
       *[no] Session no. { $nth } was held behind closed doors. Manner: { $manner_word }.
    }
event-suspension-asked = The mediator asked for a suspension. Ground: { $ground_word }.
event-suspended =
    { $pauses_period ->
        [yes] The mediation is suspended and its period stands still. Ground: { $ground_word }.
       *[no] The mediation is suspended; its period runs on. Ground: { $ground_word }.
    }
event-resumed = The mediation goes on.
event-extended = With every party's consent, the period was extended to { $until }.
event-agreement-reached = Agreement no. { $nth } was reached. Items: { $items }. Form: { $form_word }. Scope: { $scope_word }.
event-draft-set-aside = The draft was given up; it never took effect.
event-agreement-signed = A party signed the agreement. Manner: { $manner_word }.
event-mediator-signed = The mediator signed the agreement.
event-seal-affixed = The committee's seal was affixed.
event-agreement-effective =
    { $scope ->
        [whole] The agreement took effect on { $on }.
       *[partial] The partial agreement took effect on { $on }.
    }
event-agreement-replaced = A new agreement took the place of the earlier one.
event-performance-recorded =
    { $result ->
        [done] An item was performed.
        [part] An item was performed in part.
       *[overdue] An item is overdue and not performed.
    }
event-urged = Performance of an item was urged (no. { $nth }).
event-item-disputed = A party objected to an item.
event-item-taken-elsewhere = An item was taken another way: { $route_word }.
event-performance-ended =
    { $all_done ->
        [yes] Every item of the agreement was performed by { $on }.
       *[no] Every item of the agreement had ended by { $on }; some took another way.
    }
event-confirmation-agreed =
    { $on ->
        [none] A party agreed to apply for judicial confirmation.
       *[other] A party agreed on { $on } to apply for judicial confirmation.
    }
event-confirmation-taken-back = A party took back its word to apply for judicial confirmation.
event-confirmation-filed = The parties applied together for judicial confirmation on { $on }.
event-confirmation-docketed = The court docketed the application for confirmation on { $on }.
event-confirmation-ruled =
    { $ruling ->
        [valid] The court ruled on { $on } that the agreement is valid.
       *[dismissed] The court dismissed the application for confirmation on { $on }.
    }
event-confirmation-withdrawn = The application for confirmation was withdrawn.
event-confirmation-lapsed = The 30 days for judicial confirmation are over; the agreement still binds.
event-enforcement-applied = A party applied for enforcement on { $on }.
event-undisputed-facts-recorded = The undisputed facts were recorded, signed by { $signed } parties.
event-terminated = The mediation ended. Ground: { $ground_word }. The parties can still go to arbitration, to court or to the petition office.
event-transferred = The case was handed over. Receiver: { $to_word }.
event-transfer-received = The receiving body has the case.
event-visited =
    { $relapse ->
        [yes] Return visit no. { $nth }: the quarrel has come back. Satisfaction: { $satisfaction_word }. Performance: { $performance_word }.
       *[no] Return visit no. { $nth }: the quarrel has not come back. Satisfaction: { $satisfaction_word }. Performance: { $performance_word }.
    }
event-closed = The case was closed. Outcome: { $outcome_word }.
event-archived =
    { $pages ->
        [one] The dossier was archived ({ $pages } page). Kept: { $retention_word }.
       *[other] The dossier was archived ({ $pages } pages). Kept: { $retention_word }.
    }
event-sharing-asked = The parties are asked whether information may be shared with another body. Parts: { $parts }. Until { $until }.
event-shared-by-law = Information is shared with another body as the law says. Parts: { $parts }. Until { $until }. Ground: { $ground_word }.
event-sharing-agreed = A party agreed to the sharing. Manner: { $manner_word }.
event-sharing-refused = A party refused the sharing; nothing is shared. Manner: { $manner_word }.
event-sharing-withdrawn = A party took its consent back; the sharing has ended. Manner: { $manner_word }.
event-sharing-ended = A sharing was ended.
event-sharing-by-law-ended = A sharing on a ground of law was ended.
event-danger-reported = A danger was reported. To: { $to_word }.
event-noted =
    { $sealed ->
        [yes] A sealed note was added.
       *[no] A note was added.
    }
event-class-set = The confidentiality was set: { $class_word }.
event-type-corrected = The type of dispute was corrected.
event-difficulty-recorded = The difficulty was recorded: { $difficulty_word }.
event-deadline-moved = After holidays were arranged or changed, the last day of a period moved from { $before } to { $after }. Reason: { $reason_word }.
event-access-issued = An access code was issued to a party.
event-kept-longer = Its term was over; it is kept longer.
event-sealed = What was kept was sealed.
event-task-assigned = Another body was asked to take part. { $mediation_word }; { $part_word }.
event-task-accepted = A body took its task on.
event-task-declined = A body is not competent; its task is to be sent on.
event-task-sent-on = A task was sent on to another body.
event-task-reported = A body wrote down its progress (no. { $nth }).
event-task-finished = A body finished its task; { $open } still open.
event-task-withdrawn = A task was taken back.
event-converted = With every party's consent, converted from { $from_word } to { $to_word }.
event-meeting-held = Meeting no. { $nth } of the team: { $bodies } bodies, { $measures } measures.
event-material-signed = The material was signed for on { $on }.
event-reported-back = Reply no. { $nth } to the body that sent it. Outcome: { $outcome_word }.
