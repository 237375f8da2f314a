"""The app's URLs."""

from django.urls import path

from complaints.views import (
    account,
    alerts,
    approvals,
    audit,
    bulk,
    checks,
    classes,
    desk,
    desks,
    exposure,
    figures,
    freezes,
    holds,
    imports,
    inbox,
    incidents,
    insight,
    inspections,
    intake,
    kin,
    leaving,
    letter,
    limits,
    mails,
    money_figures,
    pairs,
    payments,
    prevention,
    privacy,
    recalling,
    records,
    recoveries,
    referrals,
    refusals,
    saved,
    search,
    standards,
    surge,
    tasks,
    team,
    ties,
    value,
    verbs,
    wordings,
)
from complaints.views.files import evidence_file, inquiry_file, progress_file
from complaints.views.public import filing, inquiry, merchant, progress, promises, uploads

app_name = "complaints"
urlpatterns = []

# The inbox and the ways in
urlpatterns += [
    path("", inbox.inbox, name="inbox"),
    path("queues/", inbox.rail, name="rail"),
    path("search/", search.search, name="search"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/read/", alerts.read_alerts, name="read_alerts"),
    path("alerts/<int:pk>/", alerts.open_alert, name="open_alert"),
    path("complaints/bulk/", bulk.bulk, name="bulk"),
    path("complaints/new/", intake.new, name="new"),
    path("complaints/new/preview/", intake.preview, name="preview"),
    path("complaints/<str:number>/registered/", intake.registered, name="registered"),
    path("sign-in/", account.SignIn.as_view(), name="sign_in"),
    path("sign-in/second-factor/", account.second_factor, name="second_factor"),
    path("sign-in/app/", account.set_up_factor, name="set_up_factor"),
    path("sign-out/", account.SignOut.as_view(), name="sign_out"),
    path("account/", account.preferences, name="preferences"),
    path("account/language/", account.choose_language, name="language"),
    path("account/relations/", ties.ties, name="ties"),
    path("account/password/", account.ChangePassword.as_view(), name="change_password"),
    path("account/password/changed/", account.PasswordChanged.as_view(), name="password_changed"),
]

# The team
urlpatterns += [
    path("team/", team.team, name="team"),
    path("team/absences/", team.absences, name="absences"),
    path("team/absences/<int:pk>/end/", team.end_absence, name="end_absence"),
    path("team/pairs/", pairs.pairs, name="pairs"),
    path("team/leaving/", leaving.leaving, name="leaving"),
    path("team/relations/", ties.team_ties, name="team_ties"),
    path("team/relations/<int:pk>/", ties.read_ties, name="read_ties"),
    path("team/relations/<int:pk>/end/", ties.end_tie, name="end_tie"),
    path("team/limits/", limits.limits, name="limits"),
    path("team/limits/payouts/", limits.limit_records, name="limit_records"),
    path("team/limits/<int:pk>/", limits.acknowledge, name="acknowledge_alarm"),
]

# Saved filters: queue, alert threshold, intake rule, report
urlpatterns += [
    path("filters/", saved.saved_filters, name="saved_filters"),
    path("filters/new/", saved.new_filter, name="new_filter"),
    path("filters/<int:pk>/", saved.open_filter, name="open_filter"),
    path("filters/<int:pk>/edit/", saved.edit_filter, name="edit_filter"),
    path("filters/<int:pk>/end/", saved.end_filter, name="end_filter"),
    path("filters/<int:pk>/report/", saved.report, name="filter_report"),
    path("filters/<int:pk>/export/", saved.export, name="export_filter"),
]

# The words of notices
urlpatterns += [
    path("wordings/", wordings.wordings, name="wordings"),
    path("wordings/<int:pk>/<slug:verb>/", wordings.wording_step, name="wording_step"),
    path("wordings/<slug:channel>/<slug:event>/<slug:language>/", wordings.wording, name="wording"),
    path(
        "wordings/<slug:channel>/<slug:event>/<slug:language>/preview/",
        wordings.preview_wording,
        name="preview_wording",
    ),
]

# What a category usually gets
urlpatterns += [
    path("standards/", standards.standards, name="standards"),
    path("standards/<int:pk>/<slug:verb>/", standards.standard_step, name="standard_step"),
    path("standards/<str:code>/", standards.standard, name="standard"),
]

# Imports
urlpatterns += [
    path("imports/", imports.import_runs, name="imports"),
    path("imports/<int:pk>/", imports.import_run, name="import"),
    path("imports/<int:pk>/progress/", imports.progress, name="import_progress"),
    path("imports/<int:pk>/cancel/", imports.cancel, name="cancel_import"),
    path("imports/<int:pk>/refused/", imports.export_refused, name="export_rejected"),
]

# Decisions and their history
urlpatterns += [
    path("payments/", payments.payments, name="payments"),
    path("payments/<int:pk>/", payments.clear_up, name="clear_up"),
    path("payments/holds/<int:pk>/", holds.hold, name="payment_hold"),
    path("payments/holds/<int:pk>/<slug:verb>/", holds.hold_step, name="payment_hold_step"),
    path("payments/figures/", money_figures.money_figures, name="money_figures"),
    path("payments/figures/<slug:code>/", money_figures.set_figure, name="set_figure"),
    path("recoveries/", recoveries.recoveries, name="recoveries"),
    path("recoveries/export/", recoveries.export, name="export_recoveries"),
    path("recoveries/<int:pk>/", recoveries.recovery, name="recovery"),
    path("recoveries/<int:pk>/<slug:verb>/", recoveries.recovery_step, name="recovery_step"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<slug:kind>/<int:pk>/", approvals.approval, name="approval"),
    path("audit/", audit.audit, name="audit"),
    path("audit/export/", audit.export_events, name="export_events"),
    path("audit/policy/", audit.policy, name="policy_history"),
    path("audit/stints/", audit.export_stints, name="export_stints"),
    path("audit/<str:number>/", audit.history, name="history"),
]

# Privacy
urlpatterns += [
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/requests/<int:pk>/", privacy.data_request, name="data_request"),
    path("privacy/requests/<int:pk>/copy/", privacy.take_copy, name="take_copy"),
    path("privacy/requests/<int:pk>/<slug:verb>/", privacy.answer_request, name="answer_request"),
    path("privacy/holds/<int:pk>/lift/", privacy.lift_hold, name="lift_hold"),
]

# Between desks
urlpatterns += [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/<slug:verb>/", tasks.task_step, name="task_step"),
    path("watch/", desks.watch_list, name="watch_list"),
    path("desks/", desks.desks, name="desks"),
]

# Incidents: many complaints, one thing
urlpatterns += [
    path("exposure/", exposure.exposure, name="exposure"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<int:pk>/", incidents.incident, name="incident"),
    path("incidents/<int:pk>/<slug:verb>/", incidents.incident_step, name="incident_step"),
]

# Against fraud
urlpatterns += [
    path("freezes/", freezes.freezes, name="freezes"),
    path("freezes/<int:pk>/", freezes.freeze, name="freeze"),
    path("freezes/<int:pk>/<slug:verb>/", freezes.freeze_step, name="freeze_step"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<int:pk>/", referrals.referral, name="referral"),
    path("referrals/<int:pk>/<slug:verb>/", referrals.referral_step, name="referral_step"),
]

# So that it does not come again
urlpatterns += [
    path("actions/", prevention.actions, name="actions"),
    path("actions/new/", prevention.new_action, name="plan_action"),
    path("actions/<int:pk>/", prevention.action, name="action"),
    path("actions/<int:pk>/<slug:verb>/", prevention.action_step, name="action_step"),
]

# Archived cases, looked at again
urlpatterns += [
    path("archive/", checks.checks, name="checks"),
    path("archive/<int:pk>/", checks.file_check, name="file_check"),
]

# Reports
urlpatterns += [
    path("insight/", insight.insight, name="insight"),
    path("insight/missed/", insight.breaches, name="breaches"),
    path("insight/stays/", insight.stays, name="stays"),
    path("insight/answers/", figures.answer_figures, name="answers"),
    path("insight/deviations/", figures.deviation_figures, name="deviations"),
    path("insight/channels/", figures.channel_figures, name="channels"),
    path("insight/ownership/", figures.effects, name="effects"),
    path("insight/staff/", figures.staff, name="staff"),
    path("insight/hours/", figures.hour_figures, name="hours"),
    path("insight/ahead/", surge.days_ahead, name="days_ahead"),
    path("insight/ahead/wait/", surge.tell_longer, name="announce_wait"),
    path("insight/ahead/wait/end/", surge.tell_usual, name="end_wait"),
    path("insight/offers/", value.offers, name="offers"),
    path("insight/offers/records/", value.offer_records, name="offer_records"),
    path("insight/offers/refusals/", refusals.refusal_records, name="refusal_records"),
    path("insight/costs/", value.costs, name="costs"),
    path("insight/costs/records/", value.cost_records, name="cost_records"),
    path("insight/costs/export/", value.export_costs, name="export_costs"),
    path("insight/inspections/", inspections.inspections, name="inspections"),
    path("insight/inspections/records/", inspections.inspection_records, name="inspection_records"),
    path("insight/recoveries/", recoveries.rates, name="recovery_rates"),
    path("insight/causes/", classes.cause_report, name="causes"),
    path("insight/causes/export/", classes.export_causes, name="export_causes"),
    path("insight/rules/", classes.rule_report, name="keyword_rules"),
    path("insight/rules/export/", classes.export_rules, name="export_rules"),
    path("insight/rules/<int:pk>/", classes.rule_hits, name="rule_hits"),
    path("insight/suggestions/", classes.suggestion_report, name="suggestions"),
    path("insight/suggestions/<int:pk>/switch/", classes.switch_suggestions, name="switch_suggestions"),
]

# Pages without an account, and files
urlpatterns += [
    path("file/", filing.file, name="file"),
    path("file/again/", filing.again, name="filed_again"),
    path("rules/", promises.rules, name="rules"),
    path("rules/<int:number>/", promises.rules_version, name="rules_version"),
    path("p/<str:token>/", progress.page, name="progress"),
    path("p/<str:token>/received/", filing.received, name="received"),
    path("p/<str:token>/copy/", privacy.own_copy, name="own_copy"),
    path("p/<str:token>/reject/", progress.reject, name="reject_offer"),
    path("p/<str:token>/files/<int:pk>/", progress_file, name="progress_file"),
    path("p/<str:token>/uploads/", uploads.progress_uploads, name="progress_uploads"),
    path("p/<str:token>/uploads/<str:key>/", uploads.progress_upload, name="progress_upload"),
    path("p/<str:token>/<slug:verb>/", progress.step, name="progress_step"),
    path("m/<str:token>/", merchant.merchant, name="merchant"),
    path("q/<str:token>/", inquiry.inquiry, name="inquiry"),
    path("q/<str:token>/files/<int:pk>/", inquiry_file, name="inquiry_file"),
    path("q/<str:token>/uploads/", uploads.inquiry_uploads, name="inquiry_uploads"),
    path("q/<str:token>/uploads/<str:key>/", uploads.inquiry_upload, name="inquiry_upload"),
    path("complaints/<str:number>/evidence/<int:pk>/file/", evidence_file, name="evidence_file"),
]

# The desk: one complaint and its verbs, each a page of its own named after the verb
urlpatterns += [
    path("complaints/<str:number>/", desk.complaint, name="complaint"),
    path("complaints/<str:number>/presence/", desk.beat, name="presence"),
    path("complaints/<str:number>/beside/", desk.beside, name="beside"),
    path("complaints/<str:number>/mails/<int:pk>/", mails.mail, name="mail"),
    path("complaints/<str:number>/kin/", kin.kin, name="kin"),
    path("complaints/<str:number>/draft-proposal/preview/", letter.preview_letter, name="preview_letter"),
    path("complaints/<str:number>/reply/", verbs.speak, {"verb": "reply"}, name="reply"),
    path("complaints/<str:number>/note/", verbs.speak, {"verb": "note"}, name="note"),
    path("complaints/<str:number>/recall/", verbs.recall, name="recall"),
    path("complaints/<str:number>/records/", records.records, name="records"),
    path("complaints/<str:number>/look-again/", records.look_again, name="look_again"),
    path("complaints/<str:number>/recall-letter/", recalling.recall_letter, name="recall_letter"),
    path("complaints/<str:number>/reveal-contact/", verbs.reveal, name="reveal_contact"),
    path("complaints/<str:number>/reveal-original/", verbs.original, name="reveal_original"),
    *verbs.paths(),
]
