# 待谁办理（turn-who）、办理什么（turn-what）。

turn-who-party = 当事人
turn-who-intake = 窗口登记人员
turn-who-dispatcher = 分派人员
turn-who-head = 调委会负责人
turn-who-mediator = 调解员
turn-who-visitor = 回访人员
turn-who-archivist = 档案管理人员

turn-what-record-consent = 征询各方是否同意调解
turn-what-tell-rights = 告知各方权利义务
turn-what-accept = 决定是否受理
turn-what-not-accept = 一方不同意调解，决定不予受理
turn-what-appoint-mediator = 确定调解员
turn-what-hold-session = 组织调解
turn-what-suspend = 决定是否中止调解
turn-what-resume = 中止的原因消除后恢复调解
turn-what-sign-agreement = 签署协议
turn-what-sign-as-mediator = 调解员在协议上签名
turn-what-affix-seal = 加盖调委会印章
turn-what-record-performance = 履行协议
turn-what-urge = 了解情况，督促履行
turn-what-transfer-received = 落实接收单位的回执
turn-what-return-visit = 回访
turn-what-close = 审核结案
turn-what-archive = 归档
turn-who-department = 参与单位
turn-what-sign-for-material = 签收移送材料
turn-what-report-back = 向移送单位回函
turn-what-send-task-on = 转送不属职责的任务
turn-what-finish-task = 完成联动任务
