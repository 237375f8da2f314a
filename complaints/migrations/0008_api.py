"""Other systems: their accounts, their requests, their webhooks; and when a complaint was last changed."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import complaints.models.partner

# The transaction gets its number first and the time second: whoever sees no number of a running transaction
# may rely on its rows being later than his look (complaints/api/feed.py).
CHANGED_AT = """
CREATE FUNCTION complaints_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_current_xact_id();
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER complaint_changed_at BEFORE INSERT OR UPDATE ON complaints_complaint
    FOR EACH ROW EXECUTE FUNCTION complaints_note_change();
"""
UNDO = """
DROP TRIGGER complaint_changed_at ON complaints_complaint;
DROP FUNCTION complaints_note_change();
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0007_mailbox")]

    operations = [
        migrations.CreateModel(
            name="ApiCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100)),
                ("verb", models.CharField(max_length=30)),
                ("body_hash", models.CharField(max_length=64)),
                ("answer", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="HistoricalPartner",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("file", "file complaints"),
                                ("read_own", "read the complaints it has filed"),
                                ("read_all", "read every complaint"),
                                ("write_messages", "pass on what the consumer writes, where it may read"),
                                ("write_evidence", "pass on the consumer's files, where it may read"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="scopes",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        help_text="Which system this is, and who answers for it.",
                        max_length=200,
                        verbose_name="purpose",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical partner system",
                "verbose_name_plural": "historical partner systems",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSubscriber",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "url",
                    models.URLField(
                        help_text="https; an address inside our own network is refused.", verbose_name="address"
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("state", "Steps"), ("message", "Messages")], max_length=10
                        ),
                        size=None,
                        verbose_name="topics",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical webhook subscriber",
                "verbose_name_plural": "historical webhook subscribers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("file", "file complaints"),
                                ("read_own", "read the complaints it has filed"),
                                ("read_all", "read every complaint"),
                                ("write_messages", "pass on what the consumer writes, where it may read"),
                                ("write_evidence", "pass on the consumer's files, where it may read"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="scopes",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        help_text="Which system this is, and who answers for it.",
                        max_length=200,
                        verbose_name="purpose",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner system",
                "verbose_name_plural": "partner systems",
                "ordering": ["agent__username"],
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "url",
                    models.URLField(
                        help_text="https; an address inside our own network is refused.", verbose_name="address"
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("state", "Steps"), ("message", "Messages")], max_length=10
                        ),
                        size=None,
                        verbose_name="topics",
                    ),
                ),
                (
                    "secret",
                    models.CharField(
                        default=complaints.models.partner.new_secret,
                        editable=False,
                        max_length=64,
                        verbose_name="secret",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "webhook subscriber",
                "verbose_name_plural": "webhook subscribers",
                "ordering": ["partner", "url"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[],
            options={
                "verbose_name": "webhook delivery",
                "verbose_name_plural": "webhook deliveries",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("complaints.notice",),
        ),
        migrations.AddField(
            model_name="complaint",
            name="changed_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="changed at"
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="channel",
            field=models.CharField(
                choices=[
                    ("mail", "E-mail"),
                    ("sms", "SMS"),
                    ("page", "Progress page"),
                    ("in_app", "In-app alert"),
                    ("payer", "Payment system"),
                    ("webhook", "Webhook"),
                ],
                max_length=10,
                verbose_name="channel",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["changed_at", "id"], name="complaint_changed"),
        ),
        migrations.AddField(
            model_name="apicall",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="api_calls", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="apicall",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="api_calls", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="historicalpartner",
            name="agent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
        migrations.AddField(
            model_name="historicalpartner",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalsubscriber",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="partner",
            name="agent",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="partner",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
        migrations.AddField(
            model_name="historicalsubscriber",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.partner",
                verbose_name="partner system",
            ),
        ),
        migrations.AddField(
            model_name="subscriber",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subscribers",
                to="complaints.partner",
                verbose_name="partner system",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="subscriber",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="complaints.subscriber",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("subscriber__isnull", False)),
                fields=["subscriber", "-created_at"],
                name="notice_of_subscriber",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "webhook"), _negated=True), ("subscriber__isnull", False), _connector="OR"
                ),
                name="notice_webhook_has_a_subscriber",
            ),
        ),
        migrations.AddConstraint(
            model_name="apicall",
            constraint=models.UniqueConstraint(fields=("agent", "key"), name="api_key_once"),
        ),
        migrations.AddConstraint(
            model_name="apicall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verb", "submit")), fields=("complaint",), name="api_filed_once"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalpartner",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_ddf7b7_idx"),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scopes__contained_by", ["file", "read_own", "read_all", "write_messages", "write_evidence"])
                ),
                name="partner_scopes_are_known",
            ),
        ),
        migrations.AddIndex(
            model_name="historicalsubscriber",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_0509c9_idx"),
        ),
        migrations.AddConstraint(
            model_name="subscriber",
            constraint=models.UniqueConstraint(fields=("partner", "url"), name="subscriber_address_once"),
        ),
        migrations.AddConstraint(
            model_name="subscriber",
            constraint=models.CheckConstraint(
                condition=models.Q(("topics__contained_by", ["state", "message"])), name="subscriber_topics_are_known"
            ),
        ),
        migrations.RunSQL(CHANGED_AT, UNDO),
    ]
