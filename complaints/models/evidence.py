"""Evidence of both sides, and what was found out: items asked and received, and the finding on responsibility."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import (
    COST_BEARERS,
    READY,
    Chase,
    Disclosure,
    EvidenceKind,
    EvidenceStatus,
    InspectionOutcome,
    Party,
    Scan,
    Side,
)


def evidence_path(item, filename):
    """Files are named by us, never by the sender; the sender's name is kept as a column and shown escaped."""
    return f"evidence/{item.complaint_id}/{item.file_key}"


def original_path(item, filename):
    """A photo as it came, with its place and camera, lies apart from the copy that is shown."""
    return f"originals/{item.complaint_id}/{item.file_key}"


class EvidenceQuerySet(models.QuerySet):
    """Evidence by what may be done with it."""

    def received(self):
        return self.filter(status=EvidenceStatus.RECEIVED)

    def to_chase(self, now):
        """Questions to somebody outside of which something falls due."""
        return self.filter(status=EvidenceStatus.ASKED, chase_at__lte=now).order_by("chase_at", "pk")

    def ready(self):
        """Files that the scanner has let through, or that came while there was none."""
        return self.exclude(file="").filter(scan__in=READY)

    def to_scan(self, now):
        """Files that the scanner is to be asked about."""
        return self.filter(scan=Scan.WAITING, scan_at__lte=now).order_by("scan_at", "pk")

    def inspections(self):
        """Inspections that a body outside was asked for (IV-08)."""
        return self.filter(kind=EvidenceKind.INSPECTION, side=Side.THIRD_PARTY, asked_at__isnull=False)

    def shown_to_merchant(self):
        """What the merchant's page may list beside his own answer (IV-14)."""
        return self.received().filter(disclosure__in=[Disclosure.MERCHANT, Disclosure.BOTH])

    def shown_to_consumer(self):
        """What the progress page may list: the consumer's own, and what was disclosed to him (IV-14)."""
        return self.filter(Q(side=Side.CONSUMER) | Q(disclosure__in=[Disclosure.CONSUMER, Disclosure.BOTH]))


class Evidence(models.Model):
    """One item of evidence: asked, received, waived or never answered, with its side and its file (IV-01, IV-02).

    Once a decision that rests on it is sent, `locked_at` is set and a trigger keeps it as it is (IV-13).
    """

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="evidence")
    side = models.CharField(_("side"), max_length=15, choices=Side)
    kind = models.CharField(_("kind"), max_length=15, choices=EvidenceKind)
    title = models.CharField(_("what"), max_length=120)
    says = models.CharField(_("what it shows"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=EvidenceStatus)
    disclosure = models.CharField(_("disclosure"), max_length=10, choices=Disclosure, default=Disclosure.INTERNAL)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    due_by = models.DateTimeField(_("due by"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    waived_reason = models.CharField(_("why it is not needed"), max_length=200, blank=True)
    happened_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    # A question to somebody outside: the next reminder, escalation or end, and what there was already (IV-05).
    chase_at = models.DateTimeField(null=True, blank=True, editable=False)
    chased = models.CharField(max_length=10, choices=Chase, blank=True, editable=False)
    silent_at = models.DateTimeField(_("judged without since"), null=True, blank=True)
    mailed_to = models.EmailField(_("mailed to"), blank=True, editable=False)
    # An inspection by a body outside: whose, what it costs, and who bears it (IV-08).
    body = models.CharField(_("inspection body"), max_length=80, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=10, decimal_places=2, null=True, blank=True)
    borne_by = models.CharField(_("borne by"), max_length=12, choices=COST_BEARERS, blank=True)
    outcome = models.CharField(_("whom it bears out"), max_length=10, choices=InspectionOutcome, blank=True)
    locked_at = models.DateTimeField(_("decided on at"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to=evidence_path, blank=True)
    file_key = models.CharField(max_length=40, blank=True, editable=False)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    media_type = models.CharField(_("media type"), max_length=60, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    # A photo is shown as it was drawn anew; the original, whose hash is `sha256`, is kept under restriction (IV-02).
    original = models.FileField(_("original"), upload_to=original_path, blank=True, editable=False)
    shown_sha256 = models.CharField(_("SHA-256 of the copy shown"), max_length=64, blank=True, editable=False)
    scan = models.CharField(_("malware scan"), max_length=10, choices=Scan, blank=True, editable=False)
    scan_at = models.DateTimeField(null=True, blank=True, editable=False)
    scan_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    scanned_at = models.DateTimeField(_("scanned at"), null=True, blank=True, editable=False)
    scan_said = models.CharField(_("what the scanner said"), max_length=200, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["scan_at", "scan_tries"])
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["side", "pk"]
        indexes = [
            models.Index(fields=["complaint", "side"], name="evidence_of_complaint"),
            models.Index(fields=["chase_at", "id"], condition=Q(chase_at__isnull=False), name="evidence_chase"),
            models.Index(fields=["scan_at", "id"], condition=Q(scan="waiting"), name="evidence_to_scan"),
            models.Index(
                fields=["-asked_at", "-id"],
                condition=Q(kind="inspection", side="third_party", asked_at__isnull=False),
                name="evidence_inspections",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="received") | Q(received_at__isnull=False),
                name="evidence_received_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="waived") | ~Q(waived_reason=""),
                name="evidence_waived_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="silent") | Q(silent_at__isnull=False),
                name="evidence_silent_has_a_time",
            ),
            models.CheckConstraint(condition=Q(file="") | ~Q(sha256=""), name="evidence_file_has_a_hash"),
            models.CheckConstraint(
                condition=Q(original="") | ~Q(shown_sha256=""), name="evidence_copy_has_a_hash_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | (Q(cost__gte=0, kind="inspection") & ~Q(borne_by="")),
                name="evidence_cost_of_an_inspection_is_borne",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(kind="inspection", status="received"), name="evidence_outcome_of_a_report"
            ),
            models.CheckConstraint(
                condition=~Q(scan="waiting") | Q(scan_at__isnull=False), name="evidence_waiting_is_asked_about"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_image(self):
        return self.media_type.startswith("image/")

    @property
    def is_ready(self):
        """False while its file is being checked for malware, and for good if some was found."""
        return self.scan in READY

    @property
    def scanned(self):
        """The file that came in: what the scanner is asked about."""
        return self.original or self.file


class Finding(models.Model):
    """One party's share of the responsibility, on which grounds (IV-04)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="findings")
    party = models.CharField(_("party"), max_length=12, choices=Party)
    share = models.PositiveSmallIntegerField(_("share (%)"), default=100)
    grounds = models.TextField(_("grounds"))
    # The rule it follows: of the law, of the platform, or both (IV-06).
    law = models.ForeignKey(
        "complaints.LegalRule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legal rule")
    )
    rule_note = models.CharField(_("rule of the platform"), max_length=200, blank=True)
    whys = ArrayField(models.CharField(max_length=200), verbose_name=_("why, step by step"), default=list, blank=True)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="findings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    found_at = models.DateTimeField(_("found at"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(share__range=(0, 100)), name="finding_share_0_to_100"),
            models.CheckConstraint(condition=~Q(grounds=""), name="finding_with_grounds"),
            models.CheckConstraint(condition=Q(whys__len__lte=5), name="finding_five_whys_at_most"),
        ]

    def __str__(self):
        return f"{self.get_party_display()} {self.share} %"

    @property
    def names_a_rule(self):
        return bool(self.law_id or self.rule_note.strip())
