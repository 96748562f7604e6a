account-sign-in-title = Staff sign-in
account-sign-in-lead = Use the account your body gave you. Residents need no account to follow a request: choose “Follow” on the start page.
account-sign-in-login = Account
account-sign-in-password = Password
account-sign-in-submit = Sign in
refusal-sign-in-unknown = The account or the password is not right.
    .instead = Try again; if you forgot the password, ask the administrator of your body.
refusal-sign-in-too-many = The password was wrong too often.
    .instead = Try again in { $minutes } minutes; if you forgot it, ask the administrator of your body.
account-own-title = My account
account-own-facts = Account
account-own-name = Name
account-own-body = Body
account-own-duties = Duties
account-own-password = Change the password
account-own-old = Present password
account-own-new = New password
    .hint = At least 12 characters. Several unrelated words are easy to remember and hard to guess.
account-own-again = New password once more
account-own-change = Change the password
account-own-sessions = Where it is signed in
account-own-sessions-text = { $count ->
        [one] This account is signed in at one place.
       *[other] This account is signed in at { $count } places.
    }
account-own-end = Sign out everywhere else
refusal-password-wrong = The present password is not right.
    .instead = Type it again; if you forgot it, ask your administrator.
refusal-password-too-short = The new password is too short: at least { $shortest } characters.
    .instead = Choose a longer one.
refusal-passwords-differ = The new passwords are not the same.
    .instead = Type them again.
flash-password-changed = The password is changed, and the account is signed out everywhere else.
flash-sessions-ended = The account is signed out everywhere else.
