"""The post office of the mailbox stories."""

import pytest

DOMAIN = "desk.example"


@pytest.fixture
def addresses(settings):
    """Letters carry signed addresses."""
    settings.MAIL_DOMAIN = DOMAIN
    settings.DEFAULT_FROM_EMAIL = f"客服中心 <complaints@{DOMAIN}>"
    settings.REPLY_ADDRESS = f"reply+*@{DOMAIN}"


@pytest.fixture
def smtp(settings, addresses):
    """A server that takes our letters."""
    from complaints.tests.post_office import HOST, Smtp

    server = Smtp()
    settings.EMAIL_URL = f"smtp://{HOST}:{server.port}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, server.port
    yield server
    server.stop()


@pytest.fixture
def imap(settings, addresses):
    """A mailbox that lies on a server."""
    from complaints.tests.post_office import HOST, PASSWORD, USER, Imap

    server = Imap()
    settings.MAILBOX_URL = f"imap://{USER}:{PASSWORD}@{HOST}:{server.port}/INBOX"
    settings.MAILBOX = {
        "host": HOST,
        "port": server.port,
        "user": USER,
        "password": PASSWORD,
        "folder": "INBOX",
        "is_encrypted": False,
    }
    yield server
    server.close()
