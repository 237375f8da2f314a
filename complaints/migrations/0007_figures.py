"""Mentors, preferred channels, temporary routes, and the longer wait that is told in a surge."""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0006_coding"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalLongerWait",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "minutes",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(31),
                            django.core.validators.MaxValueValidator(10080),
                        ],
                        verbose_name="a person answers after about … minutes",
                    ),
                ),
                ("text_zh", models.CharField(max_length=200, verbose_name="why, in Chinese")),
                ("text_en", models.CharField(blank=True, max_length=200, verbose_name="why, in English")),
                ("begins_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical longer wait",
                "verbose_name_plural": "historical longer waits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LongerWait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minutes",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(31),
                            django.core.validators.MaxValueValidator(10080),
                        ],
                        verbose_name="a person answers after about … minutes",
                    ),
                ),
                ("text_zh", models.CharField(max_length=200, verbose_name="why, in Chinese")),
                ("text_en", models.CharField(blank=True, max_length=200, verbose_name="why, in English")),
                ("begins_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
            ],
            options={
                "verbose_name": "longer wait",
                "verbose_name_plural": "longer waits",
                "ordering": ["-begins_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="agent",
            name="mentor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proteges",
                to=settings.AUTH_USER_MODEL,
                verbose_name="mentor",
            ),
        ),
        migrations.AddField(
            model_name="consumer",
            name="preferred_channel",
            field=models.CharField(
                blank=True,
                choices=[("mail", "E-mail"), ("sms", "SMS"), ("page", "Only the progress page")],
                max_length=5,
                verbose_name="likes to hear by",
            ),
        ),
        migrations.AddField(
            model_name="historicalagent",
            name="mentor",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="mentor",
            ),
        ),
        migrations.AddField(
            model_name="historicalroute",
            name="active_from",
            field=models.DateTimeField(blank=True, null=True, verbose_name="counts from"),
        ),
        migrations.AddField(
            model_name="historicalroute",
            name="active_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="counts until"),
        ),
        migrations.AddField(
            model_name="route",
            name="active_from",
            field=models.DateTimeField(blank=True, null=True, verbose_name="counts from"),
        ),
        migrations.AddField(
            model_name="route",
            name="active_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="counts until"),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("active_from", None),
                    ("active_until", None),
                    ("active_until__gt", models.F("active_from")),
                    _connector="OR",
                ),
                name="route_ends_after_it_starts",
            ),
        ),
        migrations.AddField(
            model_name="historicallongerwait",
            name="announced_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicallongerwait",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="longerwait",
            name="announced_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="historicallongerwait",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_6c771f_idx"),
        ),
        migrations.AddIndex(
            model_name="longerwait",
            index=models.Index(fields=["ends_at"], name="longer_wait_by_end"),
        ),
        migrations.AddConstraint(
            model_name="longerwait",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (31, 10080))), name="longer_wait_is_longer"
            ),
        ),
        migrations.AddConstraint(
            model_name="longerwait",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("begins_at"))), name="longer_wait_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="longerwait",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_zh", ""), _negated=True), name="longer_wait_says_why"
            ),
        ),
    ]
