"""Which column of a table is which fact of a complaint, and how its cells become that fact."""

import hashlib
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _

from complaints.actions.intake import MAX_WORDS, ORDER_FIELDS, Intake
from complaints.forms.moments import moment
from complaints.models import Complaint, Consumer
from complaints.text import fold

CONSUMER_FIELDS = ("name", "phone", "email", "external_id")
COMPLAINT_FIELDS = ("contact_none_reason", "demand_kind", "demand_text")
MOMENTS = ("first_contact_at", "happened_at", "order_paid_at", "received_at", "unboxed_at")
AMOUNTS = ("demand_amount", "order_amount")

# Names that columns go by, folded, without spaces and signs.
KNOWN_NAMES = {
    "source_ref": "id complaintid caseid ticketid ticketnumber reference 编号 投诉编号 投诉单号 工单号 工单编号 单号",
    "title": "title subject headline summary 标题 主题 投诉标题 留言主题",
    "description": (
        "description text content narrative consumercomplaintnarrative complainttext details message body desc comment "
        "内容 投诉内容 正文 描述 问题描述 投诉描述 详情 投诉详情 留言详情 问题简述 反映内容 评论"
    ),
    "external_id": "user userid account accountid customerid memberid 用户 用户编号 用户id 账号 会员号 客户编号",
    "name": "name customername consumername fullname 姓名 客户姓名 投诉人 投诉人姓名 联系人",
    "phone": "phone phonenumber mobile telephone tel 电话 手机 手机号 手机号码 联系电话 联系方式",
    "email": "email emailaddress mail 邮箱 电子邮箱 电子邮件",
    "first_contact_at": (
        "createdat created createdon datereceived receiveddate submittedat date datetime time timestamp "
        "时间 日期 投诉时间 投诉日期 创建时间 提交时间 留言时间 受理时间"
    ),
    "happened_at": "happenedat incidentdate occurredat 发生时间 发生日期 事发时间",
    "demand_text": "demand request desiredresolution 诉求 投诉诉求 要求",
    "demand_amount": "demandamount amountclaimed 诉求金额 索赔金额 涉诉金额",
    "order_number": "ordernumber orderno orderid 订单号 订单编号",
    "order_amount": "orderamount amountpaid 订单金额 实付金额",
    "order_paid_at": "orderpaidat paidat 付款时间 下单时间",
    "merchant": "merchant seller shop store company 商家 店铺 卖家 商户 被投诉方 企业名称",
    "product": "product productname item carmodel 商品 商品名称 产品 投诉车系",
    "brand": "brand 品牌 投诉品牌",
    "batch": "batch batchnumber lot 批次 批号",
    "carrier": "carrier courier 承运商 快递公司 物流公司",
    "tracking_number": "trackingnumber waybill 运单号 快递单号 物流单号",
    "received_at": "deliveredat goodsreceivedat 签收时间 收货时间",
    "unboxed_at": "unboxedat 拆封时间 开箱时间",
}
FIELD_OF = {name: field for field, names in KNOWN_NAMES.items() for name in names.split()}
# Where a row has no words of the consumer, what the source says about the matter is quoted, column by column.
MATTER = {"product", "subproduct", "issue", "subissue", "problem", "投诉问题", "典型问题", "问题类型", "投诉类型"}
ISSUES = MATTER - {"product", "subproduct"}

FORM_FIELDS = {
    **fields_for_model(Consumer, CONSUMER_FIELDS),
    **fields_for_model(Complaint, [*COMPLAINT_FIELDS, *AMOUNTS, *(set(ORDER_FIELDS) - set(MOMENTS) - set(AMOUNTS))]),
    **{name: forms.DateTimeField(required=False) for name in MOMENTS},
    "title": forms.CharField(required=False),
    "source_ref": forms.CharField(required=False),
    "description": forms.CharField(required=False, max_length=MAX_WORDS),
}
HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


class Mapping:
    """Which column holds which field, from the names of the columns and what the operator said.

    `chosen` is {column: field}; `positions`, {position of the column: field}, says it all and nothing is guessed.
    Raises ValidationError with a sentence that lists the columns.
    """

    def __init__(self, columns, chosen=(), *, positions=None):
        self.columns = columns
        self._keys = [key_of(column) for column in columns]
        self.fields = self._detected(dict(chosen)) if positions is None else dict(positions)
        has_issues = quotes_issues(columns)
        self._matter = [position for position, key in enumerate(self._keys) if key in MATTER and has_issues]
        if "description" not in self.fields.values() and not has_issues:
            raise ValidationError(
                _("No column is known to hold the description: name it with --map COLUMN=description. Columns: %(all)s")
                % {"all": ", ".join(columns)}
            )
        self._namespace = hashlib.sha256("\n".join(sorted(self._keys)).encode()).hexdigest()[:8]

    def _detected(self, chosen):
        """What was chosen, and the other columns by their names."""
        fields = self._chosen(chosen)
        taken = set(fields.values())
        for position, field in enumerate(fields_by_name(self.columns)):
            if field and field not in taken and position not in fields:
                fields[position] = field
                taken.add(field)
        return fields

    def _chosen(self, chosen):
        found = {}
        for column, field in chosen.items():
            if field not in FORM_FIELDS:
                known = ", ".join(sorted(FORM_FIELDS))
                raise ValidationError(
                    _("No field is called “%(name)s”. Fields: %(all)s") % {"name": field, "all": known}
                )
            if key_of(column) not in self._keys:
                names = ", ".join(self.columns)
                raise ValidationError(
                    _("No column is called “%(name)s”. Columns: %(all)s") % {"name": column, "all": names}
                )
            found[self._keys.index(key_of(column))] = field
        return found

    def intake(self, cells, *, channel, now):
        """The row as an Intake. Raises ValidationError with the reasons."""
        facts, reasons = {}, []
        for position, field in self.fields.items():
            try:
                facts[field] = cleaned(field, cells[position], now)
            except ValidationError as error:
                reasons += [f"{self.columns[position]}: {message}" for message in error.messages]
        if reasons:
            raise ValidationError(reasons)
        facts["description"] = facts.get("description") or cleaned("description", self._quoted(cells), now)
        if not facts["description"]:
            raise ValidationError(_("Say what happened."))
        facts["source_ref"] = self._reference(facts)
        if not (facts.get("phone") or facts.get("email") or facts.get("external_id")):
            facts["contact_none_reason"] = facts.get("contact_none_reason") or _("Imported without contact data")
        order = {name: facts.pop(name) for name in ORDER_FIELDS if name in facts}
        return Intake(channel=channel, order=order, **facts)

    def _quoted(self, cells):
        """What the source says about the matter, one “Issue: ...” a line."""
        said = [position for position in self._matter if cells[position] not in ("", None)]
        return "\n".join(f"{self.columns[position]}: {cells[position]}" for position in said)

    def _reference(self, facts):
        """The same row has the same reference in every file of this layout: its own id, else a hash of its facts."""
        own = facts.get("source_ref")
        if not own or len(own) > 100:
            told = "\n".join(f"{field}={facts[field]}" for field in sorted(facts) if facts[field] not in ("", None))
            own = "#" + hashlib.sha256(told.encode()).hexdigest()[:32]
        return f"{self._namespace}:{own}"


def fields_by_name(columns):
    """For each column the field that its name is known for, else ""."""
    return [FIELD_OF.get(key_of(column), "") for column in columns]


def quotes_issues(columns):
    """Whether the source's own words for the matter can stand where the consumer's words are missing."""
    return not ISSUES.isdisjoint(map(key_of, columns))


def key_of(column):
    """A column's name without case, spaces, signs and marks, for comparing."""
    return re.sub(r"[\W_]", "", fold(column)) or fold(column)


def cleaned(field, cell, now):
    """The cell as a value of `field`, or ValidationError."""
    if field in MOMENTS:
        return moment(cell, now)
    text = (f"{cell}" if field == "description" else " ".join(f"{cell}".split())).strip()
    if HALF_CHARACTERS.search(text):
        raise ValidationError(_("Characters that cannot be read: check the encoding."))
    if field in AMOUNTS:
        text = re.sub(r"[¥￥,元]|CNY|RMB|人民币", "", unicodedata.normalize("NFKC", text)).strip()
    return FORM_FIELDS[field].clean(text)
