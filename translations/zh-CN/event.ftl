# 办理经过：发生了什么。只用记录里的数字、日期和代码，不写姓名。
# 代码用来选句子；代码对应的文字（…_word）取自选项。

event-opened = 已建立纠纷案件，当事人 { $parties } 名，开始征询调解意愿。
event-reopened = 重新办理。理由：{ $ground_word }。原案件保持不变。
event-consent-recorded =
    { $answer ->
        [agree] 一名当事人同意调解。
       *[refuse] 一名当事人不同意调解。
    }
event-rights-told = 已向一名当事人告知权利义务。
event-representative-named =
    { $capacity ->
        [guardian] 已登记一名当事人的法定代理人。
       *[agent] 已登记一名当事人的委托代理人。
    }
event-party-joined =
    { $side ->
        [applicant] 已追加一名申请人。
       *[respondent] 已追加一名被申请人。
    }
event-accepted =
    { $agreed_until ->
        [none] 已受理。
       *[day] 已受理，各方约定调解至{ $agreed_until }。
    }
event-not-accepted = 不予受理。理由：{ $ground_word }。
event-mediator-chosen = 一名当事人选定了调解员。
event-mediator-assigned =
    { $by_whom ->
        [chosen] 各方选定同一名调解员，由其调解。
       *[appointed] 调委会指派了调解员。
    }
event-conflict-disclosed = 调解员披露了利害关系。
event-replacement-requested = 一名当事人要求更换调解员。
event-mediator-left =
    { $why ->
        [replaced] 应当事人要求，调解员退出本案。
       *[withdrew] 调解员自行回避，退出本案。
    }
event-closed-session-asked = 一名当事人要求不公开调解，本案调解不公开进行。
event-joint-session-asked = 受保护的当事人书面申请同场调解。
event-invited = 经各方同意，邀请他人参与调解。邀请身份：{ $capacity_word }。
event-investigated = 已记录第 { $nth } 次调查。
event-evidence-added = 收到一份证据材料，共 { $pages } 页。
event-session-held =
    { $open ->
        [yes] 第 { $nth } 次调解，公开进行。方式：{ $manner_word }。
       *[no] 第 { $nth } 次调解，不公开进行。方式：{ $manner_word }。
    }
event-suspension-asked = 调解员申请中止调解。原因：{ $ground_word }。
event-suspended =
    { $pauses_period ->
        [yes] 调解中止，中止期间不计入调解期限。原因：{ $ground_word }。
       *[no] 调解中止，调解期限照常计算。原因：{ $ground_word }。
    }
event-resumed = 调解恢复。
event-extended = 经各方同意，调解期限延长至{ $until }。
event-agreement-reached = 达成第 { $nth } 份协议，履行事项 { $items } 项。形式：{ $form_word }。范围：{ $scope_word }。
event-draft-set-aside = 协议草稿已放弃，没有生效。
event-agreement-signed = 一名当事人签署了协议。方式：{ $manner_word }。
event-mediator-signed = 调解员在协议上签名。
event-seal-affixed = 协议已加盖调委会印章。
event-agreement-effective =
    { $scope ->
        [whole] 协议自{ $on }起生效。
       *[partial] 部分协议自{ $on }起生效。
    }
event-agreement-replaced = 原协议由新协议替代。
event-performance-recorded =
    { $result ->
        [done] 一个事项已履行。
        [part] 一个事项已部分履行。
       *[overdue] 一个事项逾期未履行。
    }
event-urged = 就一个事项第 { $nth } 次督促履行。
event-item-disputed = 一名当事人对一个事项提出异议。
event-item-taken-elsewhere = 一个事项另循途径：{ $route_word }。
event-performance-ended =
    { $all_done ->
        [yes] 协议事项于{ $on }全部履行完毕。
       *[no] 协议事项于{ $on }均有结果，其中有的另循途径。
    }
event-confirmation-agreed =
    { $on ->
        [none] 一名当事人同意共同申请司法确认。
       *[other] 一名当事人于{ $on }同意共同申请司法确认。
    }
event-confirmation-taken-back = 一名当事人撤回了申请司法确认的同意。
event-confirmation-filed = 各方于{ $on }共同申请司法确认。
event-confirmation-docketed = 法院于{ $on }对司法确认申请立案。
event-confirmation-ruled =
    { $ruling ->
        [valid] 法院于{ $on }裁定调解协议有效。
       *[dismissed] 法院于{ $on }裁定驳回司法确认申请。
    }
event-confirmation-withdrawn = 司法确认申请已撤回。
event-confirmation-lapsed = 申请司法确认的三十日期限届满，协议仍然有效。
event-enforcement-applied = 一名当事人于{ $on }申请强制执行。
event-undisputed-facts-recorded = 记载了无争议事实，{ $signed } 名当事人签名。
event-terminated = 调解终止。原因：{ $ground_word }。各方还可以申请仲裁、向法院起诉或者信访。
event-transferred = 案件移送。接收单位：{ $to_word }。
event-transfer-received = 接收单位确认收到移送的案件。
event-visited =
    { $relapse ->
        [yes] 第 { $nth } 次回访：纠纷又有反复。满意程度：{ $satisfaction_word }。履行情况：{ $performance_word }。
       *[no] 第 { $nth } 次回访：纠纷没有反复。满意程度：{ $satisfaction_word }。履行情况：{ $performance_word }。
    }
event-closed = 结案。结果：{ $outcome_word }。
event-archived = 归档，卷宗共 { $pages } 页。保管期限：{ $retention_word }。
event-sharing-asked = 征求各方当事人是否同意向其他单位提供信息，内容 { $parts } 项，提供到{ $until }。
event-shared-by-law = 依照法律规定向其他单位提供信息，内容 { $parts } 项，提供到{ $until }。依据：{ $ground_word }。
event-sharing-agreed = 一方当事人同意提供信息。方式：{ $manner_word }。
event-sharing-refused = 一方当事人不同意提供信息，不再提供。方式：{ $manner_word }。
event-sharing-withdrawn = 一方当事人撤回同意，已停止提供信息。方式：{ $manner_word }。
event-sharing-ended = 已停止向其他单位提供信息。
event-sharing-by-law-ended = 已停止依照法律规定提供信息。
event-danger-reported = 已报告激化风险。报告给：{ $to_word }。
event-noted =
    { $sealed ->
        [yes] 添加了一条密封备注。
       *[no] 添加了一条备注。
    }
event-class-set = 设定保密类别：{ $class_word }。
event-type-corrected = 更正了纠纷类型。
event-difficulty-recorded = 记录难易程度：{ $difficulty_word }。
event-deadline-moved = 放假安排公布或者调整后，一个期限的最后一日由{ $before }改为{ $after }。原因：{ $reason_word }。
event-access-issued = 已向一方当事人发放查询码。
event-kept-longer = 保管期限届满后，已决定延长保管。
event-sealed = 已将原有内容加密保存。
event-task-assigned = 请一个单位参与联动调解。方式：{ $mediation_word }，{ $part_word }。
event-task-accepted = 参与单位接受了任务。
event-task-declined = 参与单位认为不属于本单位职责，待转送。
event-task-sent-on = 任务已转送其他单位。
event-task-reported = 参与单位记录了第 { $nth } 次进展。
event-task-finished = 参与单位完成了任务，还有 { $open } 项未完成。
event-task-withdrawn = 撤回了一项任务。
event-converted = 经各方当事人同意，由{ $from_word }转为{ $to_word }。
event-meeting-held = 召开第 { $nth } 次联席会议，{ $bodies } 个单位参加，议定 { $measures } 项任务。
event-material-signed = { $on }签收移送材料。
event-reported-back = 向移送单位第 { $nth } 次回函。结果：{ $outcome_word }。
