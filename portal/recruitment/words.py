"""What stages, sources, reasons and moves are called."""

from portal.recruitment.stages import Loss, Source, Stage
from portal.say import _l

STAGES = {
    Stage.IDENTIFIED: _l("Identified"),
    Stage.INVITED: _l("Invited"),
    Stage.ATTENDED: _l("Attended"),
    Stage.INTERESTED: _l("Interested"),
    Stage.ASSESSED: _l("Assessed"),
    Stage.SELECTED: _l("Selected"),
    Stage.WAITLISTED: _l("Waiting list"),
    Stage.NOT_SELECTED: _l("Not selected"),
    Stage.CONSENT_SENT: _l("Consent sent"),
    Stage.SIGNED: _l("Signed"),
    Stage.ENROLLED: _l("Enrolled"),
    Stage.LOST: _l("Lost"),
}
DEEDS = {
    Stage.INVITED: _l("Invited"),
    Stage.ATTENDED: _l("Has attended"),
    Stage.INTERESTED: _l("Is interested"),
    Stage.CONSENT_SENT: _l("Consent is sent"),
}
MEANS = {
    Stage.IDENTIFIED: _l("Somebody knows of this firm. Invite it."),
    Stage.INVITED: _l("It has an invitation. Ask whether it comes."),
    Stage.ATTENDED: _l("It was there. Call it while it remembers: is it interested?"),
    Stage.INTERESTED: _l("It wants to take part. Visit it and write the initial assessment."),
    Stage.ASSESSED: _l("Somebody else than the assessor decides now."),
    Stage.SELECTED: _l("It is taken. Send it the consent to read and sign."),
    Stage.WAITLISTED: _l("It fits, but there is no room yet. Tell it when to expect word."),
    Stage.NOT_SELECTED: _l("It was not taken this time. It can come back."),
    Stage.CONSENT_SENT: _l("It has the consent. Help where a question keeps it from signing."),
    Stage.SIGNED: _l("It has signed. Enrol it in a batch."),
    Stage.ENROLLED: _l("It is in the programme."),
    Stage.LOST: _l("It does not come in. It can come back, with all that is known of it."),
}
SOURCES = {
    Source.EVENT: _l("An event"),
    Source.REFERRAL: _l("Another enterprise told it"),
    Source.ASSOCIATION: _l("An association"),
    Source.BUYER: _l("A buyer"),
    Source.SELF: _l("It came by itself"),
    Source.OTHER: _l("Another way"),
}
LOSSES = {
    Loss.NO_TIME: _l("No time"),
    Loss.COST: _l("It costs too much"),
    Loss.ORDERS: _l("Too many orders at present"),
    Loss.NO_SUPPORT: _l("Top management does not stand behind it"),
    Loss.MANAGEMENT: _l("The management changed"),
    Loss.TURNOVER: _l("Too many people leave"),
    Loss.DATA: _l("Does not want to share data"),
    Loss.MOVED: _l("Moved or closed down"),
    Loss.NOT_SUITABLE: _l("Does not fit the programme"),
    Loss.ELSEWHERE: _l("Joined another programme"),
    Loss.NO_ANSWER: _l("Does not answer"),
    Loss.MISTAKE: _l("Entered by mistake"),
    Loss.OTHER: _l("Another reason"),
}
