"""How many people it takes so that few wait: Erlang's formula for a queue of random arrivals; pure."""

from math import exp

ANSWER_WITHIN = 30  # minutes, K02
ANSWERED = 0.9  # of all, K02: attainment of 90 %
MOST = 2000


def share_answered(agents, an_hour, minutes_each, within=ANSWER_WITHIN):
    """Which share is taken up within so many minutes, if `an_hour` come at random and each takes `minutes_each`."""
    load = an_hour * minutes_each / 60
    if load <= 0:
        return 1.0
    if agents <= load:
        return 0.0
    blocked = 1.0
    for number in range(1, agents + 1):
        blocked = load * blocked / (number + load * blocked)
    waits = blocked / (1 - load / agents * (1 - blocked))
    return 1 - waits * exp(-(agents - load) * within / minutes_each)


def agents_needed(an_hour, minutes_each, within=ANSWER_WITHIN, share=ANSWERED):
    """The fewest people with whom that share is taken up in time; nobody where nothing comes."""
    if an_hour <= 0:
        return 0
    agents = int(an_hour * minutes_each / 60) + 1
    while agents < MOST and share_answered(agents, an_hour, minutes_each, within) < share:
        agents += 1
    return agents
