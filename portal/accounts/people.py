"""The people of the portal: who is there, who comes in, what is known of them."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.accounts import changes, directory, policy, queries, sign_ins
from portal.accounts.changes import Change
from portal.accounts.forms import EditPersonForm, NewPersonForm
from portal.accounts.models import Person, Role, Sex, User
from portal.accounts.own_sign_in import ask_again
from portal.accounts.routes import bp
from portal.accounts.words import MEANS, ROLES, SEXES
from portal.database import db
from portal.web.access import allow
from portal.web.asking import as_id, current_user, sought
from portal.web.finding import find_or_404
from portal.web.forms import Form
from portal.web.fragments import see
from portal.web.paging import cut, last_seen
from portal.web.replay import commit
from portal.web.versions import refuse_stale


def find_person(user_id: UUID) -> User:
    return find_or_404(User, user_id, within=policy.visible_users(current_user))


def held_by(user: User) -> list[directory.Held]:
    return directory.grants_of(current_user, [user.id])


def weighty(held: list[directory.Held]) -> list:
    return policy.weighty([one.grant for one in held], clock.today())


@bp.get("/people")
@allow(policy.can_see_people)
def index_people():
    text, role, enterprise_id = sought(request.args), role_asked(), as_id(request.args.get("enterprise"))
    found, following = cut(directory.people(current_user, text, role, enterprise_id, last_seen()))
    held = directory.grants_of(current_user, [row.id for row in found])
    roles = {
        row.id: [one for one in held if one.grant.user_id == row.id and one.is_shown and one.grant.stands(clock.today())] for row in found
    }
    asked = {"q": text or None, "role": role, "enterprise": enterprise_id}
    return render_template("accounts/people.html", people=found, roles=roles, following=following, asked=asked, words=ROLES)


def role_asked() -> Role | None:
    wish = request.args.get("role")
    return Role(wish) if wish in set(Role) else None


@bp.get("/people/new")
@allow(policy.can_manage_people)
def new_person():
    return show_new(new_form().fill(place=request.args.get("enterprise")))


def new_form() -> NewPersonForm:
    return NewPersonForm(policy.givable_roles(current_user), directory.giving_places(current_user), directory.experts(current_user))


def show_new(form: Form, status: int = 200):
    return render_template("accounts/person_new.html", form=form, means=MEANS, words=ROLES), status


@bp.post("/people")
@allow(policy.can_manage_people)
def create_person():
    form = new_form()
    if not form.validate():
        return show_new(form, 422)
    if queries.is_taken(form.username.data or ""):
        form.username.errors = [_("Somebody already has this username. Add a digit or the name of the factory.")]
        return show_new(form, 422)
    if not policy.may_give(current_user, form.given["role"], form.given["programme_id"], form.given["enterprise_id"]):
        abort(403)
    user, password = enter(form)
    sign_ins.tell_once(user, password)
    return commit(see(".show_person", user_id=user.id))


def enter(form: NewPersonForm) -> tuple[User, str]:
    """One person, one user, one first role."""
    person = Person(programme_id=form.given["programme_id"], name=form.name.data, name_ur=form.name_ur.data, sex=Sex(form.sex.data))
    user, password = person.let_in(form.username.data or "", **contact(form))
    db.session.add(user)
    user.give(**form.given, given_by=current_user.id)
    db.session.flush()
    return user, password


def contact(form) -> dict:
    phone = form.phone.data and queries.plain_phone(form.phone.data)
    return {"phone": phone, "email": (form.email.data or "").lower() or None, "language": form.language.data}


@bp.get("/people/<uuid:user_id>")
@allow(policy.can_see_people)
def show_person(user_id):
    user = find_person(user_id)
    held = held_by(user)
    shown = [one for one in held if one.is_shown]
    return render_template(
        "accounts/person.html",
        user=user,
        standing=[one for one in shown if one.grant.stands(clock.today())],
        past=[one for one in shown if not one.grant.stands(clock.today())],
        endable={one.grant.id for one in shown if may_end(one.grant)},
        devices=queries.devices_count(user),
        may_reset=policy.may_reset(current_user, user, weighty(held)),
        may_edit=policy.may_edit_person(current_user, user, weighty(held)),
        told=sign_ins.told(user),
        is_member={one.grant.role for one in held if one.grant.stands(clock.today())} == {Role.MEMBER},
        words=ROLES,
        sexes=SEXES,
    )


def may_end(grant) -> bool:
    return policy.may_give(current_user, grant.role, grant.programme_id, grant.enterprise_id)


@bp.get("/people/<uuid:user_id>/edit")
@allow(policy.can_manage_people)
def edit_person(user_id):
    user = find_editable(user_id)
    if user.id == current_user.id and (asked := ask_again()):
        return asked
    form = EditPersonForm().fill(**facts(user), version=user.edition)
    return render_template("accounts/person_edit.html", form=form, user=user)


@bp.post("/people/<uuid:user_id>")
@allow(policy.can_manage_people)
def update_person(user_id):
    user = find_editable(user_id)
    if user.id == current_user.id and (asked := ask_again(url_for(".edit_person", user_id=user.id))):
        return asked
    form = EditPersonForm()
    if not form.validate():
        return render_template("accounts/person_edit.html", form=form, user=user), 422
    refuse_stale(form, user.edition, facts(user), url_for(".edit_person", user_id=user.id))
    user.person.describe(form.name.data or "", form.name_ur.data, Sex(form.sex.data))
    if user.id != current_user.id and (user.phone, user.email) != (contact(form)["phone"], contact(form)["email"]):
        changes.note(user, Change.CONTACT, current_user.id)
    for name, value in contact(form).items():
        setattr(user, name, value)
    flash(_("Saved."))
    return commit(see(".show_person", user_id=user.id))


def find_editable(user_id: UUID) -> User:
    user = find_person(user_id)
    if not policy.may_edit_person(current_user, user, weighty(held_by(user))):
        abort(403)
    return user


def facts(user: User) -> dict:
    person = user.person
    return {
        "name": person.name,
        "name_ur": person.name_ur,
        "sex": person.sex.value,
        "phone": user.phone,
        "email": user.email,
        "language": user.language,
    }
