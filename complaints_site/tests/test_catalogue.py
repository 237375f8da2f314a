"""The catalogue's machinery, on a small project of its own."""

import gettext
import json

import pytest

from complaints_site import catalogue

PYTHON = '''
"""A module."""
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy

LABEL = gettext_lazy("Accepted")
MONTH = pgettext_lazy("calendar", "May")
SENTENCE = _("Above your limit of %(limit)s: " "goes to a team lead")


def counted(number):
    return ngettext("%(number)s complaint", "%(number)s complaints", number)
'''
TEMPLATE = """
  {% load i18n %}<p class="it's">
    {% translate "Inbox" %} {{ _("Search") }}
      {% blocktranslate trimmed with name=agent.name %}
        Welcome back,
        {{ name }}.
      {% endblocktranslate %}
 {% blocktranslate trimmed count number=rows|length %}
   {{ number }} row
 {% plural %}
   {{ number }} rows
 {% endblocktranslate %}</p>
"""
CHINESE = {
    "Accepted": "已受理",
    "calendar\x04May": "五月",
    "Above your limit of %(limit)s: goes to a team lead": "超出你的 %(limit)s 额度：转交组长",
    "%(number)s complaint|%(number)s complaints": "%(number)s 件投诉",
    "Inbox": "收件箱",
    "Search": "搜索",
    "Welcome back, %(name)s.": "%(name)s，欢迎回来。",
    "%(number)s row|%(number)s rows": "%(number)s 行",
}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "complaints" / "tests").mkdir(parents=True)
    (tmp_path / "complaints" / "models.py").write_text(PYTHON)
    (tmp_path / "complaints" / "tests" / "test_it.py").write_text('from x import _\n_("only a test")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "inbox.html").write_text(TEMPLATE)
    return tmp_path


def test_finds_every_form_in_python_and_templates(project):
    assert {catalogue.key(message) for message in catalogue.messages(catalogue.found(project))} == CHINESE.keys()


def test_merged_catalogue_is_complete_and_django_can_read_it(project):
    catalogue.write(project, catalogue.updated(project, CHINESE))
    assert catalogue.problems(project) == []

    with catalogue.po_path(project).with_suffix(".mo").open("rb") as compiled:
        chinese = gettext.GNUTranslations(compiled)
    assert chinese.gettext("Inbox") == "收件箱"
    assert chinese.pgettext("calendar", "May") == "五月"
    assert chinese.ngettext("%(number)s row", "%(number)s rows", 5) == "%(number)s 行"


def test_written_twice_is_the_same_file(project):
    catalogue.write(project, catalogue.updated(project, CHINESE))
    first = catalogue.po_path(project).read_bytes()
    catalogue.write(project, catalogue.updated(project, {}))
    assert catalogue.po_path(project).read_bytes() == first


def test_missing_stale_and_untranslated_are_named(project):
    catalogue.write(project, catalogue.updated(project, {key: text for key, text in CHINESE.items() if key != "Inbox"}))
    (project / "templates" / "inbox.html").write_text(TEMPLATE.replace("Search", "Find"))
    assert catalogue.problems(project) == [
        "not in the catalogue: 'Find'",
        "not translated: 'Inbox'",
        "no longer used: 'Search'",
    ]


def test_placeholder_that_the_source_lacks_is_named(project):
    wrong = CHINESE | {"Welcome back, %(name)s.": "%(nmae)s，欢迎回来。"}
    catalogue.write(project, catalogue.updated(project, wrong))
    assert catalogue.problems(project) == ["unknown placeholder ['nmae'] in the Chinese of 'Welcome back, %(name)s.'"]


def test_edited_by_hand_without_compiling_is_named(project):
    catalogue.write(project, catalogue.updated(project, CHINESE))
    po = catalogue.po_path(project)
    po.write_text(po.read_text().replace("收件箱", "待办"))
    assert catalogue.problems(project) == ["django.mo is not compiled from django.po"]


def test_translations_of_a_directory_are_put_together(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"Inbox": "收件箱"}))
    (tmp_path / "b.json").write_text(json.dumps({"Search": "搜索"}))
    assert catalogue.translations(tmp_path) == {"Inbox": "收件箱", "Search": "搜索"}
