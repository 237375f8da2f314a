"""What is stored. Each module holds one concept; import everything from here."""

from complaints.models.after import CheckRound, Evaluation, FileCheck, FileFinding, MerchantFeedback
from complaints.models.agent import Agent, Department, PayoutLimit, ServiceHours, limit_in_force
from complaints.models.aside import LinkAttempt, NumberSeries, Presence, SearchEntry
from complaints.models.call import Call
from complaints.models.clause import Clause
from complaints.models.coding import Coding, LearnedModel, UrgencyThreshold
from complaints.models.complaint import Complaint
from complaints.models.consumer import Consumer, ProfileFact, contact_key
from complaints.models.contact import EmotionReading, Message
from complaints.models.correspondent import Correspondent
from complaints.models.desk import AgentSkill, Reroute, Route, Skill, Watch, WorkLimit
from complaints.models.dispute import Dispute, EligibilityAnswer, Handover, Refusal
from complaints.models.event import Event
from complaints.models.evidence import Evidence, Finding
from complaints.models.follow_up import FollowUp
from complaints.models.freeze import Freeze
from complaints.models.hold import PaymentHold
from complaints.models.import_run import ImportRejection, ImportRun
from complaints.models.incident import Incident, IncidentCase
from complaints.models.loss import LossSplit, Receipt, Recovery
from complaints.models.mail import IncomingMail
from complaints.models.marks import ClockMark, Pause, holds_of
from complaints.models.money_figure import MoneyFigure
from complaints.models.near_limit import LimitAlarm, decided_alone, limit_use
from complaints.models.notice import Notice
from complaints.models.notice_wording import NoticeWording
from complaints.models.order import OrderSnapshot
from complaints.models.ownership import Absence, Stint
from complaints.models.partner import ApiCall, Delivery, Partner, Subscriber
from complaints.models.payer import PayerReport
from complaints.models.payout import Payout
from complaints.models.policy import (
    CalendarDay,
    Category,
    KeywordRule,
    LadderRung,
    LegalRule,
    PromotionWindow,
    TierTarget,
    WantedItem,
)
from complaints.models.post import PostReading, PublicPost, ReachStep
from complaints.models.prevention import CorrectiveAction
from complaints.models.privacy import DataRequest, LegalHold, RetentionPolicy
from complaints.models.proposal import Option, Proposal, Remedy
from complaints.models.record import PlatformRecord
from complaints.models.rectification import Rectification
from complaints.models.referral import Referral
from complaints.models.return_check import ReturnCheck
from complaints.models.saved_filter import Crossing, SavedFilter
from complaints.models.standard import StandardOption
from complaints.models.task import Task
from complaints.models.tie import Tie
from complaints.models.upload import PartialUpload
from complaints.models.wait import LongerWait

__all__ = [
    "Absence",
    "Agent",
    "AgentSkill",
    "ApiCall",
    "CalendarDay",
    "Call",
    "Category",
    "CheckRound",
    "Clause",
    "ClockMark",
    "Coding",
    "Complaint",
    "Consumer",
    "CorrectiveAction",
    "Correspondent",
    "Crossing",
    "DataRequest",
    "Delivery",
    "Department",
    "Dispute",
    "EligibilityAnswer",
    "EmotionReading",
    "Evaluation",
    "Event",
    "Evidence",
    "FileCheck",
    "FileFinding",
    "Finding",
    "FollowUp",
    "Freeze",
    "Handover",
    "ImportRejection",
    "ImportRun",
    "Incident",
    "IncidentCase",
    "IncomingMail",
    "KeywordRule",
    "LadderRung",
    "LearnedModel",
    "LegalHold",
    "LegalRule",
    "LimitAlarm",
    "LinkAttempt",
    "LongerWait",
    "LossSplit",
    "MerchantFeedback",
    "Message",
    "MoneyFigure",
    "Notice",
    "NoticeWording",
    "NumberSeries",
    "Option",
    "OrderSnapshot",
    "PartialUpload",
    "Partner",
    "Pause",
    "PayerReport",
    "PaymentHold",
    "Payout",
    "PayoutLimit",
    "PlatformRecord",
    "PostReading",
    "Presence",
    "ProfileFact",
    "PromotionWindow",
    "Proposal",
    "PublicPost",
    "ReachStep",
    "Receipt",
    "Recovery",
    "Rectification",
    "Referral",
    "Refusal",
    "Remedy",
    "Reroute",
    "RetentionPolicy",
    "ReturnCheck",
    "Route",
    "SavedFilter",
    "SearchEntry",
    "ServiceHours",
    "Skill",
    "StandardOption",
    "Stint",
    "Subscriber",
    "Task",
    "Tie",
    "TierTarget",
    "UrgencyThreshold",
    "WantedItem",
    "Watch",
    "WorkLimit",
    "contact_key",
    "decided_alone",
    "holds_of",
    "limit_in_force",
    "limit_use",
]
