"""`make test-s3`: OpenStack Swift with its S3 door, one process tree of our own, that checks every signature; nothing of it is left behind.

A stub would do for the reading and writing, but the stubs accept forged signatures. Swift is installed into `build/swift`, apart from
the portal's own libraries; it needs Debian's liberasurecode (`apt-get install liberasurecode-dev`).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from portal.config import ROOT

HERE = ROOT / "build" / "swift"
RELEASE = "swift==2.38.3"
KEY, SECRET, BUCKET = "test:tester", "testing", "portal"
RINGS = (("account", "6202"), ("container", "6201"), ("object", "6200"))

SERVER = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
swift_dir = {folder}
devices = {folder}/node
mount_check = false
user = {user}
log_name = {kind}
log_address = {folder}/no-syslog
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
{more}
"""
PROXY = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
swift_dir = {folder}
user = {user}
log_address = {folder}/no-syslog
[pipeline:main]
pipeline = catch_errors proxy-logging cache listing_formats s3api tempauth copy slo dlo proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{cache}
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
location = us-east-1
auth_pipeline_check = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""


def install() -> None:
    if not (HERE / "bin" / "swift-proxy-server").exists():
        subprocess.run([sys.executable, "-m", "venv", HERE], check=True)
        subprocess.run([HERE / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", RELEASE, "setuptools<81"], check=True)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Swift:
    """Account, container, object and proxy server, on a disk in a temporary folder."""

    def __init__(self, folder: Path):
        self.folder, self.port, self.processes = folder, free_port(), []
        self.url = f"s3://{BUCKET}?endpoint=http://127.0.0.1:{self.port}&region=us-east-1"

    def run(self, *command) -> None:
        subprocess.run([HERE / "bin" / command[0], *map(str, command[1:])], check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self) -> None:
        import getpass

        (self.folder / "node" / "d1").mkdir(parents=True)
        (self.folder / "swift.conf").write_text(
            "[swift-hash]\nswift_hash_path_suffix = a\nswift_hash_path_prefix = b\n[storage-policy:0]\nname = one\ndefault = yes\n"
        )
        facts = {"folder": self.folder, "user": getpass.getuser(), "cache": free_port()}
        for kind, _usual in RINGS:
            port = free_port()
            self.run("swift-ring-builder", f"{kind}.builder", "create", 4, 1, 0)
            self.run("swift-ring-builder", f"{kind}.builder", "add", f"r1z1-127.0.0.1:{port}/d1", 1)
            self.run("swift-ring-builder", f"{kind}.builder", "rebalance")
            self.begin(kind, SERVER.format(kind=kind, port=port, more="", **facts))
        self.begin("proxy", PROXY.format(port=self.port, **facts))
        self.wait()
        self.make_bucket()

    def make_bucket(self) -> None:
        """By an address that the library signs; the bucket itself is the empty path in it."""
        from datetime import timedelta

        import obstore
        from obstore.store import S3Store

        endpoint = f"http://127.0.0.1:{self.port}"
        facts = {"access_key_id": KEY, "secret_access_key": SECRET, "region": "us-east-1", "client_options": {"allow_http": True}}
        store = S3Store(BUCKET, endpoint=endpoint, virtual_hosted_style_request=False, **facts)
        address = obstore.sign(store, "PUT", "", timedelta(minutes=5))
        with urllib.request.urlopen(urllib.request.Request(address, method="PUT")) as answer:
            assert answer.status == 200

    def begin(self, kind: str, settings: str) -> None:
        path = self.folder / f"{kind}.conf"
        path.write_text(settings)
        log = (self.folder / f"{kind}.log").open("w")
        environment = {**os.environ, "SWIFT_TEST": "1"}
        command = [HERE / "bin" / "python", "-c", STARTER, self.folder, kind, path]
        self.processes.append(subprocess.Popen(list(map(str, command)), stdout=log, stderr=log, env=environment, start_new_session=True))

    def wait(self) -> None:
        for _ in range(120):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.5).close()
                return
            except OSError:
                time.sleep(0.25)
        raise RuntimeError("Swift did not come up:\n" + "\n".join(log.read_text()[-1500:] for log in self.folder.glob("*.log")))

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)


STARTER = """
import sys
import swift.common.utils as utils
folder, kind, conf = sys.argv[1:]
utils.SWIFT_CONF_FILE = folder + "/swift.conf"
import swift.common.utils.base as base
base.SWIFT_CONF_FILE = utils.SWIFT_CONF_FILE
from swift.common.wsgi import run_wsgi
sys.exit(run_wsgi(conf, kind + "-server", verbose=True))
"""


def main() -> None:
    install()
    folder = Path(tempfile.mkdtemp(prefix="portal-swift-"))
    swift = Swift(folder)
    try:
        swift.start()
        settings = {"TEST_FILES_URL": swift.url, "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "PORTAL_ENV": "test"}
        done = subprocess.run([sys.executable, "-m", "pytest", "-m", "s3", "tests/files"], cwd=ROOT, env={**os.environ, **settings})
    finally:
        swift.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
