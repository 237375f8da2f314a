"""System checks with ids: what must be true of an installation before it serves."""

from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.checks import Error, Tags, register
from django.db import connections

OLDEST_POSTGRESQL = 14
DEVELOPMENT_KEY_PREFIX = "django-insecure-"


@register(Tags.security)
def secret_key_is_our_own(app_configs, **kwargs):
    """E001: with DEBUG off, a development key would let anybody forge a session."""
    if settings.DEBUG or not settings.SECRET_KEY.startswith(DEVELOPMENT_KEY_PREFIX):
        return []
    return [Error("SECRET_KEY is a development key.", hint="Set SECRET_KEY in the environment.", id="complaints.E001")]


@register(Tags.compatibility)
def database_is_postgresql(app_configs, **kwargs):
    """E002: payout limits need row locks; on SQLite a race pays past the limit."""
    if connections["default"].vendor == "postgresql":
        return []
    return [
        Error("The database must be PostgreSQL.", hint="Set DATABASE_URL to postgresql://...", id="complaints.E002")
    ]


@register(Tags.database)
def database_is_young_enough(app_configs, databases=None, **kwargs):
    """E003: older servers are no longer repaired by their makers, and nobody has tried ours on them."""
    connection = connections["default"]
    if "default" not in (databases or []) or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10_000
    if version >= OLDEST_POSTGRESQL:
        return []
    return [Error(f"PostgreSQL {version} is too old; {OLDEST_POSTGRESQL} or newer.", id="complaints.E003")]


@register(Tags.files)
def uploads_lie_outside_the_web_root(app_configs, **kwargs):
    """E004: an upload in a served directory could be fetched by whoever guesses its name."""
    media = Path(settings.MEDIA_ROOT).resolve()
    served = [Path(directory).resolve() for directory in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS)]
    for directory in served:
        if media.is_relative_to(directory) or directory.is_relative_to(media):
            hint = "Set MEDIA_ROOT to a directory of its own."
            return [Error(f"MEDIA_ROOT and {directory} lie inside one another.", hint=hint, id="complaints.E004")]
    return []


@register(Tags.compatibility)
def times_are_stored_with_their_zone(app_configs, **kwargs):
    """E005: clocks and red lines are counted from stored times."""
    if settings.USE_TZ:
        return []
    return [Error("USE_TZ must be on: due times are stored in UTC.", id="complaints.E005")]


@register(Tags.compatibility)
def transactions_belong_to_actions(app_configs, **kwargs):
    """E006: with ATOMIC_REQUESTS the record of a failure would roll back with the failure."""
    if not settings.DATABASES["default"].get("ATOMIC_REQUESTS"):
        return []
    return [Error("ATOMIC_REQUESTS must be off: actions open their own transaction.", id="complaints.E006")]


@register(Tags.security)
def history_cannot_be_reverted(app_configs, **kwargs):
    """E007: the revert button of the history admin writes past every rule."""
    if getattr(settings, "SIMPLE_HISTORY_REVERT_DISABLED", False):
        return []
    return [Error("SIMPLE_HISTORY_REVERT_DISABLED must be on.", id="complaints.E007")]


@register(Tags.security, deploy=True)
def database_is_not_the_embedded_one(app_configs, **kwargs):
    """W001: the embedded server of development is neither backed up nor watched."""
    host = settings.DATABASES["default"].get("HOST", "")
    if not host.startswith(str(settings.VAR_DIR)):
        return []
    return [
        checks.Warning("The embedded PostgreSQL is for development.", hint="Set DATABASE_URL.", id="complaints.W001")
    ]
