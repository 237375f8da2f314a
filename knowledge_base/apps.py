"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeBaseConfig(AppConfig):
    """Articles, case reviews, scenarios."""

    name = "knowledge_base"
    verbose_name = _("Knowledge base")

    def load_policy(self, now):
        """Bring the playbooks that every installation has (called by bring_policy)."""
        from knowledge_base.seeds.supplied import supply_playbooks

        supply_playbooks(now)

    def load_demo(self, cast, complaints, now):
        """Bring the demo's articles and case reviews (called by seed_demo)."""
        from knowledge_base import seeds

        seeds.load_demo(cast, complaints, now)
