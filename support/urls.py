"""The app's URLs: pages are nouns, forms post to verbs."""

from django.urls import path

from support.views import cases, check_ins, home, supervision

app_name = "support"
urlpatterns = [
    path("", home.home, name="home"),
    path("tactics/", home.tactics, name="tactics"),
    path("break/", home.break_card, name="break"),
    path("readings/<int:pk>/mark-tactic/", cases.mark_tactic, name="mark_tactic"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/ask/", cases.ask, name="ask"),
    path("consultations/<int:pk>/answer/", cases.answer, name="answer"),
    path("consultations/<int:pk>/close/", cases.close, name="close"),
    path("check-ins/", check_ins.check_ins, name="check_ins"),
    path("check-ins/check-in/", check_ins.check_in, name="check_in"),
    path("check-ins/give-consent/", check_ins.give_consent, name="give_consent"),
    path("check-ins/withdraw-consent/", check_ins.withdraw_consent, name="withdraw_consent"),
    path("check-ins/<int:pk>/erase/", check_ins.erase_check_in, name="erase_check_in"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("supervision/assign/", supervision.assign_supervisor, name="assign_supervisor"),
    path("supervision/<int:pk>/end/", supervision.end_supervision, name="end_supervision"),
    path("supervision/<int:pk>/plan-session/", supervision.plan_session, name="plan_session"),
    path("sessions/<int:pk>/", supervision.session, name="session"),
    path("sessions/<int:pk>/record/", supervision.record_session, name="record_session"),
    path("sessions/<int:pk>/private-note/", supervision.write_private_note, name="write_private_note"),
]
