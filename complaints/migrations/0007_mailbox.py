"""The mailbox: mails that came in, and words whose sender is not proved."""

import complaints.models.mail
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0006_duplicates"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="direction",
            field=models.CharField(
                choices=[
                    ("from_consumer", "From the consumer"),
                    ("to_consumer", "To the consumer"),
                    ("unproved", "From an unproved sender"),
                    ("note", "Internal note"),
                ],
                max_length=15,
                verbose_name="direction",
            ),
        ),
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("mail_id", models.CharField(blank=True, max_length=250, verbose_name="Message-ID")),
                ("sender", models.CharField(blank=True, max_length=254, verbose_name="sender")),
                ("sender_name", models.CharField(blank=True, max_length=60, verbose_name="sender's name")),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("waiting", "to be read"),
                            ("opened", "became a complaint"),
                            ("joined", "joined its complaint"),
                            ("doubtful", "joined, sender unproved"),
                            ("bounce", "report of a letter that did not arrive"),
                            ("automatic", "written by a machine"),
                            ("held", "waits for a person"),
                            ("unreadable", "could not be read"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="what became of it",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("refused", models.JSONField(blank=True, default=list, verbose_name="files that were not taken")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("next_try_at", models.DateTimeField(verbose_name="next try at")),
                ("source", models.FileField(upload_to=complaints.models.mail.mail_path, verbose_name="original")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("is_cut", models.BooleanField(default=False, verbose_name="only its beginning was fetched")),
                (
                    "complaint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="complaints.complaint",
                        verbose_name="complaint",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mail",
                        to="complaints.message",
                    ),
                ),
            ],
            options={
                "verbose_name": "incoming mail",
                "verbose_name_plural": "incoming mails",
                "ordering": ["-received_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("fate", "waiting")), fields=["next_try_at", "id"], name="mail_due"
                    ),
                    models.Index(fields=["fate", "-received_at", "-id"], name="mail_by_fate"),
                    models.Index(fields=["sender", "-received_at"], name="mail_of_sender"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate__in", ["opened", "joined", "doubtful", "bounce"]), _negated=True),
                            ("complaint__isnull", False),
                            _connector="OR",
                        ),
                        name="mail_filed_has_a_complaint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate__in", ["held", "unreadable"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mail_left_over_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("fate", "opened")), fields=("complaint",), name="mail_opens_one_complaint"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "platform",
                    models.CharField(
                        choices=[
                            ("weibo", "Weibo"),
                            ("xiaohongshu", "Xiaohongshu"),
                            ("douyin", "Douyin"),
                            ("kuaishou", "Kuaishou"),
                            ("wechat", "WeChat"),
                            ("bilibili", "Bilibili"),
                            ("zhihu", "Zhihu"),
                            ("tousu", "Public complaint platform"),
                            ("x", "X"),
                            ("facebook", "Facebook"),
                            ("other", "Something else"),
                        ],
                        max_length=15,
                        verbose_name="platform",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("author", models.CharField(blank=True, max_length=100, verbose_name="author")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("reposts", models.PositiveIntegerField(blank=True, null=True, verbose_name="reposts")),
                ("likes", models.PositiveIntegerField(blank=True, null=True, verbose_name="likes")),
                ("seen_at", models.DateTimeField(verbose_name="seen at")),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_posts",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "public post",
                "verbose_name_plural": "public posts",
                "ordering": ["seen_at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("complaint", "platform", "url"), name="post_once")],
            },
        ),
    ]
