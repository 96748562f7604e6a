# 办理动作：按钮（.own 是当事人本人看到的按钮）、说明（.hint）、办完后的提示（.done，.own-done 是当事人本人看到的提示），以及要填写的内容。

act-record-consent = 记录调解意愿
    .own = 答复是否同意调解
    .hint = 逐一征询当事人是否愿意调解。各方都同意才能受理；一方明确拒绝的，不得调解（《人民调解法》第十七条）。
    .done = 已记录调解意愿。
    .own-done = 已收到您的答复。
act-record-consent-party = 当事人
act-record-consent-answer = 答复
    .hint = 拒绝调解不需要说明理由，也不影响申请仲裁、向法院起诉或者信访。
act-record-consent-manner = 答复方式

act-tell-rights = 告知权利义务
    .own = 确认已知悉权利义务
    .hint = 调解前，口头或者书面告知人民调解的性质、原则、效力和当事人的权利义务（《人民调解工作若干规定》第三十条）。各方都已告知，才能受理。
    .done = 已记录权利义务告知情况。
    .own-done = 已记下：您知悉自己的权利义务。
act-tell-rights-party = 被告知的当事人
act-tell-rights-manner = 告知方式

act-name-representative = 登记代理人
    .hint = 登记法定代理人或者委托代理人。未成年人和其他不能独立参加调解的人，由法定代理人代为参加。
    .done = 已登记代理人。
act-name-representative-party = 被代理的当事人
act-name-representative-representative = 代理人
    .hint = 对方当事人不能担任代理人。
act-name-representative-capacity = 代理类型
act-name-representative-attachment = 证明材料
    .hint = 法定代理人上传监护关系证明，委托代理人上传授权委托书。

act-join-party = 追加当事人
    .hint = 把与纠纷有直接关系的人或者单位列为当事人。受理以后追加的，须其本人同意调解。
    .done = 已追加当事人。
act-join-party-party = 追加的当事人
act-join-party-side = 列为
act-join-party-kind = 当事人类型
act-join-party-needs-guardian = 是否需要法定代理人
    .hint = 未满十八周岁的人和其他不能独立参加调解的人，由法定代理人代为参加。涉及未成年人的案件按保密案件办理。
act-join-party-guardian = 法定代理人
    .hint = 需要而没有填写法定代理人的，不能登记为同意调解。
act-join-party-answer = 是否同意调解
    .hint = 受理前可以先不填，另行征询；受理后必须已经同意。
act-join-party-manner = 征询方式

act-accept = 受理
    .hint = 各方同意调解、已告知权利义务的，可以受理。调解期限有约定的从约定；没有约定也没有特别规定的，为三十日（《深圳经济特区矛盾纠纷多元化解条例》第二十五条）。
    .done = 已受理。接下来由当事人选择或者由调委会指派调解员。
act-accept-agreed-until = 约定的调解截止日
    .hint = 各方约定了期限才填。劳动争议、医疗纠纷和法院委派、委托调解的案件，期限另有规定，不能在受理时约定。

act-not-accept = 不予受理
    .hint = 说明理由，出具《不予受理告知书》，并告知当事人还可以申请仲裁、向法院起诉或者信访。
    .done = 已决定不予受理，请把告知书送达当事人。
act-not-accept-ground = 不予受理的理由
act-not-accept-reason = 具体说明
    .hint = 写入《不予受理告知书》，当事人看得到。

act-choose-mediator = 登记选定的调解员
    .own = 选择调解员
    .hint = 当事人可以选择调解员（《人民调解法》第十九条）。各方选定同一人的，由其调解；选择不一致的，由调委会指派。
    .done = 已登记选定的调解员。
    .own-done = 已记下您的选择。
act-choose-mediator-party = 作出选择的当事人
act-choose-mediator-mediator = 选定的调解员

act-appoint-mediator = 指派调解员
    .hint = 由调委会指派一名或者数名调解员（《人民调解法》第十九条）。已有调解员的，再指派就是增加一名。
    .done = 已指派调解员。
act-appoint-mediator-mediator = 指派的调解员
    .hint = 曾经退出本案的调解员不能再指派。

act-disclose-conflict = 披露利害关系
    .hint = 与当事人或者纠纷有利害关系的，应当主动披露；可以自行回避，也可以由当事人决定是否更换（《深圳经济特区矛盾纠纷多元化解条例》第二十三条）。
    .done = 已记录披露的情况。
act-disclose-conflict-conflict = 利害关系说明
act-disclose-conflict-withdraws = 我自行回避
    .hint = 勾选后即退出本案，不能再担任本案调解员。

act-request-replacement = 登记更换调解员的要求
    .own = 要求更换调解员
    .hint = 一方提出即可，不需要说明理由，被要求更换的调解员应当回避（《深圳经济特区矛盾纠纷多元化解条例》第二十三条）。
    .done = 已更换，原调解员退出本案。
act-request-replacement-party = 提出要求的当事人
act-request-replacement-mediator = 要更换的调解员

act-ask-closed-session = 登记不公开调解的要求
    .own = 要求不公开调解
    .hint = 当事人可以要求调解不公开进行（《人民调解法》第二十三条）。提出后，本案的调解都不公开。
    .done = 已登记，本案调解不公开进行。
act-ask-closed-session-party = 提出要求的当事人

act-ask-joint-session = 登记同场调解的申请
    .hint = 涉嫌家庭暴力的案件，双方分开调解。受保护的一方自愿书面申请的，才可以同场。
    .done = 已登记同场调解的申请。
act-ask-joint-session-party = 提出申请的受保护当事人
act-ask-joint-session-writing = 书面申请
    .hint = 上传本人签名的申请。

act-invite = 邀请参与调解
    .hint = 征得各方同意后，可以邀请亲属、邻里、同事、有专门知识或者特定经验的人、社会组织参与调解（《人民调解法》第二十条）。
    .done = 已记录邀请。
act-invite-invitee = 被邀请人
act-invite-capacity = 邀请身份
act-invite-agreed = 同意邀请的当事人
    .hint = 各方当事人都要同意。

act-investigate = 记录调查
    .hint = 记录调解前或者两次调解之间向当事人和有关人员了解到的情况。
    .done = 已保存调查记录。
act-investigate-held-at = 调查时间
act-investigate-place = 调查地点
act-investigate-heard = 被调查人
    .hint = 不是当事人或者代理人的，不选，写在记录里。
act-investigate-record = 调查记录

act-add-evidence = 登记证据材料
    .own = 提交证据材料
    .hint = 上传材料，写明名称和页数。登记材料供各方核对，不等于认定事实。
    .done = 已登记证据材料。
    .own-done = 材料已收到。
act-add-evidence-attachment = 材料文件
act-add-evidence-title = 材料名称
    .hint = 如“转账凭证”“现场照片”。
act-add-evidence-from = 提供人
act-add-evidence-pages = 页数
act-add-evidence-original = 已核对原件

act-hold-session = 记录调解
    .hint = 每次调解都要记录，由当事人、调解员、参加人和记录人签名。调解达成协议后，也可以就履行或者变更再次调解。
    .done = 已保存调解记录。
act-hold-session-held-at = 调解时间
act-hold-session-place = 调解地点
    .hint = 线上调解的，写明所用平台。
act-hold-session-manner = 调解方式
act-hold-session-open = 公开进行
    .hint = 涉及个人隐私、商业秘密，或者当事人要求不公开的，不得公开。
act-hold-session-present = 到场的当事人和代理人
    .hint = 由代理人参加的，选代理人。
act-hold-session-invited = 到场的受邀人
act-hold-session-record = 调解记录
    .hint = 写明告知事项、当事人陈述、核实情况、调解经过和结果。
act-hold-session-concessions = 为达成协议作出的让步
    .hint = 单独密封，不随材料导出；在以后的诉讼中不得作为对让步一方不利的根据（《民诉法解释》第一百零七条）。

act-ask-suspension = 申请中止调解
    .hint = 提请调委会负责人决定是否中止。
    .done = 已提请调委会负责人决定。
act-ask-suspension-ground = 中止的原因
act-ask-suspension-reason = 具体说明

act-suspend = 中止调解
    .hint = 由调委会负责人决定，并通知各方。鉴定、评估的时间，规定不计入调解期限的不计入；其他原因中止的，期限照常计算。
    .done = 已中止调解，请通知各方。
act-suspend-ground = 中止的原因
act-suspend-reason = 具体说明
    .hint = 写入《中止调解通知书》，当事人看得到。

act-resume = 恢复调解
    .hint = 中止的原因消除后恢复调解；因鉴定、评估停算的期限继续计算。
    .done = 已恢复调解。

act-extend = 延长调解期限
    .hint = 各方都同意继续调解的，可以延长到约定的日期（《深圳经济特区矛盾纠纷多元化解条例》第二十五条）。不同意的，可以随时终止调解。
    .done = 已延长调解期限。
act-extend-until = 延长至
act-extend-agreed = 同意延长的当事人
    .hint = 各方当事人都要同意。
act-extend-consent = 延长调解期限同意书
    .hint = 上传各方签名的同意书。

act-reach-agreement = 记录调解协议
    .hint = 书面协议，自各方签名、盖章或者按指印，调解员签名并加盖调委会印章之日起生效；口头协议，自达成之日起生效（《人民调解法》第二十九条、第三十条）。
    .done = 已记录调解协议。
act-reach-agreement-scope = 协议范围
act-reach-agreement-form = 协议形式
    .hint = 当事人认为不需要书面协议的，可以采取口头形式，由调解员记录内容。
act-reach-agreement-facts = 纠纷主要事实、争议事项
act-reach-agreement-responsibilities = 各方责任
act-reach-agreement-terms = 协议内容
act-reach-agreement-items = 履行事项
    .hint = 逐项写明做什么、由谁做、给谁、金额、期限、方式和地点。写得越明确，越便于履行和申请司法确认。
act-reach-agreement-topics = 协议涉及的特别事项
    .hint = 涉及婚姻、亲子、收养、继承的，要在纸上签名；涉及身份关系、确认权属等事项的，法院不受理司法确认申请。
act-reach-agreement-left-open = 没有达成一致的事项
    .hint = 只有部分协议才填。
act-reach-agreement-replaces = 所替代的协议
    .hint = 协议签署后不能修改。要变更的，订立新协议替代原协议。
act-reach-agreement-on = 达成日期
    .hint = 不填即为今天。

act-set-aside-draft = 放弃协议草稿
    .hint = 草稿还没有生效，放弃后对各方没有约束力，可以继续调解。
    .done = 已放弃草稿，继续调解。
act-set-aside-draft-reason = 放弃的原因

act-sign-agreement = 登记当事人签名
    .own = 签署协议
    .hint = 请当事人看清协议内容后自愿签名、盖章或者按指印（《人民调解法》第二十九条）。不愿意签的，可以不签。
    .done = 已登记签名。
    .own-done = 已签署。
act-sign-agreement-party = 签名的当事人
act-sign-agreement-manner = 签署方式
act-sign-agreement-scan = 签署页扫描件
act-sign-agreement-on = 签署日期
    .hint = 不填即为今天。

act-sign-as-mediator = 调解员签名
    .hint = 调解员在协议上签名（《人民调解法》第二十九条）。
    .done = 已登记调解员签名。
act-sign-as-mediator-on = 签名日期
    .hint = 不填即为今天。

act-affix-seal = 加盖印章
    .hint = 加盖调委会印章。签名、印章齐全之日，协议生效（《人民调解法》第二十九条）。
    .done = 已登记加盖印章。
act-affix-seal-on = 盖章日期
    .hint = 不填即为今天。

act-record-performance = 记录履行情况
    .own = 确认收到履行
    .hint = 当事人自己记录的，由接受履行的一方确认。全部事项都有结果后，进入回访。
    .done = 已记录履行情况。
    .own-done = 已记下您收到的履行。
act-record-performance-item = 履行事项
act-record-performance-result = 履行结果
act-record-performance-on = 履行日期
    .hint = 不填即为今天。
act-record-performance-received-fen = 本次收到的金额
    .hint = 部分履行的，写这一次收到多少。
act-record-performance-proof = 履行凭证
    .hint = 收条、转账凭证或者照片。

act-urge = 督促履行
    .hint = 调委会对协议的履行情况进行监督，督促当事人履行（《人民调解法》第三十一条）。督促不是强制。
    .done = 已记录督促情况。
act-urge-item = 督促履行的事项
act-urge-manner = 督促方式
act-urge-record = 督促情况

act-dispute-item = 登记履行争议
    .own = 对履行提出异议
    .hint = 对协议的内容或者履行发生争议的，可以再次调解，一方当事人也可以向法院起诉（《人民调解法》第三十二条）。
    .done = 已登记履行争议。
act-dispute-item-item = 有争议的事项
act-dispute-item-party = 提出争议的当事人
act-dispute-item-reason = 争议的内容

act-take-elsewhere = 登记另循途径
    .own = 告知已另循途径
    .hint = 一方不履行的，对方可以向法院起诉；给付金钱的，可以申请支付令；经公证赋予强制执行效力或者经司法确认的，可以申请强制执行。登记后，调委会不再督促这一事项。
    .done = 已登记。
act-take-elsewhere-item = 履行事项
act-take-elsewhere-route = 途径

act-agree-to-confirm = 登记同意申请司法确认
    .own = 同意共同申请司法确认
    .hint = 各方可以自协议生效之日起三十日内共同申请司法确认（《人民调解法》第三十三条）。法院裁定有效的，一方不履行，对方可以申请强制执行。
    .done = 已登记同意申请司法确认。
act-agree-to-confirm-agreement = 申请确认的协议
act-agree-to-confirm-party = 同意申请的当事人
act-agree-to-confirm-on = 同意或者共同申请的日期
    .hint = 不是今天的才填写；应当在三十日的期限内。

act-take-back-confirmation = 登记撤回申请司法确认的同意
    .own = 撤回申请司法确认的同意
    .hint = 向法院提出申请之前，任何一方都可以撤回同意。撤回不影响协议的效力；还在三十日内的，可以再次同意。
    .done = 已登记撤回同意。
act-take-back-confirmation-agreement = 原申请确认的协议
act-take-back-confirmation-party = 撤回同意的当事人

act-file-confirmation = 登记司法确认申请
    .hint = 各方都同意的，向有管辖权的法院共同提出申请（《民事诉讼法》第二百零五条）。
    .done = 已登记司法确认申请，等待法院立案。
act-file-confirmation-agreement = 申请确认的协议
act-file-confirmation-competence = 管辖依据
act-file-confirmation-court = 申请的法院
    .hint = 写法院全称。
act-file-confirmation-on = 申请日期

act-docket-confirmation = 登记法院立案
    .hint = 收到法院立案的通知后登记。
    .done = 已登记法院立案。
act-docket-confirmation-agreement = 申请确认的协议
act-docket-confirmation-reference = 法院案号
act-docket-confirmation-on = 立案日期

act-rule-confirmation = 登记法院裁定
    .hint = 裁定有效的，协议可以强制执行；裁定驳回的，可以变更协议、达成新协议，也可以向法院起诉（《民事诉讼法》第二百零六条）。
    .done = 已登记法院裁定。
act-rule-confirmation-agreement = 申请确认的协议
act-rule-confirmation-ruling = 裁定结果
act-rule-confirmation-reference = 裁定书案号
act-rule-confirmation-on = 裁定日期

act-withdraw-confirmation = 登记撤回司法确认申请
    .own = 撤回司法确认申请
    .hint = 撤回不影响协议的效力；还在三十日内的，可以再次共同申请。
    .done = 已登记撤回申请。
act-withdraw-confirmation-agreement = 申请确认的协议
act-withdraw-confirmation-party = 撤回的当事人

act-lapse-confirmation = 登记司法确认期限届满
    .hint = 自协议生效之日起三十日内没有共同申请的，登记期限届满。协议仍然有效，仍然应当履行。
    .done = 已登记期限届满。
act-lapse-confirmation-agreement = 期限届满的协议

act-apply-enforcement = 登记申请强制执行
    .own = 告知已申请强制执行
    .hint = 法院裁定有效后，一方不履行或者没有全部履行的，对方可以申请强制执行，期间为二年（《民事诉讼法》第二百五十条）。
    .done = 已登记申请强制执行。
act-apply-enforcement-agreement = 申请执行的协议
act-apply-enforcement-party = 申请执行的当事人
act-apply-enforcement-on = 申请日期

act-record-undisputed-facts = 记载无争议事实
    .hint = 没有达成协议的，经各方同意，可以书面记载无争议的事实，由各方签名，供以后仲裁、诉讼使用（《深圳经济特区矛盾纠纷多元化解条例》第七十三条）。
    .done = 已记载无争议事实。
act-record-undisputed-facts-facts = 无争议的事实
act-record-undisputed-facts-signed = 已签名的当事人
    .hint = 各方当事人都要签名。

act-terminate = 终止调解
    .own = 终止调解
    .hint = 当事人可以随时终止调解（《人民调解法》第二十三条）。终止后出具《终止调解告知书》，告知各方还可以申请仲裁、向法院起诉或者信访。
    .done = 调解已终止，请把告知书送达各方。
    .own-done = 调解已终止。您还可以选择本页列出的其他途径。
act-terminate-ground = 终止的原因
act-terminate-party = 提出终止的当事人
    .hint = 撤回申请、不愿继续调解、不愿签署协议的，写明是哪一方。
act-terminate-reason = 具体说明
    .hint = 写入告知书，各方都看得到。

act-transfer = 移送
    .hint = 把案件移送有权处理的单位，附移送函；收到对方回执前，移送没有完成。
    .done = 已移送，等待对方回执。
act-transfer-to = 移送给
act-transfer-body = 接收单位
    .hint = 不在本区单位名录里的可以不选。
act-transfer-reason = 移送理由
    .hint = 写入移送函。

act-transfer-received = 登记移送回执
    .hint = 接收单位确认收到后登记。
    .done = 已登记移送回执。
act-transfer-received-reference = 对方编号
    .hint = 当事人凭这个编号向接收单位查询。

act-return-visit = 记录回访
    .hint = 了解协议是否履行、当事人是否满意、纠纷有没有反复。最好由没有调解过本案的人回访。
    .done = 已保存回访记录。
act-return-visit-visited = 受访当事人
    .hint = 一个也没有联系上的，可以不选，在回访情况里写明。
act-return-visit-manner = 回访方式
act-return-visit-satisfaction = 满意程度
act-return-visit-performance = 履行情况
act-return-visit-relapse = 纠纷又有反复
    .hint = 勾选后，结案的案件可以据此重新办理。
act-return-visit-record = 回访情况

act-close = 结案
    .hint = 核对材料是否齐全、协议事项是否都有结果、是否已经回访。调解过本案的人不能办理结案。
    .done = 已结案。
act-close-report = 结案报告
    .hint = 写明纠纷简要情况和调解结果。
act-close-keep-visits = 结案后还要继续回访
    .hint = 勾选后，余下的回访做完才能归档；不勾选，回访到此为止。

act-archive = 归档
    .hint = 一案一卷。归档后不再增加内容，但仍可以报告激化风险、登记申请强制执行。
    .done = 已归档。
act-archive-pages = 卷宗页数
act-archive-digest = 卷宗摘要值
    .hint = 整卷电子文件的校验值，64位十六进制数，用于日后核对卷宗没有被改动。
act-archive-retention = 保管期限

act-share = 向其他单位提供信息
    .hint = 没有法律依据的，须每位当事人单独同意后才提供，不答复不算同意（《个人信息保护法》第二十三条）。调解中的让步和密封备注不提供。
    .done = 已登记。当事人都同意后才提供；依照法律规定提供的，立即生效。
act-share-body = 提供给哪个单位
act-share-parts = 提供哪些内容
    .hint = 只选办事需要的内容。没有选联系方式的，对方看到的当事人用字母代替。
act-share-purpose = 用途
    .hint = 写明做什么用。依照法律规定提供的，写明来函文号。对方单位能看到；除法律规定不告知的以外，当事人也能看到。
act-share-ground = 法律依据
    .hint = 不选的，就是征求当事人同意。
act-share-until = 提供到哪一天
    .hint = 最长90天。到期自动停止。

act-answer-sharing = 登记当事人对提供信息的答复
    .own = 答复是否同意提供信息
    .hint = 同意之后可以随时撤回。任何一位当事人不同意或者撤回同意，立即停止提供（《个人信息保护法》第十五条）。
    .done = 已登记答复。
    .own-done = 已收到您的答复。
act-answer-sharing-sharing = 提供给哪个单位
act-answer-sharing-party = 当事人
act-answer-sharing-answer = 答复
    .hint = 撤回同意的，选不同意。不同意不影响调解。
act-answer-sharing-manner = 答复方式

act-end-sharing = 停止提供信息
    .hint = 不再需要的，及时停止。对方单位立即看不到。
    .done = 已停止提供。
act-end-sharing-sharing = 提供给哪个单位

act-sign-for-material = 签收材料
    .hint = 签收当日起，法院委派、委托调解的期限开始计算（《最高人民法院关于人民法院特邀调解的规定》第二十七条）。材料不全的，先联系移送单位补齐。
    .done = 已签收。

act-assign-task = 请其他单位参与
    .hint = 请一个单位参与联动调解，写明要它做什么。该单位只看到自己的任务和各单位的进度，看不到案卷；需要案件信息的，另行办理“提供信息”。
    .done = 已发出任务。
act-assign-task-body = 请哪个单位
act-assign-task-mediation = 以哪种调解参与
act-assign-task-text = 任务
    .hint = 对方单位能看到。写明要做什么，不要写当事人姓名、电话、身份证号码。
act-assign-task-due = 完成时限
    .hint = 不填的，按期限规则计算。

act-accept-task = 接受任务
    .hint = 接受后由本单位办理，其他参与单位看到进度。
    .done = 已接受。
act-accept-task-task = 任务

act-decline-task = 不属于本单位职责
    .hint = 说明理由，知道应由哪个单位办理的一并写明。主办单位应当在三个工作日内转送（《深圳经济特区矛盾纠纷多元化解条例》第四十五条）。
    .done = 已退回。
act-decline-task-task = 任务
act-decline-task-reason = 理由
act-decline-task-instead = 应当办理的单位

act-report-task = 记录进展
    .hint = 写明已经做了什么。案件的主办单位能看到，其他参与单位看不到内容。
    .done = 已记录。
act-report-task-task = 任务
act-report-task-record = 进展

act-finish-task = 完成任务
    .hint = 写明做了什么、结果怎样。完成后不再改动。
    .done = 任务已完成。
act-finish-task-task = 任务
act-finish-task-record = 办理结果

act-send-task-on = 转送其他单位
    .hint = 任务内容原样转给另一个单位，重新计算时限。
    .done = 已转送。
act-send-task-on-task = 转送哪一项
act-send-task-on-body = 转送给
act-send-task-on-due = 完成时限
    .hint = 不填的，按期限规则计算。

act-withdraw-task = 撤回任务
    .hint = 不再需要该单位办理的，撤回并说明理由。
    .done = 已撤回。
act-withdraw-task-task = 撤回哪一项
act-withdraw-task-reason = 理由
    .hint = 对方单位能看到。

act-convert = 转换调解方式
    .hint = 在人民调解、行政调解、司法调解之间转换，须经各方当事人同意。案卷仍由本调委会保管。
    .done = 已转换。
act-convert-to = 转为
act-convert-lead = 主持单位
    .hint = 转为行政调解、司法调解的，选主持的单位；转回人民调解的，不选。
act-convert-reason = 理由
    .hint = 主持单位能看到。
act-convert-agreed = 已同意的当事人

act-hold-meeting = 登记联席会议
    .hint = 参加单位能看到议定事项；分给各单位的事项成为它的任务。
    .done = 已登记会议。
act-hold-meeting-held-at = 时间
act-hold-meeting-place = 地点
act-hold-meeting-bodies = 参加单位
act-hold-meeting-record = 议定事项
    .hint = 不要写当事人姓名、电话、身份证号码，也不要写当事人为达成协议作出的让步。
act-hold-meeting-measures = 分工
    .hint = 每项写明责任单位和要做的事，没有的不填。

act-report-back = 向移送单位回函
    .hint = 告知调解结果。协议内容和当事人为达成协议作出的让步不在告知之列（《最高人民法院关于人民法院特邀调解的规定》第二十二条）。
    .done = 已回函。
act-report-back-facts = 附各方已签名的无争议事实
act-report-back-note = 其他需要说明的情况
    .hint = 移送单位能看到。不要写当事人的让步和协议内容。
act-report-danger = 报告激化风险
    .hint = 纠纷有可能引起治安案件、刑事案件的，及时向公安机关或者其他有关部门报告，不需要审批（《人民调解法》第二十五条）。报告人的身份不向当事人公开。情况紧急的，先拨打110。
    .done = 已记录报告。
act-report-danger-to = 报告给
act-report-danger-reason = 情况说明
act-report-danger-reference = 接报编号
    .hint = 公安机关或者其他部门接受报告的编号；还没有的可以不填。
act-report-danger-receipt = 回执内容
    .hint = 谁接受的报告、怎么答复的，不超过1000字。

act-add-note = 添加备注
    .hint = 记录办案中需要留存的情况。
    .done = 已添加备注。
act-add-note-text = 备注内容
act-add-note-sealed = 密封
    .hint = 密封的备注不随任何材料导出。

act-set-class = 设定保密类别
    .hint = 决定哪些人可以查阅本案。涉及未成年人、家庭暴力的，从严设定。
    .done = 已设定保密类别。
act-set-class-class = 保密类别
act-set-class-protects = 受保护的当事人
    .hint = 涉嫌家庭暴力的，选要保护的一方，双方分开调解。

act-correct-type = 更正纠纷类型
    .hint = 登记的类型与实际不符时更正。类型关系到期限、协议形式和可走的途径。
    .done = 已更正纠纷类型。
act-correct-type-dispute-type = 纠纷类型

act-record-difficulty = 记录难易程度
    .hint = 用于统计疑难复杂案件，不影响当事人的权利。
    .done = 已记录难易程度。
act-record-difficulty-difficulty = 难易程度
