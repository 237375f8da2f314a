"""The door: sign-in, lock-out, second factor, language, settings, sign-out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from complaints.actions import routing
from complaints.models import Agent
from conftest import PASSWORD

pytestmark = pytest.mark.django_db
WRONG = {"username": "lin", "password": "wrong"}


@pytest.fixture
def sign_in(client):
    def post(username, password=PASSWORD, query=""):
        return client.post(f"/sign-in/{query}", {"username": username, "password": password})

    return post


@pytest.fixture
def app(zhao):
    """Zhao's authenticator app."""
    return TOTPDevice.objects.create(user=zhao, name="app", key="00" * 20)


def digits_of(key, steps=0):
    clock = TOTP(key)
    clock.drift = steps
    return f"{clock.token():06d}"


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_pages_send_a_stranger_to_the_door(client, db):
    response = client.get("/?queue=open")
    assert response.status_code == 302
    assert response.url == "/sign-in/?next=/%3Fqueue%3Dopen"


def test_right_password_opens_the_inbox(client, lin, sign_in):
    assert sign_in("lin").url == "/"
    assert is_signed_in(client)


def test_to_sign_in_is_no_change_of_the_agent(lin, sign_in):
    before = lin.history.count()
    sign_in("lin")
    agent = Agent.objects.get(pk=lin.pk)
    assert agent.last_login
    assert agent.history.count() == before


@pytest.mark.parametrize(("username", "password"), [("lin", "wrong"), ("nobody", "x"), ("lin", "")])
def test_wrong_password_says_nothing_about_which_was_wrong(client, lin, sign_in, username, password):
    response = sign_in(username, password)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("wanted", "got"),
    [("/search/?q=1", "/search/?q=1"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("javascript:x", "/")],
)
def test_next_stays_on_the_host(lin, sign_in, wanted, got):
    assert sign_in("lin", query=f"?next={wanted}").url == got


def test_too_many_wrong_passwords_shut_the_door_with_a_sentence(client, lin, settings):
    settings.AXES_ENABLED = True
    for _try in range(settings.AXES_FAILURE_LIMIT):
        response = client.post("/sign-in/", WRONG, headers={"accept-language": "en"})
    assert response.status_code == 429
    assert "Try again in 15 minutes" in response.content.decode()
    assert client.post("/sign-in/", WRONG | {"password": PASSWORD}).status_code == 429


# The second factor


def test_lead_needs_no_app_where_the_house_does_not_ask(client, zhao, sign_in, settings):
    settings.REQUIRE_TOTP = False
    assert sign_in("zhao").url == "/"


def test_front_line_needs_no_app(client, lin, sign_in, settings):
    settings.REQUIRE_TOTP = True
    assert sign_in("lin").url == "/"


@pytest.mark.parametrize("username", ["zhao", "zhou", "chen", "he", "admin"])
def test_password_alone_opens_nothing_for_those_who_decide(client, cast, sign_in, settings, username):
    settings.REQUIRE_TOTP = True
    assert sign_in(username).url == "/sign-in/app/"
    assert not is_signed_in(client)
    assert client.get("/").status_code == 302


def test_digits_open_what_the_password_did_not(client, zhao, app, sign_in, settings):
    settings.REQUIRE_TOTP = True
    assert sign_in("zhao", query="?next=/alerts/").url == "/sign-in/second-factor/"
    digits = digits_of(app.bin_key)
    response = client.post("/sign-in/second-factor/", {"token": f"{digits[:3]} {digits[3:]}"})
    assert response.url == "/alerts/"
    assert client.get("/alerts/").wsgi_request.user.is_verified()


def test_wrong_digits_stay_at_the_door_and_are_slowed_down(client, zhao, app, sign_in):
    sign_in("zhao")
    wrong = f"{(int(digits_of(app.bin_key)) + 1) % 10**6:06d}"
    assert client.post("/sign-in/second-factor/", {"token": wrong}).status_code == 422
    right_but_too_soon = client.post("/sign-in/second-factor/", {"token": digits_of(app.bin_key)})
    assert right_but_too_soon.status_code == 422
    assert not is_signed_in(client)


@pytest.mark.parametrize("token", ["", "12345", "abcdef", "1234567", "１２３４５６７"])
def test_digits_have_to_be_six(client, zhao, app, sign_in, token):
    sign_in("zhao")
    assert client.post("/sign-in/second-factor/", {"token": token}).status_code == 422


def test_second_step_cannot_be_entered_without_the_first(client, zhao, app):
    assert client.get("/sign-in/second-factor/").url == "/sign-in/"
    assert client.get("/sign-in/app/").url == "/sign-in/"


def test_second_step_lapses(client, zhao, app, sign_in):
    sign_in("zhao")
    session = client.session
    session["second_step"] |= {"at": (timezone.now() - timedelta(minutes=11)).isoformat()}
    session.save()
    assert client.post("/sign-in/second-factor/", {"token": digits_of(app.bin_key)}).url == "/sign-in/"


def test_first_sign_in_binds_an_app_and_draws_its_code(client, zhao, sign_in, settings):
    settings.REQUIRE_TOTP = True
    sign_in("zhao")
    shown = client.get("/sign-in/app/")
    assert '<svg class="qr"' in shown.content.decode()
    assert shown.context["secret"] in shown.content.decode()
    key = bytes.fromhex(client.session["second_factor_key"])
    assert client.post("/sign-in/app/", {"token": "000000"}).status_code in {422, 302}
    assert client.post("/sign-in/app/", {"token": digits_of(key)}).url == "/"
    assert is_signed_in(client)
    assert TOTPDevice.objects.get(user=zhao).bin_key == key
    assert "second_factor_key" not in client.session


def test_bound_app_is_not_replaced_by_a_session_alone(client, zhao, app):
    client.force_login(zhao)
    assert client.get("/sign-in/app/").url == "/account/"
    assert client.post("/sign-in/app/", {"token": "123456"}).url == "/account/"
    assert TOTPDevice.objects.get(user=zhao) == app


# Language, settings, sign-out


def test_language_chosen_at_the_door_goes_in_with_the_agent(client, lin):
    client.post("/account/language/", {"language": "en", "next": "/sign-in/"})
    assert "Sign in" in client.get("/sign-in/").content.decode()
    client.post("/sign-in/", {"username": "lin", "password": PASSWORD})
    assert Agent.objects.get(pk=lin.pk).language == "en"


def test_agents_language_is_put_on_at_sign_in(client, lin, sign_in):
    Agent.objects.filter(pk=lin.pk).update(language="en")
    assert sign_in("lin").cookies["django_language"].value == "en"


def test_settings_are_kept_and_signed(client, lin):
    client.force_login(lin)
    assert client.post("/account/", {"language": "en"}).url == "/account/"
    kept = Agent.objects.get(pk=lin.pk)
    assert (kept.language, kept.hotkeys_on) == ("en", False)
    assert kept.history.first().history_user == lin
    assert 'data-keys="off"' in client.get("/account/").content.decode()


def test_settings_take_no_other_field(client, lin):
    client.force_login(lin)
    client.post("/account/", {"language": "en", "is_superuser": "on", "display_name": "x", "department": "LEGAL"})
    kept = Agent.objects.get(pk=lin.pk)
    assert (kept.is_superuser, kept.display_name, kept.department_id) == (False, "林晓", "CS")


def test_unknown_language_is_refused(client, lin):
    client.force_login(lin)
    assert client.post("/account/", {"language": "xx"}).status_code == 422
    client.post("/account/language/", {"language": "xx"})
    assert Agent.objects.get(pk=lin.pk).language == "zh-hans"


def test_new_password_ends_the_other_sessions(client, lin):
    other = Client()
    client.force_login(lin)
    other.force_login(lin)
    facts = {"old_password": PASSWORD, "new_password1": "another-long-one-7", "new_password2": "another-long-one-7"}
    assert client.post("/account/password/", facts).url == "/account/password/changed/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_sign_out_is_a_post(client, lin):
    client.force_login(lin)
    assert client.get("/sign-out/").status_code == 405
    assert is_signed_in(client)
    client.post("/sign-out/")
    assert not is_signed_in(client)


# The bell


def test_bell_tells_and_is_read_by_post(client, new_complaint, zhao, lin, wang):
    case = new_complaint("杯子碎了", at=timezone.now())
    routing.assign(case, by=zhao, now=timezone.now(), agent=lin, reason="早班")
    client.force_login(lin)
    page = client.get("/alerts/", headers={"accept-language": "en"})
    assert case.number in page.content.decode()
    notice = lin.notices.get()
    assert notice.read_at is None
    client.force_login(wang)
    assert client.post(f"/alerts/{notice.pk}/").status_code == 404
    client.force_login(lin)
    assert client.get(f"/alerts/{notice.pk}/").status_code == 405
    assert client.post(f"/alerts/{notice.pk}/").url == f"/complaints/{case.number}/"
    assert lin.notices.get().read_at is not None


def test_all_alerts_are_read_at_once(client, new_complaint, zhao, lin):
    for n in range(2):
        case = new_complaint(f"第 {n} 条", at=timezone.now())
        routing.assign(case, by=zhao, now=timezone.now(), agent=lin, reason="早班")
    client.force_login(lin)
    client.post("/alerts/read/")
    assert lin.notices.filter(read_at=None).count() == 0
