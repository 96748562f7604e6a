# 综治中心网络：网点、单位、开放时间、值班。
refusal-centre-roster-day-past = 只能调换今天以后的值班。
    .instead = 请选择明天或以后的日期。
refusal-centre-roster-day-off = 这一天没有人值班。
    .instead = 请选择值班表上的日期。
refusal-centre-roster-same-person = 这两天值班的是同一个人，不用调换。
    .instead = 请选择两个人的值班日。
