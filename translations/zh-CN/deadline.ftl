# 期限：叫什么、多长、从何时起算、为什么到那一天。

# 案件的期限
deadline-clock-intake = 登记期限
deadline-clock-accept = 受理期限
deadline-clock-contact = 征询期限
deadline-clock-mediate = 调解期限
deadline-clock-confirm = 申请司法确认的期限
deadline-clock-perform = 履行期限
deadline-clock-enforce = 申请强制执行的期限（按最早届满日计算；分期履行、时效中断的另计，请核对）
deadline-clock-transfer = 移送回执期限
deadline-clock-sign = 签收材料期限
deadline-clock-report = 回函期限
deadline-clock-task-answer = 答复任务期限
deadline-clock-task = 任务期限
deadline-clock-task-transfer = 转送任务期限
deadline-clock-visit = 回访期限
deadline-clock-archive = 归档期限

# 期限现在的状况
deadline-standing-ended = 已结束
deadline-standing-paused = 暂停计算
deadline-standing-calm = 计算中
deadline-standing-warned = 即将到期
deadline-standing-due-today = 今天到期
deadline-standing-overdue = 已逾期
deadline-standing-over = 已届满

# 提醒：快到期、已超期还没有办、窗口期已过
deadline-notice-soon = { $clock }将于 { $day } 届满。
deadline-notice-due = { $clock }已于 { $day } 届满，还没有办结。
deadline-notice-done = 其他单位的联动任务已于 { $day } 全部完成，可以审核结案。
deadline-notice-over = { $clock }已于 { $day } 届满。

# 长度；$count 是数量
deadline-unit-seconds = { $count } 秒
deadline-unit-minutes = { $count } 分钟
deadline-unit-hours = { $count } 小时
deadline-unit-calendar-days = { $count } 日
deadline-unit-working-days = { $count } 个工作日
deadline-unit-months = { $count } 个月
deadline-unit-years = { $count } 年
deadline-length-at-once = 立即
deadline-length-named = 由协议、裁定或者工单写明

# 长度由谁定
deadline-set-by-rule = 规则规定
deadline-set-by-parties-or-rule = 当事人可以另行约定
deadline-set-by-act-within = 可以写明更早的一天
deadline-set-by-act = 由起算的行为写明

# 与期限相关的是什么
deadline-tier-right = 权利期限
deadline-tier-duty = 办理期限
deadline-tier-promise = 承诺时限
deadline-tier-term = 存续期间

# 规则的依据
deadline-basis-law = 已核对法规全文
deadline-basis-page = 依据公开网页摘录
deadline-basis-system = 参照其他系统的文书
deadline-basis-memory = 尚未核对原文
deadline-basis-design = 本平台设定，可以配置

# 为什么暂停
deadline-pause-appraisal = 鉴定
deadline-pause-hearing = 听证
deadline-pause-limitation = 时效中止

# 由谁延长
deadline-extension-parties = 各方当事人
deadline-extension-head = 负责人
deadline-extension-court-president = 法院院长
deadline-extension-dispatcher = 派单单位

# 起算
deadline-start-accepted = 自受理之日起
deadline-start-aid-applied = 自申请法律援助之日起
deadline-start-aid-decided = 自决定给予法律援助之日起
deadline-start-accident-finding-received = 自收到事故认定书之日起
deadline-start-agreed-to-online = 自同意线上调解之日起
deadline-start-agreement-effective = 自协议生效之日起
deadline-start-application-received = 自收到申请之日起
deadline-start-dispatched = 自派出之日起
deadline-start-applied = 自提出申请之日起
deadline-start-assigned = 自接到指派之日起
deadline-start-closed = 自结案之日起
deadline-start-court-accepted = 自法院受理时起
deadline-start-docketed = 自法院立案之日起
deadline-start-elected = 自选出之日起
deadline-start-event-recorded = 自记录之日起
deadline-start-family-report = 自接到家事警情或者求助时起
deadline-start-first-session-held = 自第一次调解之日起
deadline-start-found-not-competent = 自发现不属本机关职责之日起
deadline-start-known = 自知道或者应当知道时起
deadline-start-lead-received = 自收到线索之日起
deadline-start-material-signed-for = 自签收法院材料之日起
deadline-start-mediator-confirmed = 自调解员确认接受之日起
deadline-start-opinion-received = 自收到处理意见之日起
deadline-start-order-dispatched = 自派单时起
deadline-start-performance-due-or-ended = 自履行期限届满或者调解结束之日起
deadline-start-performance-period-over = 自履行期间的最后一日起，分期履行的自最后一期的最后一日起
deadline-start-petition-received = 自收到信访事项之日起
deadline-start-recheck-asked = 自收到复核请求之日起
deadline-start-registered = 自登记之日起
deadline-start-review-asked = 自收到复查请求之日起
deadline-start-review-received = 自收到复查意见之日起
deadline-start-ruled = 自作出裁定之日起
deadline-start-ruling-effective = 自裁定生效之日起
deadline-start-ruling-received = 自收到裁定之日起
deadline-start-traffic-mediation-due = 自应当开始交通事故调解之日起
deadline-start-task-assigned = 自发出任务之日起
deadline-start-referral-opened = 自立案调解之日起
deadline-start-outcome-known = 自调解有结果之日起
deadline-start-transferred = 自移送之日起
deadline-start-owning-approved = 自批准包案之日起
deadline-start-owning-concluded = 自提出结论之日起
deadline-start-measure-planned = 自列入化解方案之日起
deadline-start-whistle-blown = 自吹哨时起

# 规则
deadline-rule-intake = 线索登记
deadline-rule-dispatch-answer = 单位接收派单
deadline-rule-accept-peoples = 人民调解受理
deadline-rule-contact = 征询对方意愿
deadline-rule-transfer = 等待接收单位回执
deadline-rule-accept-administrative = 行政调解受理
deadline-rule-accept-administrative-complex = 行政调解受理（复杂事项）
deadline-rule-accept-medical-authority = 医疗纠纷行政调解受理
deadline-rule-transfer-administrative = 行政调解移送
deadline-rule-linked-answer = 联动单位答复任务
deadline-rule-linked-task = 联动单位完成任务
deadline-rule-linked-task-named = 联动单位完成任务（指定日期）
deadline-rule-referral-sign = 签收移送材料
deadline-rule-report-court = 向法院回函
deadline-rule-report-police = 向公安机关回函
deadline-rule-report-procuratorate = 向检察院回函
deadline-rule-report-petition = 向信访部门回函
deadline-rule-mediate-shenzhen = 调解期限（深圳）
deadline-rule-mediate-national = 调解期限（全国）
deadline-rule-mediate-medical = 医疗纠纷调解期限
deadline-rule-mediate-medical-authority = 医疗纠纷行政调解期限
deadline-rule-mediate-labour = 劳动争议调解期限
deadline-rule-court-delegated = 法院委派调解
deadline-rule-court-entrusted-ordinary = 法院委托调解（普通程序）
deadline-rule-court-entrusted-summary = 法院委托调解（简易程序）
deadline-rule-online-choose-mediator = 线上调解：选定调解员
deadline-rule-online-designate = 线上调解：指定调解员
deadline-rule-online-confirm = 线上调解：调解员确认
deadline-rule-online-contact = 线上调解：联系对方
deadline-rule-police-second-mediation = 治安案件第二次调解
deadline-rule-traffic-apply = 申请交通事故调解
deadline-rule-traffic-mediate = 交通事故调解期限
deadline-rule-perform = 履行协议
deadline-rule-confirm = 申请司法确认
deadline-rule-labour-review = 申请仲裁审查劳动调解协议
deadline-rule-confirm-court = 法院审查司法确认
deadline-rule-confirm-objection = 对确认裁定提出异议（当事人）
deadline-rule-confirm-objection-interested = 对确认裁定提出异议（利害关系人）
deadline-rule-enforce = 申请强制执行
deadline-rule-labour-arbitration = 劳动争议申请仲裁
deadline-rule-petition-route = 信访事项转送、交办
deadline-rule-petition-report-urgent = 重大、紧急信访事项报告
deadline-rule-petition-reply = 信访书面告知
deadline-rule-petition-object = 对信访转送提出异议
deadline-rule-petition-handle = 信访事项办结
deadline-rule-petition-review-ask = 请求复查
deadline-rule-petition-review-decide = 作出复查意见
deadline-rule-petition-recheck-ask = 请求复核
deadline-rule-petition-recheck-decide = 作出复核意见
deadline-rule-report-danger = 强制报告
deadline-rule-protection-order = 人身安全保护令裁定
deadline-rule-protection-order-urgent = 人身安全保护令裁定（紧急）
deadline-rule-protection-order-validity = 人身安全保护令有效期
deadline-rule-protection-order-reconsider = 对保护令申请复议
deadline-rule-family-dispatch = 家事情感纠纷分派
deadline-rule-family-disposal = 家事情感纠纷处置
deadline-rule-family-close = 家事情感纠纷办结
deadline-rule-family-visits = 家事情感纠纷回访
deadline-rule-legal-aid-decide = 法律援助审查
deadline-rule-legal-aid-assign = 法律援助指派
deadline-rule-whistle-emergency-sign = 应急哨签收
deadline-rule-whistle-emergency-result = 应急哨反馈结果
deadline-rule-whistle-enforcement-result = 执法哨反馈结果
deadline-rule-whistle-ordinary-arrive = 诉求哨到场
deadline-rule-whistle-emergency-arrive = 应急哨到场
deadline-rule-whistle-enforcement-sign = 执法哨签收
deadline-rule-whistle-enforcement-arrive = 执法哨到场
deadline-rule-whistle-ordinary-sign = 诉求哨签收
deadline-rule-whistle-ordinary-result = 诉求哨办结
deadline-rule-owned-case = 包案化解
deadline-rule-owned-measure = 化解措施
deadline-rule-owned-review = 包案结论审核
deadline-rule-hotline-order = 热线工单办理
deadline-rule-visit-first = 第一次回访
deadline-rule-visit-second = 第二次回访
deadline-rule-archive = 案卷归档
deadline-rule-audit-log = 日志留存
deadline-rule-processing-record = 个人信息处理记录留存
deadline-rule-personal-data-request = 答复个人信息请求
deadline-rule-committee-term = 调解委员会任期

# 计算的步骤
deadline-step-start-not-counted = 开始的当日（{ $day }）不计入，从下一日起算。
deadline-step-runs-from = 自 { $at } 起算。
deadline-step-counted-time = 经过 { $unit }，到 { $until }。
deadline-step-counted-days = 数到第 { $count } 日，是 { $last }。
deadline-step-counted-workdays = 数到第 { $count } 个工作日，是 { $last }；其间有 { $off } 天休息日不计，有 { $made_up } 天调休上班照计。
deadline-step-counted-months = 经过 { $unit }，到 { $last }。
deadline-step-month-end = 到期月没有对应日，以月末日 { $last } 为最后一日。
deadline-step-named = 已经写明最后一日：{ $last }。
deadline-step-paused = 因{ $ground }，{ $from } 至 { $until } 前不计入；其中属于期限内的 { $days } 天顺延，最后一日是 { $last }。
deadline-step-paused-time = 因{ $ground }，{ $from } 至 { $again } 不计入，顺延到 { $until }。
deadline-step-extended = 经{ $by }同意，延长到 { $last }。
deadline-step-fell-on-weekend = { $day } 是休息日。
deadline-step-fell-on-holiday = { $day } 在{ $holiday }假期内。
deadline-step-rolled-to = 法定休假日结束的次日是 { $day }，以这一日为最后一日。
deadline-step-year-provisional = { $year } 年的放假安排还没有公布，只按法定节日计算，公布后会重新计算。
deadline-step-year-missing = 还没有 { $year } 年的放假安排，按原定日计算，没有顺延；装入后会重新计算。
deadline-step-year-guessed = 还没有 { $year } 年的放假安排，暂按星期一至星期五为工作日计算；装入后会重新计算。
deadline-step-kept-from = 期限结束前按当时的日历（{ $calendar }）是 { $day }，结束后不再改动。
deadline-step-ends-with-day = 到 { $day } 二十四时届满。

deadline-holiday-new-year = 元旦
deadline-holiday-spring-festival = 春节
deadline-holiday-qingming = 清明节
deadline-holiday-labour-day = 劳动节
deadline-holiday-dragon-boat = 端午节
deadline-holiday-mid-autumn = 中秋节
deadline-holiday-national-day = 国庆节

# 不能这样计算、暂停、延长
refusal-calendar-year-missing = 没有 { $year } 年的放假安排，不能计算；已有 { $first } 年至 { $last } 年。
    .instead = 请管理员装入新的放假安排，或者改用这几年内的日期。
refusal-deadline-rule-unknown = 没有名为 { $rule } 的期限规则。
    .instead = 请查看期限规则列表。
refusal-deadline-rule-not-in-force = 规则 { $rule } 自 { $from } 起适用，起算日早于这一天。
    .instead = 请核对起算日，或者选用当时适用的规则。
refusal-deadline-set-by-rule = 这个期限由规则规定，不能另行指定最后一日。
    .instead = 请不要填写最后一日。
refusal-deadline-needs-day = 这个期限没有固定长度，需要写明最后一日。
    .instead = 请填写协议、裁定或者工单上的日期。
refusal-deadline-day-before-start = 最后一日早于起算日。
    .instead = 请核对日期。
refusal-deadline-day-too-late = 最后一日不能晚于 { $day }。
    .instead = 请填写这一天或者更早的日期。
refusal-deadline-too-far = 日期超出了可以计算的范围。
    .instead = 请核对日期。
refusal-deadline-pause-order = 暂停的起止时间前后矛盾。
    .instead = 请核对暂停和恢复的时间。
refusal-deadline-pause-late = 暂停开始时期限已经届满。
    .instead = 请核对暂停的时间。
refusal-deadline-paused = 期限正在暂停计算。
    .instead = 请先恢复调解，再办理。
refusal-deadline-not-paused = 期限没有暂停。
    .instead = 不需要恢复，可以继续办理。
refusal-deadline-ended = 期限已经结束。
    .instead = 结束的期限不再改动。
refusal-deadline-over = 期限已经届满，不能再暂停或者延长。
    .instead = 当事人愿意继续的，可以各方一致同意后另行约定。
refusal-deadline-no-pause = 这个期限不因此暂停计算。
    .instead = 可以继续办理，期限照常计算。
refusal-deadline-no-extension = 这个期限不能这样延长。
    .instead = 期限届满仍未达成一致的，请告知各方其他途径：仲裁、诉讼、信访。
refusal-deadline-extended-already = 这个期限最多延长 { $times } 次，已经用完。
    .instead = 请在期限内办结，或者告知当事人其他途径。
refusal-deadline-extension-too-long = 最多延长 { $days } 日。
    .instead = 请填写更早的日期。
refusal-deadline-extension-shorter = 延长后的最后一日要晚于 { $day }，也不能早于今天。
    .instead = 请填写更晚的日期。

# 工作日历：哪些年份已公布，每次导入改动了哪些期限
deadline-calendars-title = 工作日历
deadline-calendars-lead = 期限按国务院公布的放假安排计算。每导入一次，未结的期限都会重新计算，改动的逐个列出。
deadline-calendars-years = 已有的年份
deadline-calendars-year = 年份
deadline-calendars-certainty = 是否已公布
deadline-calendars-workdays = 工作日天数
deadline-calendar-official = 已按公布的安排
deadline-calendar-provisional = 尚未公布，只有法定节日
deadline-calendars-versions = 历次日历
deadline-calendars-empty = 还没有日历
    .hint = 服务启动后会自动登记随程序提供的日历。
deadline-calendars-version = 版本
deadline-calendars-name = 日历编号
deadline-calendars-since = 启用时间
deadline-calendars-by = 导入人
deadline-calendar-title = 日历第 { $version } 版
deadline-calendar-lead = 这一版启用后，下列期限的最后一日有变动。日历只改期限，不改案件的阶段。
deadline-calendar-in-force = 正在使用
deadline-calendar-moved = 变动的期限
deadline-calendar-waiting = 还有 { $count } 个期限正在重新计算，稍后刷新可看到全部变动。
deadline-calendar-empty = 没有变动的期限
    .hint = 未结的期限按这一版计算，最后一日都没有变。
deadline-moves-title = 变动的最后一日
deadline-moves-rule = 期限
deadline-moves-before = 原最后一日
deadline-moves-after = 现最后一日
deadline-moves-why = 原因

# 导入放假安排
deadline-import-title = 导入放假安排
deadline-import-lead = 国务院办公厅每年公布下一年的节假日安排。先看会改动哪些期限，确认后才启用。
deadline-import-table = 放假安排表
    .hint = 第一行写 date,name,is_workday,status，以后每行一天，例如 2027-02-05,春节,0,official；调休上班的周末写 1。一个年份要写全，会替换该年份原有的内容。
deadline-import-file = 或者选择文件
    .hint = CSV 文件，UTF-8 编码。选了文件，以文件为准。
deadline-import-look = 查看会改动的期限
deadline-import-would = 会有 { $count } 个期限的最后一日变动
deadline-import-text = 启用后，未结的期限在后台重新计算，变动的在日历页面逐个列出。新日历编号：
deadline-import-part = 未结的期限较多，这里只看了最早到期的一部分。启用后会全部重新计算，并全部列出。
deadline-import-send = 启用新日历
deadline-import-faults = 有 { $count } 处需要改正，见下表。
deadline-import-faults-title = 需要改正的地方
deadline-import-line = 行
deadline-import-fault = 问题
flash-calendar-imported = 新日历已启用，正在重新计算未结的期限。

# 放假安排表里的问题
refusal-arrangement-head = 第一行应当是 { $columns }。
    .instead = 请补上这一行。
refusal-arrangement-cells = 这一行有 { $count } 项，应当是 4 项。
    .instead = 请写成：日期,名称,是否上班,状态。
refusal-arrangement-date = 日期不对。
    .instead = 请写成 2027-02-05 这样的日期。
refusal-arrangement-twice = { $day } 写了两次。
    .instead = 请删去一行。
refusal-arrangement-name = 节日名称没有写，或者太长。
    .instead = 请写节日名称，例如：春节。
refusal-arrangement-status = 状态只能是 official 或者 statutory-provisional。
    .instead = 已公布的写 official。
refusal-arrangement-works = 是否上班只能写 0 或者 1。
    .instead = 放假写 0，调休上班写 1。
refusal-arrangement-works-anyway = { $day } 本来就要上班，不是调休。
    .instead = 请核对日期；只写调休上班的周末。
refusal-arrangement-mixed = { $year }年的状态前后不一致。
    .instead = 一个年份只能用一种状态。
refusal-arrangement-incomplete = 缺少 { $day }，这一天全国放假。
    .instead = 请写全这个年份的安排。
refusal-arrangement-long = 超过了 { $most } 行。
    .instead = 请分年份导入。
refusal-arrangement-empty = 表里没有日期。
    .instead = 请写至少一个年份的安排。
refusal-arrangement-gap = 年份不连续，不能启用（{ $why }）。
    .instead = 请先导入缺少的年份。
refusal-arrangement-same = 与正在使用的日历完全相同。
    .instead = 不需要导入。
refusal-calendar-moved-on = 刚才有人启用了另一版日历。
    .instead = 您填写的内容还在。请重新查看会改动的期限，再决定是否启用。

# 期限逐日说明
deadline-explained-lead = 从起算日到最后一日，逐日说明哪天计入、哪天不计入。
deadline-explained-days = 逐日查看
deadline-explained-cut = 期限较长，中间的月份没有显示。
deadline-mark-start = 起算，不计入
deadline-mark-counted = 第 { $nth } 日
deadline-mark-within = 期限内
deadline-mark-skipped = 休息日不计
deadline-mark-paused = 暂停，不计入
deadline-mark-raw = 数到这一日
deadline-mark-rolled = 顺延
deadline-mark-last = 最后一日
deadline-mark-made-up = { $holiday }调休上班
deadline-weekday-1 = 一
deadline-weekday-2 = 二
deadline-weekday-3 = 三
deadline-weekday-4 = 四
deadline-weekday-5 = 五
deadline-weekday-6 = 六
deadline-weekday-7 = 日

# 期限规则
deadline-rules-title = 期限规则
deadline-rules-lead = 本平台计算的每一个期限：多长、从何时起算、依据什么、依据是否已经核对原文。已经开始的期限按开始时的版本计算。
deadline-rules-length = 长度与起算
deadline-rules-source = 依据
deadline-rules-own = 本区设定
deadline-rules-not-in-force = 现在不适用
deadline-rules-told = 逾期告知：{ $who }
deadline-rules-level = 逾期满 { $days } 个工作日仍未办的，再告知：{ $who }
