"""How the log is written: structured, one line an event, without the secrets that addresses carry."""

import re

import structlog

# /p/<token>/ and /q/<token>/ are keys to a consumer's or a merchant's page.
SECRET_PATH = re.compile(r"(/[pq]/)[^/?\s]+")


def hide_tokens(logger, method_name, event: dict) -> dict:
    """Replace the token of a public link in every text of the event (a structlog processor)."""
    return {key: SECRET_PATH.sub(r"\1***", value) if isinstance(value, str) else value for key, value in event.items()}


STEPS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configuration(*, as_json: bool) -> dict:
    """Configure structlog and return the LOGGING of Django; other libraries' lines take the same steps."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *STEPS,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": STEPS,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, hide_tokens, last],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django.request": {"level": "ERROR"},  # django_structlog tells the rest
            "procrastinate": {"level": "WARNING"},
        },
    }
