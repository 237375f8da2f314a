"""Who is too close to a case to decide or to pay in it: shared contacts, declared relations (domain.md 7.3, DP-19)."""

from django.utils.translation import gettext as _

from complaints.roles import Role, has_role
from complaints.rules.verdict import YES, allow, first_no, no
from complaints.text import fold

TITLED = ("女士", "先生", "小姐", "老师")  # 陆女士 is no whole name


def is_impartial(complaint, by):
    """Neither the work address of a colleague nor what he has declared fits the consumer or the merchant."""
    shares_mail = by.email and fold(by.email) == fold(complaint.consumer.email)
    return not shares_mail and not any(tie.fits(complaint) for tie in by.ties_in_force)


def is_not_a_relative(complaint, by):
    """Who is close to a party neither decides nor pays. The sentence says who may, and nothing of the relation."""
    if has_role(by, Role.CONSUMER, Role.SYSTEM) or is_impartial(complaint, by):
        return YES
    names = _(", ").join(str(colleague) for colleague in by.could_take(complaint))
    if not names:
        return no(_("The rule of impartiality keeps you from deciding and paying here: ask your lead who takes it."))
    words = _(
        "The rule of impartiality keeps you from deciding and paying here. %(names)s could take it: hand it over."
    )
    return no(words % {"names": names})


def may_be_given(complaint, agent):
    """Work is not given to somebody who could neither decide nor pay in it."""
    sentence = _("The rule of impartiality keeps %(name)s from deciding and paying here: choose somebody else.")
    return allow(is_impartial(complaint, agent), sentence % {"name": agent})


def says_who(name, has_contact, merchant):
    """A declaration has to be comparable with a case: a whole name, a contact, or a merchant."""
    folded = fold(name)
    return first_no(
        allow(name or has_contact or merchant, _("Name the person or the merchant.")),
        allow(
            not name or (len(folded) > 1 and not folded.endswith(TITLED)),
            _("Write the whole name: a title is not compared."),
        ),
    )


def may_end_tie(tie, by):
    return first_no(
        allow(tie.ended_at is None, _("It has ended already.")),
        allow(tie.agent_id != by.pk, _("Nobody ends an own relation: a lead does it.")),
    )


def may_read_ties(agent, by):
    return allow(agent.pk != by.pk, _("Your own stand on your own page."))
