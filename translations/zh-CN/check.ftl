# 号码、代码和金额哪里不对。

refusal-code-wrong-length = 应当是 { $expected } 位，现在是 { $found } 位。
    .instead = 请对照证件重新填写。
refusal-code-wrong-character = 第 { $place } 位的字符不对。
    .instead = 请对照证件重新填写；字母O和数字0容易混淆。
refusal-code-old-id-number = 这是十五位的旧号码，已经停止使用。
    .instead = 请填写十八位公民身份号码。
refusal-code-unknown-province = 开头的数字不是任何省级行政区的代码。
    .instead = 请对照证件重新填写。
refusal-code-birth-not-a-date = 其中的出生日期不存在。
    .instead = 请对照证件重新填写。
refusal-code-birth-in-future = 其中的出生日期在今天以后。
    .instead = 请对照证件重新填写。
refusal-code-unknown-department = 第一位不是任何登记管理部门的代码。
    .instead = 请对照营业执照或者登记证书重新填写。
refusal-code-wrong-check-digit = 最后一位校验码不符，其中有一位填错了。
    .instead = 请对照证件逐位核对。
refusal-code-level-gap = 下级代码已填，上级代码却是零。
    .instead = 请从区划列表中选择。
refusal-code-unknown-street-kind = 没有这样的街道、镇或者乡代码。
    .instead = 请从区划列表中选择。
refusal-code-unknown-committee-kind = 没有这样的居委会或者村委会代码。
    .instead = 请从区划列表中选择。

refusal-money-empty = 没有填写金额。
    .instead = 请填写以元为单位的数字。
refusal-money-not-a-number = 金额应当是数字。
    .instead = 例如1200或者1200.50，也可以写1.2万。
refusal-money-misplaced-separator = 千位分隔符的位置不对。
    .instead = 每三位一个逗号，或者不写逗号。
refusal-money-too-fine = 金额最多写到分。
    .instead = 请保留两位小数。
refusal-money-negative = 金额不能是负数。
    .instead = 请写清由谁付给谁，金额填正数。
refusal-money-too-large = 金额太大。
    .instead = 请核对位数。
