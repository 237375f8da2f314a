"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeBaseConfig(AppConfig):
    """Articles, case reviews, scenarios."""

    name = "knowledge_base"
    verbose_name = _("Knowledge base")

