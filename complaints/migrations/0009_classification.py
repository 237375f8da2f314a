"""Kept open for one piece of work; folded into 0001 and 0002 before the stage ends."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0008_api")]
    operations = [
        migrations.AddField(
            model_name="complaint",
            name="calm_priority",
            field=models.CharField(
                blank=True,
                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                editable=False,
                max_length=2,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="promoted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.promotionwindow",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="calm_priority",
            field=models.CharField(
                blank=True,
                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                editable=False,
                max_length=2,
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="promoted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.promotionwindow",
            ),
        ),
        migrations.AddField(
            model_name="historicalpromotionwindow",
            name="is_applied",
            field=models.BooleanField(default=None, editable=False, null=True, verbose_name="applied"),
        ),
        migrations.AddField(
            model_name="promotionwindow",
            name="is_applied",
            field=models.BooleanField(default=None, editable=False, null=True, verbose_name="applied"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("calm_priority", ""), ("promoted_by", None)),
                    models.Q(("promoted_by__isnull", False), models.Q(("calm_priority", ""), _negated=True)),
                    _connector="OR",
                ),
                name="complaint_promoted_keeps_its_own",
            ),
        ),
    ]
