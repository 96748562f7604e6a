# 履行事项的状态。

item-state-due = 待履行
item-state-part = 部分履行
item-state-overdue = 逾期未履行
item-state-done = 已履行
item-state-disputed = 有争议
item-state-elsewhere = 已另循途径
