"""Two more figures of the money: the cost of a minute, the worth of a content consumer (DP-18)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0005_evidence_asked"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalmoneyfigure",
            name="code",
            field=models.CharField(
                choices=[
                    ("give_up_alone", "One person gives up a claim up to (CNY)"),
                    ("claim_days", "Days that a party has to answer a claim"),
                    ("minute_cost", "Cost of a minute of handling (CNY)"),
                    ("content_worth", "Worth of a content consumer in twelve months (CNY; 0: not counted)"),
                ],
                db_index=True,
                max_length=20,
                verbose_name="figure",
            ),
        ),
        migrations.AlterField(
            model_name="moneyfigure",
            name="code",
            field=models.CharField(
                choices=[
                    ("give_up_alone", "One person gives up a claim up to (CNY)"),
                    ("claim_days", "Days that a party has to answer a claim"),
                    ("minute_cost", "Cost of a minute of handling (CNY)"),
                    ("content_worth", "Worth of a content consumer in twelve months (CNY; 0: not counted)"),
                ],
                max_length=20,
                primary_key=True,
                serialize=False,
                verbose_name="figure",
            ),
        ),
    ]
