# How far a judicial confirmation is.

confirmation-state-j0 = Open
    .hint = Within 30 days of the agreement's effect the parties may apply together.
confirmation-state-j1 = All agree to apply
    .hint = All parties agree; please file the application with the court in time.
confirmation-state-j2 = Filed
    .hint = Waits for the court to docket it.
confirmation-state-j3 = Docketed
    .hint = Waits for the court's ruling.
confirmation-state-j4 = Confirmed
    .hint = If one side does not perform in full, the other may ask for enforcement.
confirmation-state-j5 = Dismissed
    .hint = The parties may change the agreement, make a new one, or sue.
confirmation-state-j6 = Withdrawn
    .hint = The agreement keeps its effect; within the 30 days the parties may apply again.
confirmation-state-j7 = Time is over
    .hint = The agreement still binds and must be performed; if one side does not, the other may sue.
confirmation-state-e1 = Enforcement applied for
    .hint = The court enforces it.
