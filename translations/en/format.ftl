# How dates, terms and counts are written.
format-due-today = due today
format-days-left =
    { $days ->
        [one] 1 day left
       *[other] { $days } days left
    }
format-days-over =
    { $days ->
        [one] 1 day overdue
       *[other] { $days } days overdue
    }
format-today = today
format-yesterday = yesterday
format-tomorrow = tomorrow
format-days-ago = { $days } days ago
format-days-ahead = in { $days } days
# $count chooses singular or plural, $shown is how the number is written.
format-count =
    { $count ->
        [one] { $shown } entry
       *[other] { $shown } entries
    }
format-count-many = more than 1,000 entries
