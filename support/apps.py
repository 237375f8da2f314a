"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Tactic cards and care for the people who answer."""

    name = "support"
    verbose_name = _("Team support")
