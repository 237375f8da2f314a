"""Kept open for one piece of work; folded into 0001 and 0002 before the stage ends."""

from django.db import migrations, models
import django.contrib.postgres.fields


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_walls")]
    operations = [
        migrations.AddField(
            model_name="historicallegalrule",
            name="bodies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("association", "Consumer association"),
                        ("12315", "12315 market regulator"),
                        ("12305", "12305 postal regulator"),
                        ("12378", "12378 bank and insurance regulator"),
                        ("12345", "12345 city hotline"),
                        ("arbitration", "Arbitration commission"),
                        ("court", "Court"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                help_text="Codes of outside bodies, such as 12315; the value is then a number of days or working days.",
                size=None,
                verbose_name="times the procedures of",
            ),
        ),
        migrations.AddField(
            model_name="legalrule",
            name="bodies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("association", "Consumer association"),
                        ("12315", "12315 market regulator"),
                        ("12305", "12305 postal regulator"),
                        ("12378", "12378 bank and insurance regulator"),
                        ("12345", "12345 city hotline"),
                        ("arbitration", "Arbitration commission"),
                        ("court", "Court"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                help_text="Codes of outside bodies, such as 12315; the value is then a number of days or working days.",
                size=None,
                verbose_name="times the procedures of",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bodies", []),
                    models.Q(("unit__in", ["day", "working day"]), ("value__gte", 1), ("value__isnull", False)),
                    _connector="OR",
                ),
                name="legal_rule_of_a_body_is_a_period",
            ),
        ),
    ]
