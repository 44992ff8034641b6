"""Pictures that people send: checked, made small, stripped of what they tell beside what they show, kept by content."""

from flask import Flask

from portal.files.routes import bp
from portal.files.storage import Folder


def init_app(app: Flask) -> None:
    app.extensions["files"] = Folder(app.config["FILES_ROOT"])
    app.register_blueprint(bp)
