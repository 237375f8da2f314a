"""Education cards beside the end of a complaint: attach one, take one off."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from complaints.models import Complaint
from complaints.views.outcomes import press
from knowledge_base.actions import cards
from knowledge_base.enums import ArticleKind
from knowledge_base.models import Article, GivenCard


@require_POST
def give_card(request, number, pk):
    """Attach one card to the closing message."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    article = get_object_or_404(Article.objects.visible_to(request.user).filter(kind=ArticleKind.CARD), pk=pk)
    press(request, partial(cards.give_card, article, complaint=complaint, by=request.user, now=timezone.now()))
    return redirect("complaints:close", number)


@require_POST
def take_card_back(request, number, pk):
    """Take one card off again."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    given = get_object_or_404(GivenCard, complaint=complaint, pk=pk)
    press(request, partial(cards.take_card_back, given, by=request.user, now=timezone.now()))
    return redirect("complaints:close", number)
