"""Each test begins without an anchor: the database is another than that of the test before."""

import shutil

import pytest


@pytest.fixture(autouse=True)
def no_anchors(app):
    shutil.rmtree(app.config["INSTANCE"] / "anchors", ignore_errors=True)
