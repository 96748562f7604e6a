# The ways beside mediation; .hint says how to take each and what to mind.

route-court = Sue in court
    .hint = You need not wait for mediation to end, nor go through it first. Sue in the court that has jurisdiction. Mind the limitation period, usually three years.
route-payment-order = Payment order
    .hint = If the employer does not pay wages, medical costs of a work injury, severance or compensation as agreed, you can ask the court for a payment order with the mediation agreement (Labour Dispute Mediation and Arbitration Law, Art. 16). The committee can make the application for you.
route-labour-arbitration = Labour arbitration
    .hint = Apply to the labour arbitration commission within one year; it is free. A labour dispute usually goes to arbitration first, and to court if you do not accept the award.
route-arbitration = Arbitration
    .hint = If the contract has an arbitration clause, or you agree on arbitration later, apply to the institution named. The award is final.
route-administrative = Administrative ruling or complaint
    .hint = Where an agency is in charge by law, ask it for an administrative ruling, or complain to it.
route-reconsideration = Administrative review
    .hint = Whoever does not accept an administrative act may ask for its review within 60 days of learning of it.
route-petition = Petition
    .hint = To the petition office: online, by letter, by telephone or in person. What belongs before a court, an arbitration body or a review body is guided there.
route-police = Call the police
    .hint = If your safety or property is attacked or threatened, call 110 at once.
route-protection-order = Personal safety protection order
    .hint = Whoever suffers domestic violence, or is in real danger of it, may ask a court, without suing for divorce first. The court decides within 72 hours, in urgent cases within 24.
route-legal-aid = Legal aid
    .hint = A lawyer helps free of charge those who cannot afford one; victims of domestic violence need show no means. Call 12348 for advice.
