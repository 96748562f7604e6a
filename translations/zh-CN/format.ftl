# 日期、期限、数量的写法。
format-due-today = 今天到期
format-days-left = 还剩 { $days } 天
format-days-over = 逾期 { $days } 天
format-today = 今天
format-yesterday = 昨天
format-tomorrow = 明天
format-days-ago = { $days } 天前
format-days-ahead = { $days } 天后
# $count 是条数，$shown 是分节后的写法（英文版要用前者选单复数）。
format-count = 共 { $shown } 条
format-count-many = 超过 1,000 条
