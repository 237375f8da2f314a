"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Tactic cards and care for the people who answer."""

    name = "support"
    verbose_name = _("Team support")

    def load_demo(self, cast, complaints, now):
        """Called by `seed_demo` once its complaints stand."""
        from support.seeds import load_demo

        load_demo(cast, complaints, now)
