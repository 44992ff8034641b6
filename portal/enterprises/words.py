"""What levels and employment are called, and the terms of the team explained."""

from portal.enterprises.models import Employment, Level
from portal.say import _l

LEVELS = {Level.WORKER: _l("Worker"), Level.MANAGER: _l("Manager")}
EMPLOYMENTS = {
    Employment.PERMANENT: _l("Permanent"),
    Employment.CASUAL: _l("Casual or daily"),
    Employment.CONTRACTOR: _l("Through a contractor"),
    Employment.UNKNOWN: _l("Not known"),
}
TEAM = _l(
    "The Enterprise Improvement Team (EIT) is the few workers and managers who look for problems together, try ideas and measure whether they helped."
)
BALANCE = _l(
    "A team speaks for the factory when it has at least as many workers as managers, and women among its members. The portal warns; it never stops you."
)
PILOT = _l("The pilot area is the place where the team tries things first. What holds up there is carried to the other areas.")
LEVEL = _l("Managers and supervisors lead others; workers are everybody else.")
