"""Fixtures of more than one file: the post office of the mailbox stories, the desk of the verbs."""

import pytest
from django.urls import reverse

from complaints.actions import intake, proposals, routing
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.models import Complaint

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


@pytest.fixture
def desk(client):
    """desk(lin, case).accept() posts the verb as that agent and returns the response."""

    class Desk:
        def __init__(self, agent, case):
            self.case = case
            client.force_login(agent)

        def post(self, verb, data=None, query=""):
            return client.post(self.url(verb) + query, data or {})

        def get(self, verb, query=""):
            return client.get(self.url(verb) + query)

        def url(self, verb):
            return reverse(f"complaints:{verb}", args=[self.case.number])

        @property
        def state(self):
            return Complaint.objects.get(pk=self.case.pk).state

        def seen(self):
            return self.case.events.order_by("-pk").first().pk

    return Desk


@pytest.fixture
def accepted(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


@pytest.fixture
def drafted(accepted, lin, now):
    """A low-tier complaint with a complete draft of its proposal."""
    case = routing.solve_now(accepted, by=lin, now=now)
    proposals.draft_proposal(
        case,
        by=lin,
        now=now,
        what_we_did="看了照片。",
        reasons="运输中破损。",
        options=[OptionDraft("补发一只", remedies=[RemedyDraft("redeliver")])],
    )
    return case
