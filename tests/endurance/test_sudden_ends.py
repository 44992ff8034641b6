"""kill -9, power cut, full disk: what was acknowledged is there, everything once. Long forms: `make kill9`, `make powercut`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from bench.kill9 import attempt
from bench.mortal import FORGETFUL
from portal.config import ROOT
from tests.serving import make_demo

root = pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mkfs.ext4"), reason="a disk of one's own needs root and mkfs.ext4")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sudden") / "demo"
    make_demo(folder)
    return folder


@pytest.fixture
def instance(demo, tmp_path):
    return shutil.copytree(demo, tmp_path / "instance")


def told_by(module: str, *options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", module, *map(str, options)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)


def test_a_killed_server_loses_and_doubles_nothing(instance, record_property):
    outcome = attempt(20, 1, instance)
    record_property("count: servers killed in the middle of writes", outcome.kills)
    assert outcome.holds, str(outcome)
    assert len(outcome.ledger.acknowledged) > 20, "hardly anything was written"


def test_a_server_that_answers_before_it_writes_is_caught(instance):
    """The control."""
    assert attempt(3, 2, instance, **{FORGETFUL: "1"}).lost


@root
def test_a_power_cut_loses_nothing_that_was_acknowledged(demo, record_property):
    """And `synchronous=NORMAL`, the control, loses: the command fails where it does not."""
    said = told_by("bench.powercut", 20, "--control", 6, "--demo", demo)
    record_property("count: power cuts", 20)
    assert said.returncode == 0, said.stdout + said.stderr


@root
def test_a_full_disk_is_told_and_heals(demo):
    said = told_by("bench.diskfull", "--demo", demo)
    assert said.returncode == 0, said.stdout + said.stderr
