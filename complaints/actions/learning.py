"""The learned model: trained on what people have coded, kept with its measures, switched on by a manager (CL-20).

Training needs the packages of requirements-ml.txt; using the weights needs none of them. A file is read only while its
hash is the one that was kept; it holds numbers, no program.
"""

import logging
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from complaints import rules
from complaints.classify.learned import PLACES, Learned, features, packed, unpacked
from complaints.lifecycle import Refused, amend, check, lock, store
from complaints.models import Coding, Complaint, LearnedModel
from complaints.text import words_of

log = logging.getLogger(__name__)
LEAST = 200  # coded complaints; with fewer the measured shares would say nothing
HELD_BACK = 5  # one in five, the newest
BANDS = 5  # of how sure it is


@dataclass(frozen=True)
class Sample:
    """One complaint that people have coded: its words, the code, and what the machine had said first."""

    words: str
    code: str
    said: str


def samples():
    """Every complaint that people have coded, with the newest decision, in the order in which they came in."""
    newest = Coding.objects.filter(complaint=OuterRef("pk")).order_by("-pk").values("category_id")[:1]
    rows = Complaint.objects.annotate(code=Subquery(newest)).exclude(code=None).order_by("registered_at", "pk")
    rows = rows.only("title", "description", "machine_said")
    return [Sample(words_of(row), row.code, row.machine_said.get("category", "")) for row in rows.iterator()]


def train_suggestions(*, by, now, least=LEAST):
    """Learn from the older complaints, measure on the newest fifth, then learn from all; keep it, switched off.

    Raises Refused with too few complaints or codes, and where scikit-learn is not installed.
    """
    check(rules.may_find("train_suggestions", by))
    known = samples()
    if len(known) < least:
        facts = {"n": len(known), "least": least}
        raise Refused(_("People have coded %(n)s complaints so far; it takes %(least)s to learn from them.") % facts)
    cut = len(known) - len(known) // HELD_BACK
    older, newest = known[:cut], known[cut:]
    if len({sample.code for sample in older}) < 2:
        raise Refused(_("They all have the same code: there is nothing to tell apart."))
    figures = measured(fitted(older), newest)
    return kept(fitted(known), figures | {"samples": len(known), "held_back": len(newest)}, by=by, now=now)


def fitted(known):
    """Weights for each place and code, by logistic regression."""
    try:
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise Refused(_("Training needs scikit-learn: pip install -r requirements-ml.txt")) from error
    parts = [features(sample.words) for sample in known]
    ends = np.cumsum([0, *(len(places) for places, _values in parts)])
    places, values = (np.concatenate(column) for column in zip(*parts, strict=True))
    matrix = csr_matrix((values, places, ends), shape=(len(known), PLACES))
    found = LogisticRegression(C=20, max_iter=300).fit(matrix, [sample.code for sample in known])
    weights, base = found.coef_.T, found.intercept_
    if len(found.classes_) == 2:  # two codes have one column between them
        weights, base = np.hstack([-weights / 2, weights / 2]), np.hstack([-base / 2, base / 2])
    return Learned(0, list(found.classes_), weights.astype(np.float32), base.astype(np.float32))


def measured(learned, newest):
    """How often it is right about complaints it has not seen; and how often words and likeness were."""
    found = [(sample, learned.suggest(sample.words)) for sample in newest]
    right = [(sample.code, suggestion.share, suggestion.code == sample.code) for sample, suggestion in found]
    codes = sorted({code for code, _share, _right in right})
    among = [sample.code in [code for code, _share in suggestion.ranks] for sample, suggestion in found]
    return {
        "accuracy": share(is_right for _code, _share, is_right in right),
        "top_three": share(among),
        "rules_accuracy": share(sample.code == sample.said for sample in newest),
        "by_code": [[code, *counted(r for own, _share, r in right if own == code)] for code in codes],
        "by_share": [[n, *counted(r for _code, sure, r in right if band_of(sure) == n)] for n in range(BANDS)],
    }


def band_of(sure):
    """Which fifth a share of 1 lies in, from 0."""
    return min(int(sure * BANDS), BANDS - 1)


def share(truths):
    """The share of true ones."""
    count, hits = counted(truths)
    return round(hits / count, 4) if count else 0.0


def counted(truths):
    """(how many, how many of them true)."""
    truths = list(truths)
    return len(truths), sum(truths)


def kept(learned, figures, *, by, now):
    """Write the file and its row, switched off."""
    content = packed(learned.codes, learned.weights, learned.base)
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        version = (LearnedModel.objects.aggregate(last=Max("version"))["last"] or 0) + 1
        name = default_storage.save(f"learned/v{version}-{digest[:12]}.npz", ContentFile(content))
        model = LearnedModel(version=version, trained_at=now, file_name=name, sha256=digest, **figures)
        return store(model, {}, "train_suggestions", by, now)


def switch_suggestions(model, *, by, now, on):
    """Let one version suggest, or none; whichever was on before goes off. Raises Refused if its file is not whole."""
    with transaction.atomic():
        model = lock(model)
        if on and opened(model) is None:
            raise Refused(_("The file of this version is missing or is not the one that was kept."))
        for other in LearnedModel.objects.filter(is_on=True).exclude(pk=model.pk):
            amend(other, "switch_suggestions", by=by, now=now, is_on=False, switched_at=now)
        return amend(model, "switch_suggestions", by=by, now=now, is_on=on, switched_at=now)


def switched_on():
    """The weights of the model that is switched on; None without one, or if its file is gone or is another."""
    model = LearnedModel.objects.filter(is_on=True).first()
    return model and opened(model)


def opened(model):
    """The weights of one model; None if its file is gone or is not the one that was kept."""
    try:
        with default_storage.open(model.file_name) as file:
            content = file.read()
    except OSError:
        log.warning("learned model %s: the file %s cannot be read", model, model.file_name)
        return None
    if sha256(content).hexdigest() != model.sha256:
        log.warning("learned model %s: the file %s is not the one that was kept", model, model.file_name)
        return None
    return unpacked(model.pk, content)
