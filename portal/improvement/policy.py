from portal.accounts.models import Role
from portal.accounts.policy import IN_THE_FIELD
from portal.web.access import rule
can_see = rule("see projects", *IN_THE_FIELD)
can_log = rule("log an improvement", Role.MEMBER, Role.MANAGER)
