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


@pytest.fixture
def arrive(addresses, now, cast):
    """Let mails come in and be read, without a server: arrive(mail(...)); returns their rows, the oldest first."""

    from complaints.actions import mailbox
    from complaints.forms.letter import letter_of
    from complaints.models import IncomingMail

    def take_in(*raws, at=None):
        known = set(IncomingMail.objects.values_list("pk", flat=True))
        for raw in raws:
            mailbox.keep(raw, now=at or now)
        mailbox.work_off(now=at or now, read=letter_of)
        return list(IncomingMail.objects.exclude(pk__in=known).order_by("pk"))

    return take_in


@pytest.fixture
def mailed(addresses, new_complaint, lin, now):
    """Lin looks after the complaint of lu@example.com."""
    from complaints.actions import intake

    complaint = new_complaint(email="lu@example.com", phone="")
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def letters_leave():
    """letters_leave(): the seconds are over in which a letter may still be taken back."""
    from django.db.models import F

    from complaints import rules
    from complaints.models import Complaint

    return lambda: Complaint.objects.update(stage_at=F("stage_at") - rules.UNDO)
