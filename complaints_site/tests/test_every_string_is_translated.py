"""Every string a person may see has its Chinese, and the compiled catalogue is the one in the tree."""

from django.conf import settings

from complaints_site import catalogue


def test_every_string_is_translated():
    assert len(catalogue.messages(catalogue.found(settings.BASE_DIR))) > 100
    assert catalogue.problems(settings.BASE_DIR) == []
