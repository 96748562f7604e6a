# What came of a case; it follows from the file, nobody enters it.

outcome-pending = Nothing yet
outcome-agreed-written = Agreed in writing
outcome-agreed-oral = Agreed orally
outcome-partly-agreed = Agreed in part
outcome-failed = No agreement
outcome-terminated = Mediation ended
outcome-not-accepted = Not accepted
outcome-transferred = Handed over
