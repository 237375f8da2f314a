"""Policy, one predicate a rule. Each answers with a Verdict: yes, or no with the sentence a person can act on.

Rules never write. `is_ has_ within_ needs_` take the object, `may_` takes the object and who asks,
a "window" takes the object and the moment. Sources: domain.md 7.2 (guards), 7.3 (ladder), 7.5 (owner).
Others say `rules.may_accept`; the rooms inside are for reading.
"""

from complaints.rules.addresses import *  # noqa: F403
from complaints.rules.after import *  # noqa: F403
from complaints.rules.answers import *  # noqa: F403
from complaints.rules.bare import *  # noqa: F403
from complaints.rules.calls import *  # noqa: F403
from complaints.rules.cases import *  # noqa: F403
from complaints.rules.clauses import *  # noqa: F403
from complaints.rules.desk import *  # noqa: F403
from complaints.rules.disclosure import *  # noqa: F403
from complaints.rules.eligibility import *  # noqa: F403
from complaints.rules.exposure import *  # noqa: F403
from complaints.rules.finding import *  # noqa: F403
from complaints.rules.found import *  # noqa: F403
from complaints.rules.goods import *  # noqa: F403
from complaints.rules.high_tier import *  # noqa: F403
from complaints.rules.holds import *  # noqa: F403
from complaints.rules.incidents import *  # noqa: F403
from complaints.rules.limits import *  # noqa: F403
from complaints.rules.losses import *  # noqa: F403
from complaints.rules.mediation import *  # noqa: F403
from complaints.rules.ownership import *  # noqa: F403
from complaints.rules.payouts import *  # noqa: F403
from complaints.rules.people import *  # noqa: F403
from complaints.rules.plain import *  # noqa: F403
from complaints.rules.prevention import *  # noqa: F403
from complaints.rules.privacy import *  # noqa: F403
from complaints.rules.proof import *  # noqa: F403
from complaints.rules.quiet import *  # noqa: F403
from complaints.rules.recalling import *  # noqa: F403
from complaints.rules.records import *  # noqa: F403
from complaints.rules.rectification import *  # noqa: F403
from complaints.rules.returns import *  # noqa: F403
from complaints.rules.risk import *  # noqa: F403
from complaints.rules.standards import *  # noqa: F403
from complaints.rules.ties import *  # noqa: F403
from complaints.rules.verdict import *  # noqa: F403
from complaints.rules.versions import *  # noqa: F403
from complaints.rules.wordings import *  # noqa: F403
