# 协议的状态。

agreement-state-draft = 待签署
agreement-state-effective = 已生效
agreement-state-set-aside = 已放弃，未生效
agreement-state-replaced = 已由新协议替代
