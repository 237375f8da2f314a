"""Many complaints at once from a file: the same rows that a single intake writes, five hundred in a transaction.

Nobody is mailed and nobody's bell rings: the consumers of an import did not write today (docs/adr).
"""

from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchVector
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Q, Value
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.intake import new_complaint, new_consumer, search_words, submitted
from complaints.actions.numbers import next_numbers
from complaints.actions.rulebook import Rulebook
from complaints.lifecycle import check
from complaints.models import Agent, Complaint, Consumer, Event, SearchEntry, contact_key
from complaints.text import sketch, words_of

BATCH = 500


@dataclass
class Report:
    """What became of the rows: `rejected` holds (row number, reason)."""

    read: int = 0
    created: int = 0
    skipped: int = 0
    rejected: list = field(default_factory=list)

    def reject(self, row, reason):
        self.rejected.append((row, reason))

    def as_json(self):
        rejected = [{"row": row, "reason": reason} for row, reason in sorted(self.rejected)]
        return {"read": self.read, "created": self.created, "skipped": self.skipped, "rejected": rejected}


class Importer:
    """Takes rows in batches and writes what is not there yet; `report` says what became of them.

    With `dry_run` everything is judged and nothing written.
    """

    def __init__(self, *, by, now, dry_run=False):
        check(rules.may_find("import_complaints", by))
        self.by, self.now, self.dry_run = by, now, dry_run
        self.rulebook = Rulebook(now)
        self.report = Report()
        self._seen = set()

    def take(self, rows):
        """Register a batch of (row number, Intake); a row that the database refuses does not stop the others."""
        fresh = self._fresh(rows)
        if self.dry_run or not fresh:
            self.report.created += len(fresh)
            return
        numbers = next_numbers(self.now, len(fresh))  # taken by themselves: nobody waits for the batch to end
        try:
            self._write([intake for _row, intake in fresh], numbers)
            self.report.created += len(fresh)
        except DatabaseError:
            for (row, intake), number in zip(fresh, numbers, strict=True):
                self._take_one(row, intake, number)

    def _take_one(self, row, intake, number):
        try:
            self._write([intake], [number])
            self.report.created += 1
        except IntegrityError as error:
            if "complaint_source_once" in str(error):  # somebody else imports the same file at this moment
                self.report.skipped += 1
            else:
                self.report.reject(row, _("The database refused it: %(why)s") % {"why": first_line(error)})
        except DatabaseError as error:
            self.report.reject(row, _("The database refused it: %(why)s") % {"why": first_line(error)})

    def _fresh(self, rows):
        """The rows whose reference is neither in the database nor earlier in this import."""
        references = [intake.source_ref for _row, intake in rows]
        channels = {intake.channel for _row, intake in rows}
        known = Complaint.objects.filter(channel__in=channels, source_ref__in=references)
        known = set(known.values_list("channel", "source_ref"))
        fresh = []
        for row, intake in rows:
            key = (intake.channel, intake.source_ref)
            if key in known or key in self._seen:
                self.report.skipped += 1
            else:
                self._seen.add(key)
                fresh.append((row, intake))
        return fresh

    def _write(self, intakes, numbers):
        """Complaints with history, timeline and search words, all or none. Nothing is classified in a transaction."""
        people, strangers = consumers_of(intakes, self.now)
        complaints = [
            new_complaint(intake, self.rulebook.classify(words_of(intake)), consumer, number, self.rulebook)
            for intake, consumer, number in zip(intakes, people, numbers, strict=True)
        ]
        for complaint in complaints:
            complaint.arrange_clocks(self.now)
        entries = [
            SearchEntry(words=SearchVector(Value(search_words(c)), config="simple"), sketch=sketch(c.description))
            for c in complaints
        ]
        with transaction.atomic():
            Consumer.objects.bulk_create(strangers)
            Complaint.objects.bulk_create(complaints)
            copy_to_history(complaints, by=self.by, now=self.now)
            Event.objects.bulk_create([submitted(complaint, by=self.by, now=self.now) for complaint in complaints])
            for entry, complaint in zip(entries, complaints, strict=True):
                entry.complaint = complaint
            SearchEntry.objects.bulk_create(entries)


def copy_to_history(complaints, *, by, now):
    """The first history row of each complaint, copied inside the database: eighty columns cost most of an import."""
    history = Complaint.history.model
    columns = ", ".join(connection.ops.quote_name(field.column) for field in history.tracked_fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {history._meta.db_table}"  # noqa: S608  names of our own columns
            f" ({columns}, history_date, history_type, history_change_reason, history_user_id)"
            f" SELECT {columns}, %s, '+', 'submit', %s FROM {Complaint._meta.db_table} WHERE id = ANY(%s)",
            [now, by.pk if isinstance(by, Agent) else None, [complaint.pk for complaint in complaints]],
        )


def consumers_of(intakes, now):
    """The consumer of each intake (one person is one row), and those among them that have to be inserted.

    A consumer is known by account, or by contact and name.
    """
    accounts = {intake.external_id for intake in intakes if intake.external_id}
    contacts = {contact_of(intake) for intake in intakes} - {""}
    known = Consumer.objects.filter(
        Q(external_id__in=accounts) | Q(phone_key__in=contacts) | Q(email_key__in=contacts)
    ).order_by("-pk")
    people = {}
    for consumer in known:
        people[consumer.external_id, ""] = consumer
        people[consumer.phone_key, consumer.name] = people[consumer.email_key, consumer.name] = consumer
    new, found = [], []
    for intake in intakes:
        key = (intake.external_id, "") if intake.external_id else (contact_of(intake), intake.name)
        consumer = people.get(key) if key[0] else None
        if consumer is None:
            consumer = people[key] = new_consumer(intake, now)
            new.append(consumer)
        found.append(consumer)
    return found, new


def contact_of(intake):
    """The key of a consumer without an account: his phone, else his mail."""
    return contact_key(intake.phone or intake.email)


def first_line(error):
    """What the database said, without its details."""
    return str(error).strip().partition("\n")[0]
