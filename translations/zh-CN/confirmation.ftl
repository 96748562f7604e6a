# 司法确认办到哪一步。

confirmation-state-j0 = 可以申请
    .hint = 自协议生效之日起三十日内，各方可以共同申请司法确认。
confirmation-state-j1 = 各方同意申请
    .hint = 各方都已同意，请在期限内向法院提出申请。
confirmation-state-j2 = 已提出申请
    .hint = 等待法院立案。
confirmation-state-j3 = 法院已立案
    .hint = 等待法院审查后作出裁定。
confirmation-state-j4 = 裁定有效
    .hint = 一方不履行或者没有全部履行的，对方可以申请强制执行。
confirmation-state-j5 = 裁定驳回
    .hint = 各方可以变更协议、达成新协议，也可以向法院起诉。
confirmation-state-j6 = 已撤回申请
    .hint = 协议的效力不受影响；还在期限内的，可以再次申请。
confirmation-state-j7 = 期限届满
    .hint = 协议仍然有效，仍然应当履行；一方不履行的，对方可以向法院起诉。
confirmation-state-e1 = 已申请强制执行
    .hint = 由法院执行。
