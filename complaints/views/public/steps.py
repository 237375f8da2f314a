"""What one step on the consumer's page is made of."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One thing the consumer can do: its words, its form, and the action. `run` may return sentences to show."""

    title: str
    text: str
    submit: str
    form: type
    run: Callable
    thanks: str
