from portal.accounts.models import Role
from portal.accounts.policy import IN_THE_FIELD
from portal.web.access import rule
can_see_batches = rule("see batches", Role.TRAINER, Role.EXPERT, Role.COORDINATOR, Role.ADMINISTRATOR)
