"""Pages as a screen reader meets them: axe-core finds no fault on any of them, on a phone and at a desk (IN-17)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from complaints.actions import contact, evidence, intake, proposals, routing
from complaints.actions.links import token_of
from complaints.actions.proposals import OptionDraft, RemedyDraft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# The dense pages of colleagues show links by colour: underlines would drown the words (look.md).
DENSE = RULES | {"rules": {"link-in-text-block": {"enabled": False}}}
CONSUMER_STEPS = ("hear-consumer", "add-evidence", "book-call", "ask-person", "withdraw", "ask-data")
AGENT_PAGES = ("/", "/search/?q=杯子", "/complaints/new/", "/approvals/", "/tasks/", "/knowledge/", "/alerts/")


@pytest.fixture
def offered(new_complaint, lin):
    """An offer that the consumer has not answered yet."""
    start = timezone.now() - timedelta(hours=2)
    case = intake.accept(new_complaint("杯子碎了，要求退款", at=start), by=lin, now=start)
    contact.reply(case, by=lin, now=start, body="您好，我来处理，请看看照片还清楚吗。")
    evidence.add_evidence(case, by=lin, now=start, side="platform", kind="chat", title="聊天记录", says="商家不理")
    case = routing.solve_now(case, by=lin, now=start)
    option = [OptionDraft("退款", remedies=[RemedyDraft("refund", Decimal("100.00"))])]
    proposals.draft_proposal(case, by=lin, now=start, what_we_did="看了照片。", reasons="运输破损。", options=option)
    return proposals.send_proposal(case, by=lin, now=start)


def faults(page, addresses, rules):
    """{address: [(rule, the first element), ...]} of pages with a fault; a page that is none is one too."""
    found = {}
    for address in addresses:
        answer = page.goto(address)
        page.wait_for_load_state("networkidle")  # what the page asks for after itself
        result = Axe().run(page, options=rules).response["violations"]
        wrong = [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in result]
        if wrong or answer.status != 200:
            found[address] = wrong or answer.status
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_consumers_pages(people, offered, scheme):
    phone = people("", color_scheme=scheme, **PHONE)
    page = f"/p/{token_of(offered)}/"
    steps = [f"{page}{verb}/" for verb in CONSUMER_STEPS]
    assert faults(phone, ["/file/", "/rules/", page, f"{page}reject/", *steps], RULES) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_agents_pages(people, offered, scheme):
    desk = people("lin", color_scheme=scheme)
    case = f"/complaints/{offered.number}/"
    assert faults(desk, [*AGENT_PAGES, case, f"{case}draft-proposal/", f"{case}add-evidence/"], DENSE) == {}


def test_the_managers_pages(people, offered):
    pages = ["/insight/", "/insight/answers/", "/insight/costs/", "/audit/", "/team/", "/standards/", "/actions/"]
    assert faults(people("mei"), pages, DENSE) == {}
