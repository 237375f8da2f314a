"""The frame of every page of `/insight/`: its tabs, the days it tells of, and the way to choose others."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.insight import PERIODS, PeriodForm
from complaints.reports.figures.period import today
from complaints.roles import SEE_ALL
from complaints.views.guards import only_for

PAGES = (
    ("insight", gettext_lazy("On time")),
    ("answers", gettext_lazy("Answers")),
    ("deviations", gettext_lazy("Deviations")),
    ("channels", gettext_lazy("Channels")),
    ("effects", gettext_lazy("Ownership")),
    ("staff", gettext_lazy("Staff")),
    ("hours", gettext_lazy("Hours")),
    ("days_ahead", gettext_lazy("Days ahead")),
    ("offers", gettext_lazy("Offers")),
    ("costs", gettext_lazy("Costs")),
    ("recovery_rates", gettext_lazy("Recoveries")),
    ("inspections", gettext_lazy("Inspections")),
    ("causes", gettext_lazy("Causes")),
    ("keyword_rules", gettext_lazy("Keyword rules")),
    ("suggestions", gettext_lazy("Suggestions")),
)


for_who_sees_all = only_for(SEE_ALL)


def frame(request, now, current):
    """(the Period, what the head of the page shows); `current` is the name of the page."""
    form = PeriodForm(request.GET)
    period = form.period(now)
    pages = [
        {"label": label, "url": f"{reverse(f'complaints:{name}')}?{period.query}", "current": name == current}
        for name, label in PAGES
    ]
    return period, {"period": period, "pages": pages, "choices": choices(period, now), "range_form": form}


def choices(period, now):
    """The usual periods, and this month and the last."""
    this_month = today(now).replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    months = ((this_month, _("this month")), (last_month, _("last month")))
    wanted = [(f"days={days}", label) for days, label in PERIODS]
    wanted += [(f"month={month:%Y-%m}", label) for month, label in months]
    return [{"label": label, "url": f"?{query}", "current": query == period.query} for query, label in wanted]
