"""What an installation starts with: our own policy, and what the apps above bring along."""

from django.apps import apps
from django.utils import timezone

from complaints.actions.policy import load_policy


def bring_policy():
    """Load our policy, then each other app's; this one must not know them (the import law). Twice changes nothing."""
    load_policy()
    for config in apps.get_app_configs():
        if hasattr(config, "load_policy"):
            config.load_policy(timezone.now())
