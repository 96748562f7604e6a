# The network of centres: houses, bodies, opening hours, rosters.
refusal-centre-roster-day-past = Only days after today can be exchanged.
    .instead = Choose tomorrow or a later day.
refusal-centre-roster-day-off = Nobody is on duty on that day.
    .instead = Choose a day of the roster.
refusal-centre-roster-same-person = The same person is on duty on both days.
    .instead = Choose days of two people.
