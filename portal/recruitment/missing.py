"""What keeps a prospect from a stage, in words."""

from __future__ import annotations

from portal.recruitment.stages import Stage
from portal.say import _l


def stopped(call: str):
    return _l("A serious red flag stops this path. Nothing goes on before it has been looked into. Call: %(call)s", call=call)


NOT_FROM_HERE = _l("This prospect has come further already, or its way has ended.")
STOPPED_UNNAMED = _l("A serious red flag stops this path. Whom to call is not written down yet: do it in the settings of recruitment.")
MISSING = {
    Stage.IDENTIFIED: NOT_FROM_HERE,
    Stage.INVITED: NOT_FROM_HERE,
    Stage.ATTENDED: NOT_FROM_HERE,
    Stage.INTERESTED: _l("Somebody has to come back to it first: it was lost or not selected."),
    Stage.ASSESSED: _l("The initial assessment comes after the firm has said that it is interested. Move it to “Interested” first."),
    Stage.SELECTED: _l("There is no initial assessment yet that somebody could decide on."),
    Stage.WAITLISTED: _l("There is no initial assessment yet that somebody could decide on."),
    Stage.NOT_SELECTED: _l("There is no initial assessment yet that somebody could decide on."),
    Stage.CONSENT_SENT: _l("Consent is asked for after the firm was selected. Decide on its assessment first."),
    Stage.SIGNED: _l("Only a consent that was asked for can be signed."),
    Stage.ENROLLED: _l("This firm is enrolled already. Withdraw it in its batch."),
    Stage.LOST: _l("To lose a firm, say why."),
}
