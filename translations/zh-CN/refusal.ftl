# 为什么不能这样办；.instead 说可以怎么办。依据的条文另行显示，不写在句子里。

# 谁能办、什么时候能办
refusal-not-your-duty = 您的职责不包括这个动作。
    .instead = 请交给有相应职责的人员办理。
refusal-not-your-case = 本案由其他调解员办理，或者您不是本案当事人。
    .instead = 请与本案调解员或者调委会联系。
refusal-not-your-word = 只能为自己或者自己代理的人表示意见。
    .instead = 请由当事人本人或者其代理人办理，或者请调委会代为登记。
refusal-not-at-this-stage = 案件现在的阶段不能办理这个动作。
    .instead = 请先完成页面上列出的待办事项。
refusal-already-closed = 案件已经结案，案卷不再改动。
    .instead = 纠纷又有反复或者因履行发生新的争议的，可以重新办理；也可以申请仲裁、向法院起诉或者信访。

# 填写
refusal-words-missing = 这里没有填写。
    .instead = 请写明后再提交。
refusal-words-too-long = 这里最多写 { $longest } 个字。
    .instead = 请写得简短一些，详细内容可以作为材料上传。
refusal-unknown-party = 所选的人不是本案当事人。
    .instead = 请从本案当事人中选择，或者先追加当事人。
refusal-unknown-mediator = 所选的人现在不是本案调解员。
    .instead = 请从本案现任调解员中选择。
refusal-unknown-agreement = 本案没有这份生效的协议。
    .instead = 请从本案生效的协议中选择。
refusal-unknown-item = 生效的协议里没有这个履行事项。
    .instead = 请从生效协议的履行事项中选择。
refusal-in-the-future = 所填的时间还没有到。
    .instead = 请填写已经发生的时间，事后再登记也可以。
refusal-before-it-began = 所填的时间太早，早于本案或者这一步骤的开始。
    .instead = 请核对日期。
refusal-amount-not-positive = 金额应当大于零。
    .instead = 请核对金额；不涉及金钱的，金额留空。

# 意愿与受理
refusal-party-refused = 有当事人明确拒绝，不得调解。
    .instead = 请作出不予受理的决定，并告知各方可以申请仲裁、向法院起诉或者信访；当事人改变主意的，重新记录其意愿。
refusal-consent-missing = 还有 { $missing } 名当事人没有同意调解。
    .instead = 请先征询并记录每一名当事人的意愿。
refusal-rights-not-told = 还有 { $missing } 名当事人没有被告知权利义务。
    .instead = 请先口头或者书面告知，并记录下来。
refusal-only-persons-have-guardians = 单位没有法定代理人（监护人），由法定代表人参加。
    .instead = 请不填法定代理人，或者选择“自然人”。
refusal-guardian-missing = 未成年人和其他不能独立参加调解的当事人，没有法定代理人不能继续。
    .instead = 请先登记其法定代理人，并由法定代理人到场。
refusal-guardian-acts = 这名当事人不能自己作出这项表示，应当由其法定代理人作出。
    .instead = 请由已登记的法定代理人办理，或者由法定代理人到场，请调委会代为登记。
refusal-nobody-refused = 没有当事人拒绝调解，不能以此为由不予受理。
    .instead = 请先记录当事人的答复，或者选择其他理由。
refusal-two-sides-needed = 调解至少要有一名申请人和一名被申请人。
    .instead = 请补充对方当事人；不知道对方是谁的，先登记为诉求。
refusal-party-already-there = 这个人已经在本案中。
    .instead = 请选择其他人。
refusal-joiner-must-agree = 受理后追加的当事人，须其本人同意调解。
    .instead = 请先征得其同意；不同意的，不能追加。
refusal-period-cannot-be-agreed = 本案的调解期限另有规定，不能在受理时约定。
    .instead = 请把约定的截止日留空。
refusal-agreed-day-passed = 约定的截止日应当在今天以后。
    .instead = 请与各方核对日期。
refusal-not-a-civil-dispute = 这不是民间纠纷，不属于人民调解的范围。
    .instead = 请移送有权处理的单位，或者作出不予受理的决定并告知其他途径。

# 调解员
refusal-mediator-is-assigned = 这名调解员已经在办理本案。
    .instead = 请选择其他调解员。
refusal-mediator-left-before = 这名调解员已经退出本案，不能再担任本案调解员。
    .instead = 请选择其他调解员。

# 准备与调解
refusal-every-party-must-agree = 邀请他人参与调解须各方同意，还有 { $missing } 名当事人没有同意。
    .instead = 请先征得其同意；不同意的，不邀请。
refusal-nobody-present = 没有一名当事人或者代理人到场，不算一次调解。
    .instead = 请选择到场的人；没有人到场的，写备注或者另行约定时间。
refusal-not-invited = 到场的人里有未经各方同意邀请的。
    .instead = 请先记录邀请；不同意邀请的，不能参加。
refusal-open-session-refused = 本案不能公开调解：涉及隐私、商业秘密或者特别保护的事项，或者有当事人要求不公开。
    .instead = 请按不公开记录。
refusal-joint-session-refused = 涉嫌家庭暴力或者有当事人需要保护，双方应当分开调解。
    .instead = 请分别记录各方到场的调解；受保护的一方自愿书面申请的，才可以同场。
refusal-not-protected = 这名当事人没有列为受保护的当事人。
    .instead = 请先在保密类别中列明受保护的当事人。
refusal-extension-not-later = 延长后的日期应当晚于今天和现在的期限。
    .instead = 请与各方另行约定日期。
refusal-extension-not-allowed = 劳动争议的调解期限是十五日，不能延长。
    .instead = 没有达成协议的，请终止调解，并告知当事人可以申请劳动争议仲裁。
refusal-extension-not-agreed = 延长期限须各方同意，还有 { $missing } 名当事人没有同意。
    .instead = 请先征得其同意；不同意的，期限届满终止调解，并告知其他途径。
refusal-evidence-there-already = 这份材料已经登记过。
    .instead = 请上传其他材料。

# 协议
refusal-written-form-needed = 劳动争议达成协议，应当制作调解协议书，不能只有口头协议。
    .instead = 请选择书面协议。
refusal-open-points-missing = 部分协议应当写明没有达成一致的事项。
    .instead = 请填写没有达成一致的事项；全部达成一致的，选择“全部争议事项”。
refusal-nothing-left-open = 全部争议事项都已达成一致，不应再有没有达成一致的事项。
    .instead = 请把该项留空，或者选择“部分争议事项”。
refusal-performer-is-beneficiary = 履行人和接受履行的人不能是同一人。
    .instead = 请核对由谁履行、履行给谁。
refusal-due-before-reached = 履行期限早于协议达成的日期。
    .instead = 请核对日期；已经当场履行的，选择“当场履行完毕”。
refusal-must-replace = 本案已有生效的协议，新协议应当写明替代原协议。
    .instead = 请选择所替代的协议。
refusal-confirmation-holds = 要替代的协议已经申请司法确认或者经法院裁定有效，不能由新协议替代。
    .instead = 法院还没有裁定的，可以先撤回申请，再订立新协议；已经裁定有效的，应当履行，一方不履行的，对方可以申请强制执行。
refusal-partial-replaces-whole = 部分协议不能替代已经解决全部争议的协议。
    .instead = 请订立解决全部争议的新协议，或者继续履行原协议。
refusal-signed-already = 已经登记过，不需要重复办理。
    .instead = 请核对是不是其他人还没有办理。
refusal-paper-signature-needed = 涉及婚姻、亲子、收养、继承等人身关系的协议，不能用电子签名。
    .instead = 请打印后在纸上签名、盖章或者按指印，再上传扫描件。
refusal-seal-is-for-organisations = 自然人不能以单位盖章的方式签署。
    .instead = 请本人签名或者按指印。
refusal-representative-signs = 这名当事人应当由法定代理人签署，但还没有登记法定代理人。
    .instead = 请先登记法定代理人。

# 履行
refusal-item-ended = 这个事项已经有结果。
    .instead = 请选择还没有结果的事项；登记有误的，写备注说明。
refusal-not-due-yet = 履行期限还没有到，不能登记为逾期。
    .instead = 请等到期限届满，或者先督促履行。
refusal-receiver-confirms = 是否已经履行，由接受履行的一方确认。
    .instead = 请对方确认，或者把凭证交给调解员登记。
refusal-amount-missing = 部分履行的，应当写明本次收到的金额。
    .instead = 请填写金额。
refusal-more-than-owed = 收到的金额超过应付的金额。
    .instead = 请核对金额。
refusal-money-only = 只有给付金钱的事项可以申请支付令。
    .instead = 请选择向人民法院起诉或者其他途径。
refusal-not-confirmed-yet = 协议还没有经法院裁定有效，不能申请强制执行。
    .instead = 在期限内可以共同申请司法确认，也可以向法院起诉。

# 司法确认
refusal-confirmation-excluded =
    { $exclusion ->
        [outside_courts] 协议内容不属于人民法院受理范围，法院不受理司法确认申请。
        [personal_status] 协议涉及婚姻、亲子、收养等身份关系，法院不受理司法确认申请。
        [special_procedure] 协议内容适用其他特别程序、公示催告程序或者破产程序，法院不受理司法确认申请。
       *[ownership] 协议涉及物权、知识产权确权，法院不受理司法确认申请。
    }
    .instead = 协议对各方仍有约束力；需要法院处理的，可以向有管辖权的法院起诉。
refusal-confirmation-window-over = 自协议生效之日起已超过三十日，不能再申请司法确认。
    .instead = 协议仍然有效；一方不履行的，对方可以向法院起诉。
refusal-confirmation-window-open = 申请司法确认的三十日还没有过。
    .instead = 各方在期限内仍可以共同申请。
refusal-both-must-apply = 司法确认须各方共同申请，还有当事人没有同意。
    .instead = 请先征得各方同意；有一方不同意的，不能申请。
refusal-court-not-competent = 按所选的管辖依据，这个法院不能受理。
    .instead = 请从页面列出的管辖依据中选择。
refusal-not-agreed-to-confirm = 该当事人没有同意申请，没有可以撤回的同意。
    .instead = 请选择已经同意申请的当事人。
refusal-confirmation-step = 司法确认还没有办到这一步，或者已经办过这一步。
    .instead = 请核对司法确认现在的进度。
refusal-confirmation-pending = 司法确认还没有结果：法院还没有裁定，或者有当事人同意申请而三十日的期限还没有过，不能归档。
    .instead = 请等法院裁定或者期限届满后再归档；已经提出、不再申请的，先登记撤回申请。

# 终止、移送、结案、归档
refusal-period-not-over = 调解期限还没有届满，不能以期限届满为由终止。
    .instead = 可以继续调解；当事人不愿继续的，可以随时终止，请选择相应的原因。
refusal-party-missing = 没有写明是哪一方提出的。
    .instead = 请选择提出的当事人。
refusal-agreement-holds = 各方已有生效的协议，应当按照约定履行，不能再终止调解。
    .instead = 要变更的，订立新协议；对内容或者履行有争议的，可以向法院起诉。
refusal-facts-signed-by-all = 无争议事实须各方同意并签名，还有 { $missing } 名当事人没有签名。
    .instead = 请先请其核对签名；有一方不同意的，不能记载。
refusal-items-open = 还有 { $open } 个履行事项没有结果，不能结案。
    .instead = 请先登记每个事项的履行情况。
refusal-visit-missing = 还没有回访，不能结案。
    .instead = 请先安排回访并记录。
refusal-mediator-cannot-close = 您调解过本案，不能自己办理结案。
    .instead = 请调委会没有调解过本案的负责人办理。
refusal-receipt-missing = 接收单位还没有回执，移送没有完成，不能结案。
    .instead = 请先联系接收单位，登记回执。
refusal-pages-missing = 页数至少为一页。
    .instead = 请填写实际页数。
refusal-digest-malformed = 摘要值应当是64位十六进制数。
    .instead = 请从卷宗页面复制完整的摘要值。
refusal-visits-outstanding = 还有回访没有完成，不能归档。
    .instead = 请先完成回访。
refusal-not-closed-yet = 案件还没有结案，不需要重新办理。
    .instead = 请在本案中继续办理。
refusal-no-relapse-found = 回访没有发现纠纷反复，不能以此为由重新办理。
    .instead = 请先记录回访，或者选择其他理由。
refusal-no-agreement-held = 本案没有生效的协议，不会因履行协议发生争议。
    .instead = 请选择其他理由，或者登记新的诉求。
refusal-unknown-type = 没有这个纠纷类型。
    .instead = 请从列表中选择。
refusal-request-not-on-the-spot = 这件事不适合就地化解：情况紧急，或者涉及家庭暴力、未成年人等需要保密的事项。
refusal-request-agreed-missing = 请写明双方说好的内容。

refusal-notify-mail-missing = 没有填写电子邮箱。
    .instead = 请填写邮箱，或者不选电子邮件。
refusal-notify-mail-unreadable = 电子邮箱格式不正确。
    .instead = 请按 name@example.org 的格式填写。
refusal-notify-phone-missing = 没有填写手机号码。
    .instead = 请填写手机号码，或者不选短信。
refusal-notify-phone-not-mobile = 短信只能发到手机。
    .instead = 请填写手机号码。
refusal-notify-of-nothing = 已选择发送方式，但未选择通知事项。
    .instead = 请至少选一项，或者不选发送方式。
refusal-notify-quiet-all-day = 免打扰时段不能是全天。
    .instead = 请改结束时间；不要通知的，可以不选发送方式。
refusal-notify-quiet-without-time = 免打扰时段要有开始和结束时间。
    .instead = 请都填写，或者不设免打扰时段。
refusal-notify-digest-without-hour = 汇总发送要有时间。
    .instead = 请在 6 点到 20 点之间选一个。
refusal-notify-digest-in-quiet-hours = 汇总发送的时间在免打扰时段内。
    .instead = 请改汇总时间，或者改免打扰时段。
refusal-notify-browser-unusable = 不能通知本浏览器：本平台没有开通该浏览器厂商的服务，或者已有 { $most } 个浏览器。
    .instead = 请换用其他浏览器，或者先移除一个。
