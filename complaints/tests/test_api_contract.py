"""The schema is the contract: requests made up from it never break the application, and every answer fits it."""

import pytest
import schemathesis
from django.core.cache import cache
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from rest_framework.authtoken.models import Token
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from complaints.management.bench import payloads
from complaints.tests.api_client import Program, partner
from complaints_site.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = [
    "file_complaint",
    "list_changes",
    "read_complaint",
    "pass_on_message",
    "hand_in_evidence",
    "report_payment",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", OPERATIONS)
def test_answers_fit_the_schema(policy, name):
    cache.clear()
    shop = partner().agent
    number = Program(shop).file().json()["number"]
    headers = {"Authorization": f"Token {Token.objects.get(user=shop).key}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)
    operation = schema.find_operation_by_id(name)

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def answers(case):
        if "number" in case.path_parameters:
            case.path_parameters["number"] = number
        case.call_and_validate(headers=headers, checks=CHECKS)

    with override_settings(REST_FRAMEWORK=payloads.many_rates()):
        answers()
