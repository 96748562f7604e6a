# 各种选项：choice-<列表>-<代码>。理由、原因要能接在“因”字后面，文书里照用。

choice-agreement-form-written = 书面协议
choice-agreement-form-oral = 口头协议

choice-agreement-scope-whole = 全部争议事项
choice-agreement-scope-partial = 部分争议事项

choice-answer-agree = 同意调解
choice-answer-refuse = 不同意调解

choice-by-whom-chosen = 当事人选定
choice-by-whom-appointed = 调委会指派

choice-channel-window = 窗口
choice-channel-telephone = 电话
choice-channel-letter = 来信
choice-channel-portal = 网上提交
choice-channel-grid = 网格员上报
choice-channel-court = 人民法院移送
choice-channel-police = 公安机关移送
choice-channel-procuratorate = 人民检察院移送
choice-channel-petition = 信访部门移送
choice-channel-hotline = 12345热线转来
choice-channel-other-agency = 其他单位移送

choice-competent-court-inviting = 邀请调解组织开展调解的人民法院
choice-competent-court-domicile = 当事人住所地的基层人民法院
choice-competent-court-subject-matter = 标的物所在地的基层人民法院
choice-competent-court-organisation = 调解组织所在地的基层人民法院

# 申请司法确认前的提醒，整句。
choice-concern-no-items = 协议没有写明履行事项。
choice-concern-amount-unclear = 这一项涉及金钱，但没有写明金额。
choice-concern-due-missing = 这一项没有写明履行期限。
choice-concern-manner-missing = 这一项没有写明履行方式。
choice-concern-maybe-personal-status = 本案是婚姻家庭纠纷，请核对协议是否涉及婚姻、亲子、收养等身份关系；涉及的，法院不受理司法确认申请。
choice-concern-maybe-real-right = 本案涉及土地、房屋，请核对协议是否确认物权归属；确认的，法院不受理司法确认申请。
choice-concern-maybe-intellectual-property = 本案涉及知识产权，请核对协议是否确认知识产权归属；确认的，法院不受理司法确认申请。

choice-confidentiality-ordinary = 一般
choice-confidentiality-sensitive = 涉及个人隐私或者商业秘密
choice-confidentiality-minor = 涉及未成年人
choice-confidentiality-domestic-violence = 涉嫌家庭暴力
choice-confidentiality-sealed = 限定人员查阅

choice-confirmation-ruling-valid = 裁定调解协议有效
choice-confirmation-ruling-dismissed = 裁定驳回申请

choice-court-charge-guided = 告知引导，由当事人自行申请
choice-court-charge-delegated = 委派调解（立案前，三十日）
choice-court-charge-entrusted-ordinary = 委托调解（普通程序，十五日）
choice-court-charge-entrusted-summary = 委托调解（简易程序，七日）

choice-difficulty-simple = 简单
choice-difficulty-ordinary = 一般
choice-difficulty-hard = 疑难复杂

choice-duplicate-reason-same-reference = 移送单位的编号相同
choice-duplicate-reason-same-phone = 电话相同
choice-duplicate-reason-same-sides = 双方名称相同
choice-duplicate-reason-same-other-side = 对方名称相同
choice-duplicate-reason-same-applicant = 提交人相同
choice-duplicate-reason-same-place = 地址相同
choice-duplicate-reason-same-community = 同一社区
choice-duplicate-reason-similar-text = 内容相似
choice-duplicate-reason-close-in-time = 提交时间相近

choice-exclusion-outside-courts = 不属于人民法院受理范围
choice-exclusion-personal-status = 涉及婚姻、亲子、收养等身份关系
choice-exclusion-special-procedure = 适用其他特别程序、公示催告程序或者破产程序
choice-exclusion-ownership = 涉及物权、知识产权确权

choice-found-performed = 已履行
choice-found-partly-performed = 部分履行
choice-found-not-due = 未到履行期限
choice-found-overdue = 逾期未履行
choice-found-sued = 达成协议后起诉
choice-found-nothing = 没有需要履行的事项

choice-id-kind-resident = 居民身份证
choice-id-kind-hong-kong-macau = 港澳居民来往内地通行证
choice-id-kind-taiwan = 台湾居民来往大陆通行证
choice-id-kind-residence-permit = 港澳台居民居住证
choice-id-kind-passport = 护照
choice-id-kind-foreign-permanent = 外国人永久居留身份证
choice-id-kind-credit-code = 统一社会信用代码
choice-id-kind-other = 其他证件

choice-identity-check-paper = 已核对证件
choice-identity-check-called-back = 已回拨电话核实
choice-identity-check-vouched = 由移送单位核实
choice-identity-check-not-yet = 尚未核实

choice-invitee-kind-relative = 亲属
choice-invitee-kind-neighbour = 邻里
choice-invitee-kind-colleague = 同事
choice-invitee-kind-expert = 有专门知识或者特定经验的人
choice-invitee-kind-interpreter = 翻译人员（方言、外语、手语）
choice-invitee-kind-organisation = 社会组织

choice-item-route-suit = 向人民法院起诉
choice-item-route-payment-order = 申请支付令
choice-item-route-notary = 经公证赋予强制执行效力
choice-item-route-enforcement = 申请强制执行

choice-language-zh-CN = 中文
choice-language-en = 英文

choice-leaving-replaced = 应当事人要求更换
choice-leaving-withdrew = 披露利害关系后自行回避

choice-manner-in-person = 当面
choice-manner-telephone = 电话
choice-manner-online = 网上
choice-manner-letter = 书信
choice-manner-representative = 通过代理人

choice-not-accepted-ground-not-civil = 不属于民间纠纷
choice-not-accepted-ground-exclusive-organ = 依法只能由专门机关管辖处理，或者禁止采用民间调解方式解决
choice-not-accepted-ground-already-accepted = 人民法院、公安机关或者其他部门已经受理或者解决
choice-not-accepted-ground-party-refused = 一方当事人明确拒绝调解
choice-not-accepted-ground-collusion = 可能恶意串通，损害公共利益或者他人合法权益
choice-not-accepted-ground-other = 有其他不予受理的情形

choice-organ-court = 人民法院
choice-organ-procuratorate = 人民检察院
choice-organ-police = 公安机关
choice-organ-petition = 信访部门
choice-organ-justice = 司法行政机关
choice-organ-labour = 人力资源部门
choice-organ-housing = 住房和建设部门
choice-organ-market = 市场监督管理部门
choice-organ-health = 卫生健康部门
choice-organ-education = 教育部门
choice-organ-renewal = 城市更新和土地整备部门
choice-organ-union = 工会
choice-organ-women = 妇联
choice-organ-youth = 共青团
choice-organ-trade = 贸促会

choice-party-kind-person = 自然人
choice-party-kind-organisation = 法人或者非法人组织

choice-party-role-applicant = 申请人
choice-party-role-respondent = 被申请人
choice-party-role-agent = 委托代理人
choice-party-role-guardian = 法定代理人
choice-party-role-reporter = 线索报告人

choice-performance-result-done = 已履行
choice-performance-result-part = 部分履行
choice-performance-result-overdue = 逾期未履行

choice-receiver-administrative = 行政调解机关
choice-receiver-labour = 人力资源部门
choice-receiver-police = 公安机关
choice-receiver-court = 人民法院
choice-receiver-petition = 信访部门
choice-receiver-arbitration = 仲裁机构
choice-receiver-legal-aid = 法律援助机构
choice-receiver-psychology = 心理服务机构
choice-receiver-mediation = 其他调解组织

choice-referred-by-court = 人民法院
choice-referred-by-police = 公安机关
choice-referred-by-procuratorate = 人民检察院
choice-referred-by-petition = 信访部门
choice-referred-by-hotline = 12345热线
choice-referred-by-other-agency = 其他单位

choice-referrer-court = 人民法院
choice-referrer-procuratorate = 人民检察院
choice-referrer-police = 公安机关
choice-referrer-petition = 信访部门
choice-referrer-other = 其他部门

choice-reopening-ground-performance = 因履行协议发生新的争议
choice-reopening-ground-relapse = 回访发现纠纷又有反复
choice-reopening-ground-court = 人民法院要求

choice-guardian-ground-minor = 需要，未满十八周岁
choice-guardian-ground-incapacity = 需要，成年但不能独立参加调解
choice-representative-guardian = 法定代理人
choice-representative-agent = 委托代理人

choice-request-act-amend = 补充、更正
choice-request-act-add-files = 补充材料
choice-request-act-add-party = 添加当事人或者代理人
choice-request-act-register = 登记
choice-request-act-choose-type = 确定类型
choice-request-act-report-danger = 报告激化风险
choice-request-act-renew-code = 补发查询码
choice-request-act-set-urgency = 确定是否紧急
choice-request-act-set-class = 设定保密类别
choice-request-act-join = 并入另一件诉求
choice-request-act-take-in = 并入另一件诉求的内容
choice-request-act-keep-apart = 确认不是同一件
choice-request-act-transfer = 移送
choice-request-act-transfer-received = 登记移送回执
choice-request-act-refuse = 不予受理
choice-request-act-open = 转为纠纷案件
choice-request-act-withdraw = 撤回诉求
choice-request-act-settle = 登记就地化解
choice-request-act-did-not-hold = 没有做到，继续办理

choice-request-clock-intake = 登记期限
choice-request-clock-accept = 受理期限
choice-request-clock-transfer = 移送回执期限

choice-request-kind-dispute = 矛盾纠纷
choice-request-kind-appeal = 反映问题

choice-request-refusal-ground-exclusive-organ = 依法只能由专门机关管辖处理，或者禁止采用民间调解方式解决
choice-request-refusal-ground-already-accepted = 人民法院、公安机关或者其他部门已经受理或者解决
choice-request-refusal-ground-outside-district = 不在本区范围内
choice-request-refusal-ground-nothing-stated = 没有说明事由，又联系不上提交人
choice-request-refusal-ground-collusion = 可能恶意串通，损害公共利益或者他人合法权益
choice-request-refusal-ground-other = 有其他不予受理的情形

choice-retention-short = 短期
choice-retention-long = 长期
choice-retention-permanent = 永久

choice-satisfaction-content = 满意
choice-satisfaction-mostly = 基本满意
choice-satisfaction-discontent = 不满意
choice-satisfaction-unasked = 未能征询

choice-session-manner-on-site = 现场调解
choice-session-manner-online = 线上调解
choice-session-manner-telephone = 电话调解

choice-sex-female = 女
choice-sex-male = 男

choice-side-applicant = 申请人
choice-side-respondent = 被申请人

choice-signature-manner-handwritten = 手写签名
choice-signature-manner-fingerprint = 按指印
choice-signature-manner-seal = 单位盖章
choice-signature-manner-electronic = 电子签名

choice-suspension-ground-appraisal = 需要鉴定、评估
choice-suspension-ground-sham-check = 需要核查是否虚假调解
choice-suspension-ground-incapacity = 当事人暂时不能参加调解
choice-suspension-ground-other = 其他原因

choice-termination-ground-withdrawn = 当事人撤回调解申请
choice-termination-ground-refuses-further = 一方当事人不愿继续调解
choice-termination-ground-bad-faith = 一方当事人隐瞒重要事实、提供虚假情况或者故意拖延
choice-termination-ground-collusion = 可能恶意串通，损害公共利益或者他人合法权益
choice-termination-ground-out-of-reach = 期限内无法联系当事人
choice-termination-ground-too-far-apart = 各方意见差距过大
choice-termination-ground-period-over = 调解期限届满，各方未同意延长
choice-termination-ground-refuses-to-sign = 一方当事人不愿签署协议
choice-termination-ground-other = 其他原因

choice-topic-marriage = 婚姻关系
choice-topic-parentage = 亲子关系
choice-topic-adoption = 收养关系
choice-topic-inheritance = 继承
choice-topic-real-right = 确认物权归属
choice-topic-intellectual-property = 确认知识产权归属
choice-topic-special-procedure = 其他特别程序或者破产程序的事项
choice-topic-outside-courts = 不属于人民法院受理范围的事项

choice-urgency-self-harm = 可能危及自身生命
choice-urgency-violence = 可能有人受到伤害
choice-urgency-domestic-violence = 可能有家庭暴力
choice-urgency-child-at-risk = 未成年人可能有危险
choice-urgency-hazard = 现场可能有危险
choice-urgency-vulnerable-party = 当事人可能需要协助
choice-urgency-unanswered = 此前反映过，没有得到答复

# 调解组织类型，按官方统计表。
choice-host-village = 村调委会
choice-host-residents = 居调委会
choice-host-township = 乡镇调委会
choice-host-street = 街道调委会
choice-host-enterprise = 企事业单位调委会
choice-host-organisation = 社会团体和其他组织调委会
choice-retention-rule-request-withdrawn = 已撤回的诉求
choice-retention-rule-request-refused = 不予受理的诉求
choice-retention-rule-request-settled = 就地化解的诉求
choice-retention-rule-request-transferred = 已移送的诉求
choice-retention-rule-dossier-short = 短期卷宗
choice-retention-rule-dossier-long = 长期卷宗
choice-retention-rule-dossier-permanent = 永久卷宗
choice-retention-rule-trail = 审计记录
choice-retention-rule-sharing = 提供和导出记录
choice-retention-rule-impact-assessment = 个人信息保护影响评估报告
choice-retention-rule-register = 销毁清册
choice-retention-rule-messages = 短信和邮件
choice-retention-rule-notices = 各账号的提醒
choice-retention-rule-handovers = 交接班记录
choice-retention-rule-answers = 防重复提交的记录
choice-retention-rule-unsent-files = 未提交的材料
choice-retention-starts-withdrawn = 撤回之日
choice-retention-starts-refused = 不予受理之日
choice-retention-starts-settled = 就地化解之日
choice-retention-starts-transfer-received = 受移送单位接收之日
choice-retention-starts-closed = 办结之日
choice-retention-starts-noted = 记录之日
choice-retention-starts-shared = 提供之日
choice-retention-starts-assessed = 评估之日
choice-retention-starts-destroyed = 销毁之日
choice-retention-starts-sent = 发送之日
choice-retention-starts-answered = 答复之日
choice-retention-starts-uploaded = 上传之日
choice-purpose-identify = 确认当事人，写入文书
choice-purpose-contact = 联系您、送达文书
choice-purpose-handle = 受理、调解和回访
choice-purpose-route = 找到负责办理的单位
choice-purpose-prove = 核实事实
choice-purpose-capacity = 确认是否需要监护人
choice-purpose-forms = 填写法定文书格式
choice-purpose-help = 提供参与调解的便利
choice-legal-basis-consent = 您的同意
choice-legal-basis-duty = 履行法定职责
choice-legal-basis-emergency = 紧急情况下保护人身、财产安全

choice-shared-part-contacts = 当事人姓名、电话和地址
choice-shared-part-dispute = 纠纷情况和诉求
choice-shared-part-agreement = 生效的调解协议

# 最后一日为什么变动
choice-move-reason-day-off = 原来的最后一日现在是法定休假日
choice-move-reason-worked = 计算所得的最后一日现在要上班
choice-move-reason-other-days = 最后一日所在的假期起止日期有变动
choice-move-reason-counted = 按新的放假安排重新数了工作日


choice-sharing-ground-statutory-duty = 履行法定职责或者法定义务（《个人信息保护法》第十三条第一款第三项）
choice-sharing-ground-emergency = 紧急情况下保护生命健康和财产安全（《个人信息保护法》第十三条第一款第四项）
choice-sharing-ground-court-inquiry = 人民法院调查取证（《民事诉讼法》第七十条）
choice-sharing-ground-criminal-inquiry = 公安、检察、法院收集调取刑事证据（《刑事诉讼法》第五十四条）
choice-sharing-ground-child-protection = 向公安、民政、教育等部门报告侵害未成年人情形（《未成年人保护法》第十一条）
choice-sharing-ground-domestic-violence = 向公安机关报告无民事行为能力人、限制民事行为能力人遭受家庭暴力（《反家庭暴力法》第十四条）

choice-sharing-word-agree = 同意提供
choice-sharing-word-refuse = 不同意提供

choice-sharing-ending-refused = 当事人不同意
choice-sharing-ending-withdrawn = 当事人撤回同意
choice-sharing-ending-ended = 工作人员停止

choice-sharing-state-waiting = 等待答复
choice-sharing-state-in-force = 正在提供
choice-sharing-state-refused = 当事人不同意
choice-sharing-state-withdrawn = 已撤回同意
choice-sharing-state-ended = 已停止
choice-sharing-state-expired = 已到期
choice-dispatch-part-lead = 主办
choice-dispatch-part-support = 协办
choice-dispatch-state-waiting = 待接收
choice-dispatch-state-taken = 已接收
choice-dispatch-state-objected = 职责异议待裁定
choice-dispatch-state-acting-first = 先办后议
choice-dispatch-state-done = 已办结
choice-dispatch-state-recalled = 已撤回
choice-dispatch-ground-not-competent = 不属本单位法定职责
choice-dispatch-ground-other-territory = 不属本单位管辖区域
choice-dispatch-ground-already-handled = 已由其他单位受理
choice-dispatch-ruling-upheld = 异议成立，改派
choice-dispatch-ruling-act-first = 先办后议
choice-dispatch-where-there = 派出时有人在岗
choice-dispatch-where-called = 随叫随到
choice-dispatch-where-waits = 上班后受理
choice-office-hours-open = 区综治中心上班时间
choice-office-hours-closed = 区综治中心下班时间
choice-whistle-kind-ordinary = 群众诉求哨
    .hint = 群众反映的事项需要有关单位到场办理。
choice-whistle-kind-enforcement = 综合执法哨
    .hint = 需要几家执法单位联合到场。
choice-whistle-kind-emergency = 应急处置哨
    .hint = 有人身危险、人员聚集等紧急情况。有生命危险的，先拨打 110、119、120。
choice-whistle-period-sign = 签收
choice-whistle-period-arrive = 到场
choice-whistle-period-result = 反馈结果
choice-call-stage-called = 待签收
choice-call-stage-objected = 职责异议待裁定
choice-call-stage-signed = 已签收，待到场
choice-call-stage-arrived = 已到场，待反馈
choice-call-stage-reported = 已反馈，待评价
choice-call-stage-evaluated = 已办结
choice-call-stage-released = 异议成立，不再办理
choice-whistle-level-dispatcher = 分派人员
choice-whistle-level-leader = 包案领导
choice-whistle-act-sign = 签收
    .hint = 签收后安排人员到场；认为不属于本单位职责的，不要签收，提出职责异议。
choice-whistle-act-object = 提出职责异议
    .hint = 写明依据，由分派人员裁定。裁定先办后议的，先到场办理，职责另行确定。
choice-whistle-act-rule = 裁定异议
    .hint = 异议成立的，该单位不再办理，可以另请单位；不成立的，先办后议。
choice-whistle-act-arrive = 到场
    .hint = 人员到达现场后填写。
choice-whistle-act-report = 反馈结果
    .hint = 写明做了什么、问题是否解决、还有什么要办。
choice-whistle-act-score-body = 评价被吹哨单位
    .hint = 评价的是单位，不是个人。
choice-whistle-act-score-whistler = 评价吹哨单位
    .hint = 评价的是单位，不是个人。
choice-whistle-act-call = 另请单位
    .hint = 再请一家单位到场，期限从现在起算。
choice-backlog-kind-bone = 骨头案
    .hint = 本身难办：时间长、人数多、涉及部门多。
choice-backlog-kind-nail = 钉子案
    .hint = 反复难结：信访多年、办结又反复、无人受理。
choice-backlog-stage-nominated = 待审批
choice-backlog-stage-approved = 已包案，待定方案
choice-backlog-stage-working = 化解中
choice-backlog-stage-concluded = 待审核
choice-backlog-stage-struck-off = 已销号
choice-backlog-stage-returned = 已退回
choice-backlog-stage-refused = 未批准
choice-backlog-stage-withdrawn = 已撤回
choice-backlog-way-strike-off = 销号
    .hint = 矛盾已经了结：措施都已完成或者取消，有凭证证明。
choice-backlog-way-return = 退回一般程序
    .hint = 一般程序可以解决，或者包案无法推动。
choice-backlog-ended-by-performed = 协议已经履行
choice-backlog-ended-by-court = 人民法院裁判
choice-backlog-ended-by-arbitration = 仲裁裁决
choice-backlog-ended-by-petition = 信访处理、复查或者复核意见
choice-backlog-met-applicant = 申请人一方
choice-backlog-met-respondent = 被申请人一方
choice-backlog-met-both = 双方
choice-backlog-met-bodies = 有关单位
choice-backlog-met-others = 社区、单位等知情人员
choice-backlog-measure-stage-open = 办理中
choice-backlog-measure-stage-reported = 已反馈，待确认
choice-backlog-measure-stage-done = 已完成
choice-backlog-measure-stage-dropped = 已取消
choice-backlog-owed-whole = 包案
choice-backlog-owed-measure = 化解措施
choice-backlog-owed-review = 结论审核
choice-backlog-level-leader = 包案领导
choice-backlog-level-justice = 司法局监督人员
choice-backlog-act-approve = 批准包案
    .hint = 从批准之日起，由这位领导包到销号或者退回。
choice-backlog-act-refuse = 不予批准
    .hint = 案件继续走一般程序，写明理由。
choice-backlog-act-withdraw = 撤回提名
    .hint = 批准以前可以撤回。
choice-backlog-act-join = 加入成员单位
    .hint = 成员单位只能看到由它负责的措施，看不到案件其他内容。
choice-backlog-act-plan = 增加措施
    .hint = 写明做什么、哪家单位负责、什么时候完成。
choice-backlog-act-visit = 记录走访
    .hint = 记录包案领导本人的走访。
choice-backlog-act-report = 反馈
    .hint = 写明办理情况和凭证，由包案领导确认。
choice-backlog-act-finish = 确认完成
    .hint = 有凭证才能算完成。
choice-backlog-act-postpone = 调整期限
    .hint = 原来的期限会保留在记录里。
choice-backlog-act-drop = 取消
    .hint = 取消以后不算完成，也不再计入方案。
choice-backlog-act-conclude = 提出结论
    .hint = 由其他人员审核。
choice-backlog-act-review = 审核结论
    .hint = 核对措施、走访和凭证后审核。
choice-backlog-act-reassign = 更换包案领导
    .hint = 包案期限照算，已经做的保留。
choice-mediation-peoples = 人民调解
choice-mediation-administrative = 行政调解
choice-mediation-judicial = 司法调解

choice-task-part-lead = 主持
choice-task-part-support = 配合

choice-task-stage-asked = 待接受
choice-task-stage-accepted = 办理中
choice-task-stage-declined = 不属职责，待转送
choice-task-stage-sent-on = 已转送
choice-task-stage-done = 已完成
choice-task-stage-withdrawn = 已撤回

choice-occasion-dispatch-sent = 新工单待接收
choice-occasion-competence-disputed = 职责争议待裁定
choice-occasion-whistle-called = 吹哨待签收
choice-occasion-whistle-late = 吹哨逾期上报
choice-occasion-deadline-soon = 期限将届满
choice-occasion-deadline-passed = 期限已届满
choice-occasion-case-given = 案件交由我调解
choice-occasion-task-given = 联动任务交由本单位
choice-occasion-task-returned = 联动任务被退回
choice-occasion-tasks-done = 联动任务全部完成
choice-occasion-owned-case-given = 案件由我包案
choice-occasion-owned-case-late = 包案逾期

choice-channel-mail = 电子邮件
choice-channel-sms = 短信
choice-channel-push = 浏览器推送
