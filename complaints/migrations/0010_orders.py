"""Kept open for one piece of work; folded into 0001 and 0002 before the stage ends."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0009_classification")]
    operations = [
        migrations.CreateModel(
            name="OrderSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="order number")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "not yet confirmed"),
                            ("found", "confirmed by the order system"),
                            ("unknown", "unknown to the order system"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("facts", models.JSONField(blank=True, default=dict, verbose_name="facts")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                ("tries", models.PositiveIntegerField(default=0, verbose_name="tries")),
                ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="next try at")),
                ("last_error", models.CharField(blank=True, max_length=200, verbose_name="last error")),
            ],
            options={
                "verbose_name": "order snapshot",
                "verbose_name_plural": "order snapshots",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="order_is_theirs",
            field=models.BooleanField(blank=True, null=True, verbose_name="the order is the consumer's own"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="order_status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("waiting", "not yet confirmed"),
                    ("found", "confirmed by the order system"),
                    ("unknown", "unknown to the order system"),
                ],
                max_length=10,
                verbose_name="order facts",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="order_is_theirs",
            field=models.BooleanField(blank=True, null=True, verbose_name="the order is the consumer's own"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="order_status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("waiting", "not yet confirmed"),
                    ("found", "confirmed by the order system"),
                    ("unknown", "unknown to the order system"),
                ],
                max_length=10,
                verbose_name="order facts",
            ),
        ),
        migrations.AddField(
            model_name="historicalpayout",
            name="price_applied",
            field=models.DecimalField(decimal_places=2, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name="payout",
            name="price_applied",
            field=models.DecimalField(decimal_places=2, max_digits=12, null=True),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("order_status", ""), models.Q(("order_number", ""), _negated=True), _connector="OR"
                ),
                name="complaint_order_status_has_an_order",
            ),
        ),
        migrations.AddField(
            model_name="ordersnapshot",
            name="complaint",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="order_snapshot", to="complaints.complaint"
            ),
        ),
        migrations.AddIndex(
            model_name="ordersnapshot",
            index=models.Index(
                condition=models.Q(("next_try_at__isnull", False)),
                fields=["next_try_at", "id"],
                name="order_snapshot_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="ordersnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["waiting", "found", "unknown"])), name="order_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="ordersnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "found"), _negated=True),
                    models.Q(models.Q(("facts", {}), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="order_found_has_facts",
            ),
        ),
    ]
