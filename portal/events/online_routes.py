"""Who was there online says so behind their enterprise's own link: there is no door at which somebody would see them."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.events import firms
from portal.events.guest_forms import OnlineForm
from portal.events.kinds import Reply, Way
from portal.events.open_routes import answer_page, behind, event_of, invitation_of, is_flood
from portal.events.routes import bp
from portal.web.access import public
from portal.web.replay import commit


@bp.post("/<string(length=2):language>/invitations/<token>/arrival")
@public
def create_online_arrival(language, token):
    link = behind(language, token, is_poster=False, to_write=True)
    if isinstance(link, tuple):
        return link
    form, ask = OnlineForm(), _("Please tell the programme’s coordinator that you were there.")
    here = (token, language)
    if form.is_of_a_robot:
        return answer_page(event_of(link), invitation_of(link), *here, said=ask)  # it learns nothing, and nothing is kept
    if is_flood(link):
        return answer_page(event_of(link), invitation_of(link), *here, online=form, said=ask, status=429)
    event, invitation = event_of(link, to_write=True), invitation_of(link)
    if not event.is_open_online() or invitation.reply is Reply.TAKEN_BACK:
        return answer_page(event, invitation, *here, online=form, status=409)
    if not form.validate():
        return answer_page(event, invitation, *here, online=form, status=422)
    if not invitation.has_room_online:
        return answer_page(event, invitation, *here, online=form, said=ask, status=429)
    if not firms.takes_part(invitation.enterprise):
        return answer_page(event, invitation, *here, online=form, said=ask, status=409)
    _guest, is_new = event.walk_in(invitation.enterprise, *form.who, Way.ONLINE)
    said = _("Thank you: you are noted as present.") if is_new else _("Somebody of this name is already noted as present.")
    return commit(answer_page(event, invitation, *here, said=said))
