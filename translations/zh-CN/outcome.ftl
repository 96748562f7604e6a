# 案件的结果，由案卷得出，不由人填写。

outcome-pending = 尚无结果
outcome-agreed-written = 调解成功（书面协议）
outcome-agreed-oral = 调解成功（口头协议）
outcome-partly-agreed = 部分达成协议
outcome-failed = 调解不成
outcome-terminated = 终止调解
outcome-not-accepted = 不予受理
outcome-transferred = 已移送
