"""The settings as production sees them: each case is a fresh process with its own environment."""

import os
import subprocess
import sys

from django.conf import settings

PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "a production key of some sixty characters, 3f9d72c1b8e64a05, never used",
    "ALLOWED_HOSTS": "complaints.example.com",
    "DATABASE_URL": "postgresql://app:p%40ss@db.example.com:6432/complaints?sslmode=require",
}
SHOW = "from django.conf import settings; print({})"


def run(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=inherited | {"DJANGO_SETTINGS_MODULE": "complaints_site.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def shown(expression: str, environment: dict[str, str]) -> str:
    result = run("-c", SHOW.format(expression), environment=environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_debug_off_refuses_to_start_without_a_key():
    result = run("manage.py", "check", environment=PRODUCTION | {"SECRET_KEY": ""})
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr.splitlines()[-1]


def test_debug_off_refuses_the_development_key():
    result = run("manage.py", "check", environment=PRODUCTION | {"SECRET_KEY": settings.DEVELOPMENT_KEY})
    assert result.returncode != 0


def test_deployment_check_is_clean():
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", environment=PRODUCTION)
    assert result.returncode == 0, result.stderr


def test_database_url_wins_and_is_read_whole():
    database = eval(shown("dict(settings.DATABASES['default'])", PRODUCTION))
    wanted = {"NAME": "complaints", "USER": "app", "PASSWORD": "p@ss", "HOST": "db.example.com", "PORT": "6432"}
    assert {name: database[name] for name in wanted} == wanted
    assert database["OPTIONS"]["sslmode"] == "require"


def test_web_requests_have_short_time_outs():
    options = eval(shown("settings.DATABASES['default']['OPTIONS']", PRODUCTION))["options"]
    assert options.split(" -c ")[0] == "-c statement_timeout=10s"
    assert "lock_timeout=3s" in options
    assert "idle_in_transaction_session_timeout=15s" in options


def test_other_engines_are_refused():
    result = run("-c", SHOW.format("1"), environment=PRODUCTION | {"DATABASE_URL": "sqlite:///db.sqlite3"})
    assert result.returncode == 0  # settings are lazy
    result = run("manage.py", "check", environment=PRODUCTION | {"DATABASE_URL": "sqlite:///db.sqlite3"})
    assert "must be a postgresql:// address" in result.stderr


def test_argon2_hashes_new_passwords():
    assert shown("settings.PASSWORD_HASHERS[0]", PRODUCTION).endswith(".Argon2PasswordHasher")


def test_second_factor_is_required_in_production_only():
    assert shown("settings.REQUIRE_TOTP", PRODUCTION) == "True"
    assert shown("settings.REQUIRE_TOTP", PRODUCTION | {"DEBUG": "1"}) == "False"


def test_mail_address_is_read():
    environment = PRODUCTION | {"EMAIL_URL": "smtp://me:s%3Acret@mail.example.com:587?tls=1"}
    read = shown(
        "(settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_PASSWORD, settings.EMAIL_USE_TLS)", environment
    )
    assert eval(read) == ("mail.example.com", 587, "s:cret", True)


def test_without_a_mail_address_nothing_is_sent():
    assert shown("settings.EMAIL_BACKEND", PRODUCTION).endswith("dummy.EmailBackend")


def test_the_lock_out_is_on_name_and_address_together():
    assert shown("(settings.AXES_ENABLED, settings.AXES_LOCKOUT_PARAMETERS)", PRODUCTION) == (
        "(True, [['username', 'ip_address']])"
    )
