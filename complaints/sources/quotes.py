"""What somebody says in an answering mail, apart from the letters he quotes and his signature. Pure.

Nothing is lost by a wrong cut: the whole text and the original mail are kept, and one page shows them.
"""

import re

# From such a line on, all is the older letter.
OLDER = re.compile(
    r"^[ \t>]*("
    r"-{2,}[ \t]*(original message|forwarded message|(原始|原|转发的|回复的)邮件|(原始|轉寄的|回覆的)郵件)[ \t]*-{2,}"
    r"|_{10,}[ \t]*$"
    r"|(发件人|寄件者|from)[ \t]*[:：].{0,200}\n"
    r"[ \t>]*(发送时间|发送日期|日期|寄件日期|时间|收件人|抄送|主题|sent|date|to|cc)[ \t]*[:：]"
    r")",
    re.IGNORECASE | re.MULTILINE,
)
# A line that ends so, and has a date, introduces the older letter.
WROTE = ("wrote:", "写道:", "寫道:", "写了:", "撰写:")
LONGEST_INTRODUCTION = 300
SIGNATURE = re.compile(
    r"^(--[ ]?$"
    r"|[ \t]*(发自|發自|来自|來自)[ ]?(我的|(iphone|ipad|android|qq|outlook|网易|新浪|foxmail)[^\n]{0,12})[^\n]{0,16}$"
    r"|[ \t]*(从|從)[ ]?(windows|outlook|我的)[^\n]{0,16}(发送|傳送)$"
    r"|[ \t]*(sent from (my|mail|outlook|yahoo)|get outlook for|sent via)[^\n]{0,60}$)",
    re.IGNORECASE | re.MULTILINE,
)
LONGEST_SIGNATURE = 12  # lines below it; a dash or a device in the middle of a long text is no signature


def said(text):
    """What the sender himself wrote; the whole text where the cut would leave nothing."""
    text = text.strip()
    own = without_signature(without_history(text))
    return own or text


def without_history(text):
    """The text above the older letter, without the lines quoted in between."""
    older = OLDER.search(text)
    lines = (text[: older.start()] if older else text).split("\n")
    for number in range(len(lines)):
        first = introduction(lines, number)
        if first is not None:
            below = [row for row in lines[number + 1 :] if row.strip()]
            # Programs that quote without a mark put the older letter below; with marks, answers may stand between.
            lines = lines[:first] + (lines[number + 1 :] if below and is_quoted(below[0]) else [])
            break
    return "\n".join(line for line in lines if not is_quoted(line)).strip()


def introduction(lines, number):
    """The line at which "on this day, he wrote:" begins, if it ends at this one; some programs break it in two."""
    line = lines[number].strip().replace("：", ":")
    if not line.lower().endswith(WROTE) or is_quoted(line):
        return None
    for first in (number, number - 1):
        words = " ".join(lines[max(first, 0) : number + 1])
        if first >= 0 and len(words) <= LONGEST_INTRODUCTION and re.search(r"\d", words):
            return first
    return None


def is_quoted(line):
    """Whether the line carries the mark of a quotation."""
    return line.lstrip().startswith(">")


def without_signature(text):
    """The text above the signature at its end."""
    lines = text.split("\n")
    body, end = lines[: -LONGEST_SIGNATURE - 1], "\n".join(lines[-LONGEST_SIGNATURE - 1 :])
    found = SIGNATURE.search(end)
    return "\n".join([*body, end[: found.start()] if found else end]).strip()
