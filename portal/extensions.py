"""The libraries that the whole house shares, made once and bound in `create_app`."""

from flask.cli import AppGroup
from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from portal.database import db

babel = Babel()
commands = AppGroup("portal", help="The portal's own commands.")
compress = Compress()
csrf = CSRFProtect()
login = LoginManager()

__all__ = ["babel", "commands", "compress", "csrf", "db", "login"]
