"""Forms of articles and case reviews: they clean and shape input, the actions decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import Agent, Category
from knowledge_base import roles
from knowledge_base.enums import ArticleState, LessonTag, TrainingTopic
from knowledge_base.models import Alternative, Article, CaseReview, DecisionPoint, Lesson, ReviewAction


class DayInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of date and time."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ArticleForm(forms.ModelForm):
    """Title, text and where it belongs; of a published article also what changed."""

    note = forms.CharField(
        label=_("What changed"), max_length=200, help_text=_("Readers see this sentence beside the version.")
    )

    class Meta:
        model = Article
        fields = ["title", "body", "kind", "categories", "language", "review_by"]
        widgets = {
            "body": forms.Textarea(attrs={"rows": 18}),
            "categories": forms.SelectMultiple(attrs={"size": 8}),
            "review_by": DayInput,
        }
        help_texts = {
            "body": _(
                "Markdown: # heading, **bold**, - list, > quotation. In a script's quotations {name}, {number},"
                " {order}, {product}, {merchant}, {price}, {wished} and {alias} become the facts of the complaint."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["categories"].queryset = Category.objects.filter(is_active=True).exclude(parent=None)
        if self.instance.state != ArticleState.PUBLISHED:
            del self.fields["note"]
        else:
            self.fields["review_by"].required = True


class ReasonForm(forms.Form):
    """Why, in a sentence."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class VersionForm(forms.Form):
    """What readers are told about a new version."""

    note = forms.CharField(label=_("What is new in it"), max_length=200)


class KeepForm(forms.Form):
    """Until when it may stand unchecked."""

    review_by = forms.DateField(label=_("To be checked again by"), widget=DayInput)


class NominateForm(forms.ModelForm):
    """Why this case is worth a meeting."""

    class Meta:
        model = CaseReview
        fields = ["title", "selection_reason", "why_selected"]
        widgets = {"selection_reason": forms.RadioSelect, "why_selected": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"title": _("Say what happened, without names.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["selection_reason"]
        field.choices = [choice for choice in field.choices if choice[0]]


class MeetingForm(forms.ModelForm):
    """Date and roles of the meeting."""

    class Meta:
        model = CaseReview
        fields = ["held_at", "minutes", "facilitator", "presenter", "recorder", "questioners", "guests"]
        widgets = {"held_at": MomentInput, "questioners": forms.SelectMultiple(attrs={"size": 5})}
        help_texts = {"guests": _("Such as a colleague of the logistics desk.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = Agent.objects.filter(is_active=True)
        taking_part = people.filter(groups__name__in=roles.PARTICIPANTS).distinct()
        self.fields["facilitator"].queryset = people.filter(groups__name__in=roles.FACILITATORS).distinct()
        for name in ("presenter", "recorder", "questioners"):
            self.fields[name].queryset = taking_part
        for name in ("held_at", "facilitator", "presenter", "recorder"):
            self.fields[name].required = True


class NotesForm(forms.ModelForm):
    """What helped, and the two closing questions."""

    class Meta:
        model = CaseReview
        fields = ["why_selected", "helped", "wants_article", "wants_recommendation", "recommendation"]
        widgets = {
            "why_selected": forms.Textarea(attrs={"rows": 3}),
            "helped": forms.Textarea(attrs={"rows": 4}),
            "recommendation": forms.Textarea(attrs={"rows": 3}),
        }


class DecisionForm(forms.ModelForm):
    """One decision point."""

    class Meta:
        model = DecisionPoint
        fields = ["at", "decision", "known", "unknown", "hindsight"]
        widgets = {"at": MomentInput}


class AlternativeForm(forms.ModelForm):
    """One other way."""

    class Meta:
        model = Alternative
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class LessonForm(forms.ModelForm):
    """One lesson."""

    tags = forms.MultipleChoiceField(
        label=_("About"), choices=LessonTag, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Lesson
        fields = ["text", "applies_to", "tags", "hardship"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "hardship": forms.Textarea(attrs={"rows": 2})}


class ActionForm(forms.ModelForm):
    """One cause, and who removes it by when."""

    class Meta:
        model = ReviewAction
        fields = ["cause", "cause_kind", "action", "owner", "due_on"]
        widgets = {"due_on": DayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Agent.objects.filter(is_active=True).exclude(groups=None)


class TrainingForm(forms.Form):
    """Who wants to practise what, and what the case showed; missed news of progress are proposed."""

    agent = forms.ModelChoiceField(label=_("Colleague"), queryset=None, empty_label=None)
    topic = forms.ChoiceField(label=_("Topic"), choices=TrainingTopic)
    because = forms.CharField(
        label=_("What the case showed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Conditions and ways of working, never persons. Only the colleague and who leads him read it."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agent"].queryset = Agent.objects.filter(pk__in=people)


class TrainedForm(forms.Form):
    """What was done about it."""

    done_how = forms.CharField(label=_("What was done"), max_length=200)
