"""What roles and people's facts are called, and what each role may do."""

from portal.accounts.models import Role, Sex
from portal.say import _l

ROLES = {
    Role.MEMBER: _l("Team member"),
    Role.MANAGER: _l("Enterprise manager"),
    Role.TRAINER: _l("Trainer"),
    Role.EXPERT: _l("Expert trainer"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.DONOR: _l("Donor"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
MEANS = {
    Role.MEMBER: _l("Works in the improvement team of one enterprise: logs improvements and actions there."),
    Role.MANAGER: _l("The same, and keeps the enterprise’s profile, its team and its people."),
    Role.TRAINER: _l("Sees the enterprises assigned to them, only while they are assigned."),
    Role.EXPERT: _l("Sees the enterprises of the trainers they oversee, and confirms what those trainers propose."),
    Role.COORDINATOR: _l("Runs one programme: all its enterprises, batches and people."),
    Role.DONOR: _l("Reads the modules and, later, the programme’s reports. Sees no enterprise by name."),
    Role.ADMINISTRATOR: _l("Sees and sets everything, in every programme."),
}
SEXES = {
    Sex.FEMALE: _l("Woman"),
    Sex.MALE: _l("Man"),
    Sex.OTHER: _l("Other"),
    Sex.UNDISCLOSED: _l("Not said"),
}
CHANGED = {
    "password": _l("A new password was set for you."),
    "link": _l("A link to choose a new password was made for you."),
    "pin": _l("A new PIN was set for you."),
    "factors": _l("Your second step (app, passkeys, recovery codes) was taken away, so that you can set it up again."),
    "contact": _l("Your phone number or e-mail address was changed."),
}
CHANGED_BY = {
    "password": _l("%(who)s set a new password for you on %(day)s."),
    "link": _l("%(who)s made a link for you to choose a new password on %(day)s."),
    "pin": _l("%(who)s set a new PIN for you on %(day)s."),
    "factors": _l("%(who)s took your second step away on %(day)s, so that you can set it up again."),
    "contact": _l("%(who)s changed your phone number or e-mail address on %(day)s."),
}
