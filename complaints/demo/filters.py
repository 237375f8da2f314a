"""The saved filters of the demo, one with each use, and an import that was tried."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from complaints.actions import finding, imports
from complaints.forms.importing import MappingForm, TableForm
from complaints.models import ImportRun, SavedFilter

# (name, owner, queue, conditions, the rest)
FILTERS = (
    ("高风险未结", "zhao", "open", {"tier": "high"}, {"audience": "everybody", "is_report": True}),
    ("无人接手", "zhao", "unassigned", {}, {"is_alert": True, "alert_count": 20, "alert_minutes": 60}),
    (
        "媒体来件先看",
        "zhou",
        "open",
        {"flag": "media"},
        {"audience": "role", "role": "lead", "is_rule": True, "effect": "priority"},
    ),
    ("我的电话件", "lin", "mine", {"channel": "phone"}, {"sort": "newest"}),
)
TABLE = """编号,姓名,投诉内容,投诉时间
旧-1,周女士,买的电饭煲用了三天不通电，客服让我自己寄回去。,2025-03-02 09:10
旧-2,何先生,订单显示签收，可是我没有收到快递。,2025-03-02 11:45
旧-3,,,2025-03-02
旧-4,唐女士,说好七天无理由，退货时却要我付包装费。,时间不详
"""


def load_filters(cast, now):
    """Save each filter whose name its owner does not have yet."""
    for name, owner, queue, conditions, more in FILTERS:
        if not SavedFilter.objects.filter(owner=cast[owner], name=name).exists():
            finding.save_filter(
                by=cast[owner], now=now, name=name, queue=queue, conditions=conditions, **{"sort": "due"} | more
            )


def load_import(cast, now):
    """Four rows of an old system, two of them refused: tried, so that the page shows what it would do."""
    if ImportRun.objects.exists():
        return
    form = TableForm({}, {"file": SimpleUploadedFile("旧系统导出.csv", TABLE.encode())})
    form.is_valid()
    run = imports.upload(form.cleaned_data["file"], by=cast["zhao"], now=now)
    fields = MappingForm(columns=run.columns).fields
    positions = {n: fields[f"column_{n}"].initial for n in range(len(run.columns)) if fields[f"column_{n}"].initial}
    imports.begin(run, by=cast["zhao"], now=now, positions=positions, channel="import", is_trial=True)
    call_command("run_imports")
