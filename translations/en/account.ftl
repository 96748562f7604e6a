account-sign-in-title = Staff sign-in
account-sign-in-lead = Use the account your body gave you. Residents need no account to follow a request: choose “Follow” on the start page.
account-sign-in-login = Account
account-sign-in-password = Password
account-sign-in-submit = Sign in
refusal-sign-in-unknown = The account or the password is not right.
    .instead = Try again; if you forgot the password, ask the administrator of your body.
