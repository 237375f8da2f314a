"""Goods that go back without a reason."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import returns
from complaints.forms import returns as returns_forms
from complaints.views.acts.act import Act

GOING_BACK = {
    "check_return": Act(
        _("Check the 7-day return"),
        returns.check_return,
        returns_forms.CheckReturnForm,
        _("By the law in force on the day of signing. A complaint about quality does not depend on it."),
    ),
    "take_goods_back": Act(
        _("The goods are back"),
        returns.take_goods_back,
        returns_forms.GoodsBackForm,
        _("The consumer is told until when the money comes; from then on nobody forgets it."),
    ),
}
