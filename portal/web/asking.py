"""Who asks: the signed-in person of this request. A proxy, so a type checker is told no more than that."""

from typing import Any

from flask_login import current_user as _proxy

current_user: Any = _proxy
