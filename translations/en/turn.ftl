# Whose turn it is (turn-who), and for what (turn-what).

turn-who-party = the parties
turn-who-intake = the intake clerk
turn-who-dispatcher = the dispatcher
turn-who-head = the head of the committee
turn-who-mediator = the mediator
turn-who-visitor = the return visitor
turn-who-archivist = the archivist

turn-what-record-consent = Ask the parties whether they agree to mediation
turn-what-tell-rights = Tell the parties their rights and duties
turn-what-accept = Decide whether to accept the case
turn-what-not-accept = A party does not agree: decide not to accept the case
turn-what-appoint-mediator = Find a mediator
turn-what-hold-session = Hold a session
turn-what-suspend = Decide on the suspension
turn-what-resume = Resume once the reason has fallen away
turn-what-sign-agreement = Sign the agreement
turn-what-sign-as-mediator = Sign the agreement as the mediator
turn-what-affix-seal = Affix the committee's seal
turn-what-record-performance = Perform the agreement
turn-what-urge = Find out what is wrong and urge performance
turn-what-transfer-received = Get the receiver's receipt
turn-what-return-visit = Make a return visit
turn-what-close = Review and close the case
turn-what-archive = Archive the case
turn-who-department = the bodies that take part
turn-what-sign-for-material = sign for the material
turn-what-report-back = reply to the body that sent it
turn-what-send-task-on = send a declined task on
turn-what-finish-task = finish the tasks
