"""What the tests of the API share: a partner system, its token, and requests as another program sends them."""

import json
import uuid

from django.test import Client
from rest_framework.authtoken.models import Token

from complaints.enums import Scope
from complaints.models import Agent, Partner

BODY = {
    "channel": "app",
    "consumer": {"name": "陆女士", "phone": "138 0000 6027"},
    "order": {"number": "D-1001", "amount": "168.00", "paid_at": "2026-11-10T20:15:00+08:00", "merchant": "海味行"},
    "description": "收到的杯子破损，客服三天没有回。",
    "demand_kind": "refund",
    "demand_amount": "168.00",
    "happened_at": "2026-11-11T09:00:00+08:00",
}


def partner(username="shop", scopes=tuple(Scope)):
    """The account of another system, with these scopes."""
    agent = Agent.objects.create(username=username, display_name="商城系统", alias="商城")
    return Partner.objects.create(agent=agent, scopes=list(scopes), purpose="测试")


class Program:
    """A program that calls the API with one token."""

    def __init__(self, agent, language="en"):
        self.client = Client()
        key = Token.objects.get_or_create(user=agent)[0].key
        self.headers = {"authorization": f"Token {key}", "accept-language": language}

    def get(self, path, **params):
        return self.client.get(f"/api/v1/{path}", params, headers=self.headers)

    def post(self, path, body, *, key=None, **headers):
        """POST JSON; `body` may be raw text."""
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = self.headers | ({"idempotency-key": key} if key else {}) | headers
        return self.client.post(f"/api/v1/{path}", text, content_type="application/json", headers=headers)

    def file(self, key=None, **changes):
        """File BODY with some changes; a key of its own unless one is given."""
        return self.post("complaints/", BODY | changes, key=key or uuid.uuid4().hex)

    def upload(self, path, *files, key=None, **fields):
        headers = self.headers | ({"idempotency-key": key} if key else {})
        return self.client.post(f"/api/v1/{path}", {"files": list(files)} | fields, headers=headers)
