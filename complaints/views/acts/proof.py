"""Evidence and what it shows."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import clauses, disclosure, evidence, inquiries, routing
from complaints.forms import clauses as clause_forms
from complaints.forms import evidence as evidence_forms
from complaints.views.acts.act import Act

ITEM = "complaints/acts/_item.html"

PROOF = {
    "ask_evidence": Act(
        _("Ask for evidence"),
        inquiries.ask,
        evidence_forms.AskEvidenceForm,
        _("Somebody outside gets a link, a reminder before the time is over, and is judged without if silent."),
    ),
    "ask_wanted": Act(_("Ask"), inquiries.ask_wanted, evidence_forms.AskWantedForm, hat="ask_evidence"),
    "waive_wanted": Act(
        _("Do without it"),
        inquiries.waive_wanted,
        evidence_forms.WaiveWantedForm,
        _("Nobody is asked for it; the reason stands on the board."),
        hat="waive_evidence",
        piece="complaints/acts/_want.html",
    ),
    "ask_inspection": Act(
        _("Have it inspected"),
        inquiries.ask_inspection,
        evidence_forms.AskInspectionForm,
        _("The plan clock stands still until the report or its due time, and the consumer is told so."),
        hat="ask_evidence",
    ),
    "take_report": Act(
        _("The report is in"), inquiries.take_report, evidence_forms.TakeReportForm, hat="add_evidence", piece=ITEM
    ),
    "judge_report": Act(
        _("Say whom the report bears out"),
        inquiries.judge_report,
        evidence_forms.JudgeReportForm,
        _("It counts in the figures of inspections."),
        piece=ITEM,
    ),
    "add_evidence": Act(_("Add evidence"), evidence.add_files, evidence_forms.AddEvidenceForm),
    "answer_evidence": Act(
        _("It has come"), evidence.answer_evidence, evidence_forms.AnswerEvidenceForm, hat="add_evidence", piece=ITEM
    ),
    "waive_evidence": Act(_("Do without it"), evidence.waive_evidence, evidence_forms.WaiveEvidenceForm, piece=ITEM),
    "disclose": Act(
        _("Change who may see it"),
        disclosure.disclose,
        evidence_forms.DiscloseForm,
        _("What is shown appears on the page of that side at once; what is taken back disappears from it."),
        piece=ITEM,
    ),
    "reveal_original": Act(
        _("Get the original photo"),
        disclosure.reveal_original,
        evidence_forms.RevealOriginalForm,
        _("As it came, with place and camera. It is handed out once; the look itself is recorded."),
        piece=ITEM,
    ),
    "record_finding": Act(
        _("Record the finding"),
        evidence.record_finding,
        evidence_forms.RecordFindingForm,
        _("Who bears responsibility, on which grounds, and why it happened."),
    ),
    "record_clause": Act(
        _("Record the clause"),
        clauses.record_clause,
        clause_forms.RecordClauseForm,
        _("What the listing promised, with both ceilings for legal review. Nothing is paid by it."),
    ),
    "finish_check": Act(_("Finish the check"), routing.finish_check),
}
