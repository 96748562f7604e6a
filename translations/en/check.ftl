# What is wrong with a number, a code or an amount.

refusal-code-wrong-length = It must have { $expected } characters and has { $found }.
    .instead = Compare it with the document and type it again.
refusal-code-wrong-character = Character { $place } is not right.
    .instead = Compare it with the document; the letter O and the digit 0 look alike.
refusal-code-old-id-number = This is an old number of 15 digits, which is no longer valid.
    .instead = Give the identity number of 18 characters.
refusal-code-unknown-province = The first digits belong to no province.
    .instead = Compare it with the document and type it again.
refusal-code-birth-not-a-date = The birth date in it does not exist.
    .instead = Compare it with the document and type it again.
refusal-code-birth-in-future = The birth date in it lies after today.
    .instead = Compare it with the document and type it again.
refusal-code-unknown-department = The first character belongs to no registering department.
    .instead = Compare it with the licence and type it again.
refusal-code-wrong-check-digit = The last character does not fit the others: one of them is mistyped.
    .instead = Compare it with the document, character by character.
refusal-code-level-gap = A lower level is given while the one above it is zero.
    .instead = Choose from the list of divisions.
refusal-code-unknown-street-kind = There is no street, town or township with such a number.
    .instead = Choose from the list of divisions.
refusal-code-unknown-committee-kind = There is no residents' or villagers' committee with such a number.
    .instead = Choose from the list of divisions.

refusal-money-empty = No amount is given.
    .instead = Give a number in yuan.
refusal-money-not-a-number = The amount is not a number.
    .instead = Write it like 1200 or 1200.50.
refusal-money-misplaced-separator = A comma stands in the wrong place.
    .instead = Put one between groups of three digits, or none.
refusal-money-too-fine = An amount goes to the fen at most.
    .instead = Keep two decimals.
refusal-money-negative = An amount cannot be below zero.
    .instead = Say who pays whom, and give the amount without a sign.
refusal-money-too-large = The amount is too large.
    .instead = Check its digits.
