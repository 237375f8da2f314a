"""What is erased when its time is up: every kind of data with what is due of it, and how one row of it goes (AR-07)."""

from complaints.actions import erasure, mailbox
from complaints.enums import Keeping

DUE = {
    Keeping.CASE: erasure.due_cases,
    Keeping.PROFILE: erasure.due_facts,
    Keeping.ORIGINAL: erasure.due_originals,
    Keeping.MAIL: mailbox.to_erase,
    Keeping.IMPORT: erasure.due_imports,
}
ERASE = {
    Keeping.CASE: erasure.erase_one,
    Keeping.PROFILE: erasure.forget_one,
    Keeping.ORIGINAL: erasure.erase_original,
    Keeping.MAIL: mailbox.erase_one,
    Keeping.IMPORT: erasure.erase_import,
}
