"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    """The business itself; its system checks register when the app is ready."""

    name = "complaints"
    verbose_name = _("Complaints")

    def ready(self) -> None:
        from . import checks  # noqa: F401  importing registers them
