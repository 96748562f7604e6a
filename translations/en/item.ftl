# How far an item of an agreement is.

item-state-due = To be done
item-state-part = Done in part
item-state-overdue = Overdue
item-state-done = Done
item-state-disputed = Disputed
item-state-elsewhere = Taken another way
