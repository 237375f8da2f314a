"""The words of the domain: every closed list of codes, its labels and its derived groups. Imports nothing of ours."""

from complaints.enums.after import *  # noqa: F403
from complaints.enums.calls import *  # noqa: F403
from complaints.enums.clocks import *  # noqa: F403
from complaints.enums.contact import *  # noqa: F403
from complaints.enums.desk import *  # noqa: F403
from complaints.enums.eligibility import *  # noqa: F403
from complaints.enums.finding import *  # noqa: F403
from complaints.enums.hold import *  # noqa: F403
from complaints.enums.incident import *  # noqa: F403
from complaints.enums.loss import *  # noqa: F403
from complaints.enums.orders import *  # noqa: F403
from complaints.enums.ownership import *  # noqa: F403
from complaints.enums.particulars import *  # noqa: F403
from complaints.enums.partners import *  # noqa: F403
from complaints.enums.prevention import *  # noqa: F403
from complaints.enums.privacy import *  # noqa: F403
from complaints.enums.proof import *  # noqa: F403
from complaints.enums.records import *  # noqa: F403
from complaints.enums.redress import *  # noqa: F403
from complaints.enums.returns import *  # noqa: F403
from complaints.enums.risk import *  # noqa: F403
from complaints.enums.states import *  # noqa: F403
from complaints.enums.ties import *  # noqa: F403
from complaints.enums.triage import *  # noqa: F403
