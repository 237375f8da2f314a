"""By when to choose is said by the letter itself, from the stored deadline: a next step needs no day of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("complaints", "0006_inc")]

    operations = [migrations.RemoveConstraint("proposal", "proposal_next_step_has_a_date")]
