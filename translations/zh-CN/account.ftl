account-sign-in-title = 工作人员登录
account-sign-in-lead = 请使用本单位分配的账号。群众查询进度不需要登录，请从首页进入“查进度”。
account-sign-in-login = 账号
account-sign-in-password = 密码
account-sign-in-submit = 登录
refusal-sign-in-unknown = 账号或者密码不正确。
    .instead = 请重新输入；忘记密码请联系本单位管理员。
