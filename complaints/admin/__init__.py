"""The supervisors' admin: rules and limits are edited here, states and money only shown; buttons call the actions."""

from complaints.admin import agents, complaints, money, notices, policy

__all__ = ["agents", "complaints", "money", "notices", "policy"]
