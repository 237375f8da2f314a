"""What merchants and carriers are written: one subject and one sentence for each event."""

from django.utils.translation import gettext_lazy as _

from complaints.sentences.notices import Wording

TO_OUTSIDE = {
    "question": Wording(
        _("A question about complaint %(complaint)s"),
        _("We are looking into a complaint and need from you by %(due_at)s: %(title)s"),
    ),
    "question_due": Wording(
        _("Please answer soon: complaint %(complaint)s"),
        _("We have not heard from you yet. It is due %(due_at)s: %(title)s"),
    ),
    "question_late": Wording(
        _("Your answer is late: complaint %(complaint)s"),
        _("The time ended %(due_at)s. It still counts until we decide by what there is: %(title)s"),
    ),
    "merchant_asked": Wording(
        _("How did you find our handling of complaint %(complaint)s?"),
        _("The complaint has come to its end. Was it handled fairly, clearly and quickly? Three questions, a minute."),
    ),
}
