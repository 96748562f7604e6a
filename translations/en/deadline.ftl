# Periods: what they are called, how long they are, from when they run, and why they end on that day.

# The periods of a case
deadline-clock-intake = time to register
deadline-clock-accept = time to accept the case
deadline-clock-contact = time to ask the other side
deadline-clock-mediate = time to mediate
deadline-clock-confirm = time to ask the court for confirmation
deadline-clock-perform = time to perform
deadline-clock-enforce = time to apply for enforcement (its earliest end; instalments or an interruption can move it, please check)
deadline-clock-transfer = time for the receipt of the transfer
deadline-clock-sign = Period to sign for the material
deadline-clock-report = Period to reply
deadline-clock-task-answer = Period to answer a task
deadline-clock-task = Period of a task
deadline-clock-task-transfer = Period to send a task on
deadline-clock-visit = time for the return visit
deadline-clock-archive = time to archive

# How a period stands now
deadline-standing-ended = ended
deadline-standing-paused = paused
deadline-standing-calm = running
deadline-standing-warned = due soon
deadline-standing-due-today = due today
deadline-standing-overdue = overdue
deadline-standing-over = over

# Notices: due soon, passed and not done, a window that has closed
deadline-notice-soon = The { $clock } ends on { $day }.
deadline-notice-due = The { $clock } ended on { $day }, and it is not done yet.
deadline-notice-done = Every task of the other bodies was done on { $day }; the case can be looked at for closing.
deadline-notice-over = The { $clock } ended on { $day }.

# Lengths; $count is how many
deadline-unit-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
deadline-unit-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
deadline-unit-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
deadline-unit-calendar-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
deadline-unit-working-days =
    { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }
deadline-unit-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
deadline-unit-years =
    { $count ->
        [one] { $count } year
       *[other] { $count } years
    }
deadline-length-at-once = at once
deadline-length-named = as the agreement, ruling or order says

# Who sets the length
deadline-set-by-rule = set by the rule
deadline-set-by-parties-or-rule = the parties may agree otherwise
deadline-set-by-act-within = an earlier day may be named
deadline-set-by-act = named by what starts it

# What hangs on a period
deadline-tier-right = a right
deadline-tier-duty = a duty
deadline-tier-promise = a promise
deadline-tier-term = a term

# What a rule rests on
deadline-basis-law = read in the full text of the law
deadline-basis-page = read in an excerpt on a public page
deadline-basis-system = seen in the forms of another system
deadline-basis-memory = not yet compared with its source
deadline-basis-design = set for this platform, can be configured

# Why a period stands still
deadline-pause-appraisal = an appraisal
deadline-pause-hearing = a hearing
deadline-pause-limitation = a suspended limitation

# Who extends a period
deadline-extension-parties = all parties
deadline-extension-head = the head
deadline-extension-court-president = the president of the court
deadline-extension-dispatcher = the body that gave the order

# From when a period runs
deadline-start-accepted = from acceptance
deadline-start-aid-applied = from the application for legal aid
deadline-start-aid-decided = from the decision to grant legal aid
deadline-start-accident-finding-received = from receipt of the finding on the accident
deadline-start-agreed-to-online = from the agreement to mediate online
deadline-start-agreement-effective = from the day the agreement takes effect
deadline-start-application-received = from receipt of the application
deadline-start-dispatched = from when it was sent
deadline-start-applied = from the application
deadline-start-assigned = from the assignment
deadline-start-closed = from the closing
deadline-start-court-accepted = from acceptance by the court
deadline-start-docketed = from docketing by the court
deadline-start-elected = from the election
deadline-start-event-recorded = from the record
deadline-start-family-report = from the report or call for help
deadline-start-first-session-held = from the first session
deadline-start-found-not-competent = from finding that another body is competent
deadline-start-known = from knowing, or having to know
deadline-start-lead-received = from receipt of the lead
deadline-start-material-signed-for = from signing for the court's material
deadline-start-mediator-confirmed = from the mediator's confirmation
deadline-start-opinion-received = from receipt of the opinion
deadline-start-order-dispatched = from the dispatch of the order
deadline-start-performance-due-or-ended = from the last day of performance or the end of mediation
deadline-start-performance-period-over = from the last day of the period of performance, in instalments from that of the last one
deadline-start-petition-received = from receipt of the petition
deadline-start-recheck-asked = from receipt of the request to recheck
deadline-start-registered = from registration
deadline-start-review-asked = from receipt of the request to review
deadline-start-review-received = from receipt of the review
deadline-start-ruled = from the ruling
deadline-start-ruling-effective = from the day the ruling takes effect
deadline-start-ruling-received = from receipt of the ruling
deadline-start-traffic-mediation-due = from the day on which the traffic mediation has to begin
deadline-start-task-assigned = from the day the task was sent
deadline-start-referral-opened = from the day the case was opened
deadline-start-outcome-known = from the day the outcome was known
deadline-start-transferred = from the transfer
deadline-start-owning-approved = from the approval of the owned case
deadline-start-owning-concluded = from the conclusion
deadline-start-measure-planned = from its entry in the plan
deadline-start-whistle-blown = from the whistle

# Rules
deadline-rule-intake = registering a lead
deadline-rule-dispatch-answer = taking what was dispatched
deadline-rule-accept-peoples = accepting for people's mediation
deadline-rule-contact = asking the other side
deadline-rule-transfer = receipt by the receiving body
deadline-rule-accept-administrative = accepting for administrative mediation
deadline-rule-accept-administrative-complex = accepting for administrative mediation (complex)
deadline-rule-accept-medical-authority = accepting a medical dispute for administrative mediation
deadline-rule-transfer-administrative = transfer in administrative mediation
deadline-rule-linked-answer = Answer to a task
deadline-rule-linked-task = Task of another body
deadline-rule-linked-task-named = Task of another body (day named)
deadline-rule-referral-sign = Signing for the material
deadline-rule-report-court = Reply to the court
deadline-rule-report-police = Reply to the police
deadline-rule-report-procuratorate = Reply to the procuratorate
deadline-rule-report-petition = Reply to the petition office
deadline-rule-mediate-shenzhen = mediating (Shenzhen)
deadline-rule-mediate-national = mediating (national)
deadline-rule-mediate-medical = mediating a medical dispute
deadline-rule-mediate-medical-authority = administrative mediation of a medical dispute
deadline-rule-mediate-labour = mediating a labour dispute
deadline-rule-court-delegated = mediation delegated by a court
deadline-rule-court-entrusted-ordinary = mediation entrusted by a court (ordinary procedure)
deadline-rule-court-entrusted-summary = mediation entrusted by a court (summary procedure)
deadline-rule-online-choose-mediator = online mediation: choosing a mediator
deadline-rule-online-designate = online mediation: designating a mediator
deadline-rule-online-confirm = online mediation: the mediator confirms
deadline-rule-online-contact = online mediation: asking the other side
deadline-rule-police-second-mediation = second mediation of a public security case
deadline-rule-traffic-apply = applying for traffic mediation
deadline-rule-traffic-mediate = traffic mediation
deadline-rule-perform = performing an agreement
deadline-rule-confirm = asking for judicial confirmation
deadline-rule-labour-review = asking for review of a labour agreement
deadline-rule-confirm-court = the court decides on confirmation
deadline-rule-confirm-objection = objecting to a confirmation (party)
deadline-rule-confirm-objection-interested = objecting to a confirmation (interested person)
deadline-rule-enforce = applying for enforcement
deadline-rule-labour-arbitration = applying for labour arbitration
deadline-rule-petition-route = routing a petition
deadline-rule-petition-report-urgent = reporting an urgent petition
deadline-rule-petition-reply = replying to a petition in writing
deadline-rule-petition-object = objecting to the routing of a petition
deadline-rule-petition-handle = handling a petition
deadline-rule-petition-review-ask = asking for a review
deadline-rule-petition-review-decide = deciding a review
deadline-rule-petition-recheck-ask = asking for a recheck
deadline-rule-petition-recheck-decide = deciding a recheck
deadline-rule-report-danger = mandatory report
deadline-rule-protection-order = ruling on a protection order
deadline-rule-protection-order-urgent = ruling on a protection order (urgent)
deadline-rule-protection-order-validity = validity of a protection order
deadline-rule-protection-order-reconsider = asking to reconsider a protection order
deadline-rule-family-dispatch = family dispute: dispatch
deadline-rule-family-disposal = family dispute: disposal
deadline-rule-family-close = family dispute: closing
deadline-rule-family-visits = family dispute: return visits
deadline-rule-legal-aid-decide = deciding on legal aid
deadline-rule-legal-aid-assign = assigning legal aid
deadline-rule-whistle-emergency-sign = emergency whistle: signed for
deadline-rule-whistle-emergency-result = emergency whistle: result
deadline-rule-whistle-enforcement-result = enforcement whistle: result
deadline-rule-whistle-ordinary-arrive = ordinary whistle: on site
deadline-rule-whistle-emergency-arrive = emergency whistle: on site
deadline-rule-whistle-enforcement-sign = enforcement whistle: signed for
deadline-rule-whistle-enforcement-arrive = enforcement whistle: on site
deadline-rule-whistle-ordinary-sign = ordinary whistle: signed for
deadline-rule-whistle-ordinary-result = ordinary whistle: result
deadline-rule-owned-case = Owned case
deadline-rule-owned-measure = Measure of an owned case
deadline-rule-owned-review = Review of an owned case
deadline-rule-hotline-order = hotline order
deadline-rule-visit-first = first return visit
deadline-rule-visit-second = second return visit
deadline-rule-archive = archiving the dossier
deadline-rule-audit-log = keeping the log
deadline-rule-processing-record = keeping records of personal data processing
deadline-rule-personal-data-request = answering a request about personal data
deadline-rule-committee-term = term of a mediation committee

# The steps of a reckoning
deadline-step-start-not-counted = The day of the start, { $day }, is not counted; the next day is the first.
deadline-step-runs-from = It runs from { $at }.
deadline-step-counted-time = After { $unit } it is { $until }.
deadline-step-counted-days = Day { $count } is { $last }.
deadline-step-counted-workdays = Working day { $count } is { $last }; days off on the way, not counted: { $off }; weekend days worked in exchange for a holiday, counted: { $made_up }.
deadline-step-counted-months = After { $unit } it is { $last }.
deadline-step-month-end = That month has no day of the same number: its last day, { $last }, ends the period.
deadline-step-named = The last day was named: { $last }.
deadline-step-paused = Because of { $ground }, the time from { $from } until before { $until } is not counted; the { $days } days of the period in it are counted again, the last day is { $last }.
deadline-step-paused-time = Because of { $ground }, the time from { $from } to { $again } is not counted; it ends at { $until }.
deadline-step-extended = Extended with the consent of { $by } to { $last }.
deadline-step-fell-on-weekend = { $day } is a day off.
deadline-step-fell-on-holiday = { $day } lies in a holiday ({ $holiday }).
deadline-step-rolled-to = The day after the days off is { $day }; it is the last day.
deadline-step-year-provisional = The holidays of { $year } are not arranged yet: only the statutory days were taken, and the day will be reckoned again.
deadline-step-year-missing = The calendar of { $year } is not loaded: the day is as counted, not moved, and will be reckoned again.
deadline-step-year-guessed = The calendar of { $year } is not loaded: Monday to Friday were taken as working days, and the day will be reckoned again.
deadline-step-kept-from = When the period ended, the calendar of that time ({ $calendar }) gave { $day }; that is not changed any more.
deadline-step-ends-with-day = It ends at midnight, at the end of { $day }.

deadline-holiday-new-year = New Year
deadline-holiday-spring-festival = Spring Festival
deadline-holiday-qingming = Qingming
deadline-holiday-labour-day = Labour Day
deadline-holiday-dragon-boat = Dragon Boat Festival
deadline-holiday-mid-autumn = Mid-Autumn Festival
deadline-holiday-national-day = National Day

# Not reckoned, paused or extended like this
refusal-calendar-year-missing = The holidays of { $year } are not known, so this cannot be reckoned; known are { $first } to { $last }.
    .instead = Ask the administrator to load the new calendar, or use a day within these years.
refusal-deadline-rule-unknown = There is no deadline rule named { $rule }.
    .instead = Look at the list of rules.
refusal-deadline-rule-not-in-force = The rule { $rule } applies from { $from } on; the start lies before that.
    .instead = Check the start, or use the rule that applied then.
refusal-deadline-set-by-rule = The rule sets this period; no other last day can be named.
    .instead = Leave out the last day.
refusal-deadline-needs-day = This period has no length of its own; its last day must be named.
    .instead = Give the day that stands in the agreement, ruling or order.
refusal-deadline-day-before-start = The last day lies before the start.
    .instead = Check the day.
refusal-deadline-day-too-late = The last day cannot be later than { $day }.
    .instead = Give that day or an earlier one.
refusal-deadline-too-far = That day is beyond what can be reckoned.
    .instead = Check the day.
refusal-deadline-pause-order = Begin and end of the pause contradict each other.
    .instead = Check when it was suspended and resumed.
refusal-deadline-pause-late = The period was over when the pause began.
    .instead = Check when it was suspended.
refusal-deadline-paused = The period stands still at present.
    .instead = Resume the mediation first.
refusal-deadline-not-paused = The period does not stand still.
    .instead = There is nothing to resume; go on.
refusal-deadline-ended = The period has ended.
    .instead = An ended period is not changed any more.
refusal-deadline-over = The period is over and can no longer be paused or extended.
    .instead = If all parties want to go on, they can agree to it.
refusal-deadline-no-pause = This period does not stand still for that.
    .instead = Go on; the period keeps running.
refusal-deadline-no-extension = This period cannot be extended like that.
    .instead = If there is no agreement when it ends, tell the parties the other ways: arbitration, court, petition.
refusal-deadline-extended-already = This period can be extended { $times } times at most, and was.
    .instead = Finish in time, or tell the parties the other ways.
refusal-deadline-extension-too-long = At most { $days } days can be added.
    .instead = Give an earlier day.
refusal-deadline-extension-shorter = The new last day must be later than { $day } and not before today.
    .instead = Give a later day.

# Calendars: which years are arranged, and what each import moved
deadline-calendars-title = Calendars
deadline-calendars-lead = Periods are reckoned by the holidays as the State Council arranges them. With every import the open periods are reckoned anew, and every one that moves is listed.
deadline-calendars-years = Years there are
deadline-calendars-year = Year
deadline-calendars-certainty = Arranged
deadline-calendars-workdays = Working days
deadline-calendar-official = as arranged
deadline-calendar-provisional = not arranged yet, statutory days alone
deadline-calendars-versions = Every calendar
deadline-calendars-empty = No calendar yet
    .hint = The one that comes with the program is noted when a server starts.
deadline-calendars-version = Version
deadline-calendars-name = Name
deadline-calendars-since = In force since
deadline-calendars-by = Imported by
deadline-calendar-title = Calendar, version { $version }
deadline-calendar-lead = When it came into force, these last days moved. A calendar moves days; it moves no case from its stage.
deadline-calendar-in-force = in force
deadline-calendar-moved = Periods that moved
deadline-calendar-waiting = { $count } more are being reckoned; look again in a moment to see all.
deadline-calendar-empty = Nothing moved
    .hint = Reckoned by this version, every open period ends on the day on which it ended before.
deadline-moves-title = Last days that moved
deadline-moves-rule = Period
deadline-moves-before = Last day before
deadline-moves-after = Last day now
deadline-moves-why = Why

# Importing the arrangement of a year
deadline-import-title = Import an arrangement
deadline-import-lead = Every year the State Council arranges the holidays of the next one. First look at what would move; nothing is in force before you confirm.
deadline-import-table = Table of the arrangement
    .hint = The first line is date,name,is_workday,status, then one day a line, such as 2027-02-05,春节,0,official; a weekend that is worked has 1. A year has to be whole: it takes the place of what is there of it.
deadline-import-file = Or choose a file
    .hint = CSV in UTF-8. If there is a file, it counts.
deadline-import-look = Look at what would move
deadline-import-would = Last days that would move: { $count }
deadline-import-text = Once it is in force, open periods are reckoned in the background, and each that moves is listed on the page of the calendar. Name of the new calendar:
deadline-import-part = There are many open periods; only those that end first were looked at. All of them will be reckoned, and all that move will be listed.
deadline-import-send = Put it into force
deadline-import-faults = To be corrected: { $count }, see below.
deadline-import-faults-title = To be corrected
deadline-import-line = Line
deadline-import-fault = What is wrong
flash-calendar-imported = The new calendar is in force; open periods are being reckoned.

# What is wrong in the table of an arrangement
refusal-arrangement-head = The first line should be { $columns }.
    .instead = Add that line.
refusal-arrangement-cells = This line has { $count } cells instead of 4.
    .instead = Write date,name,is_workday,status.
refusal-arrangement-date = This is not a date.
    .instead = Write it like 2027-02-05.
refusal-arrangement-twice = { $day } stands twice.
    .instead = Take one line out.
refusal-arrangement-name = The name of the holiday is missing or too long.
    .instead = Write its name, such as 春节.
refusal-arrangement-status = The status is official or statutory-provisional.
    .instead = Write official for what was published.
refusal-arrangement-works = is_workday is 0 or 1.
    .instead = Write 0 for a day off, 1 for a weekend that is worked.
refusal-arrangement-works-anyway = { $day } is a working day anyway.
    .instead = Check the date; only weekends are made up.
refusal-arrangement-mixed = The year { $year } has two kinds of status.
    .instead = Use one status for a year.
refusal-arrangement-incomplete = { $day } is missing, which is off in the whole country.
    .instead = Write the whole year.
refusal-arrangement-long = There are more than { $most } lines.
    .instead = Import the years one by one.
refusal-arrangement-empty = There is no date in the table.
    .instead = Write at least one year.
refusal-arrangement-gap = A year is missing in between ({ $why }).
    .instead = Import the missing year first.
refusal-arrangement-same = This is the calendar in force.
    .instead = There is nothing to import.
refusal-calendar-moved-on = Somebody put another calendar into force just now.
    .instead = What you typed is still here. Look again at what would move, then decide.

# A period day by day
deadline-explained-lead = From the start to the last day: which days are counted, and which are not.
deadline-explained-days = Day by day
deadline-explained-cut = The period is long; months in between are not shown.
deadline-mark-start = start, not counted
deadline-mark-counted = day { $nth }
deadline-mark-within = in the period
deadline-mark-skipped = off, not counted
deadline-mark-paused = standing still
deadline-mark-raw = counted up to here
deadline-mark-rolled = moved on
deadline-mark-last = last day
deadline-mark-made-up = worked for { $holiday }
deadline-weekday-1 = Mon
deadline-weekday-2 = Tue
deadline-weekday-3 = Wed
deadline-weekday-4 = Thu
deadline-weekday-5 = Fri
deadline-weekday-6 = Sat
deadline-weekday-7 = Sun

# The rules of periods
deadline-rules-title = Rules of periods
deadline-rules-lead = Every period that the platform reckons: how long, from when, on which source, and whether that was read in full. A period that has begun keeps the version it began with.
deadline-rules-length = Length and start
deadline-rules-source = Source
deadline-rules-own = set by this district
deadline-rules-not-in-force = does not apply now
deadline-rules-told = When it has passed, told: { $who }
deadline-rules-level = Still not done { $days } working days later, told besides: { $who }
