"""L13: the result's name, kind and sample."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import ResultKind
from quality.finding import Hit, replaced
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

NAMES = (
    (
        ResultKind.CERTIFICATE,
        re.compile(r"(?:证|证书|许可证|执照|证照|牌照|证明书)(?:（[^）]*）)?$"),
    ),
    (
        ResultKind.APPROVAL,
        re.compile(r"(?:批复|批文|批准文件|批准书|决定书|核准文件|意见书|复函)(?:（[^）]*）)?$"),
    ),
)
NO_RESULT = frozenset({"", "无", "没有", "不涉及"})
COMMON = re.compile(
    r"样本|样张|样式|样表|示例|样证|扫描件|电子版|空白|（[^）]*）|\([^)]*\)|[\s_\-\d]"
)


@rule("L13", gettext_lazy("Result's name, kind and sample do not agree"))
def results(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield results whose name fits another kind, and named results without a fitting sample."""
    for pointer, row in document.rows("results"):
        name = row["name"].strip()
        if name in NO_RESULT:
            continue
        yield from _kind(pointer, row, name)
        if terms.files_known:
            yield from _samples(pointer, row, name)


def _kind(pointer: str, row: dict, name: str) -> Iterator[Hit]:
    fitting = next((kind for kind, words in NAMES if words.search(name)), None)
    if fitting and row["kind"] not in (None, fitting):
        message = _("“%(name)s” is of the kind “%(kind)s”.")
        words = {"name": name, "kind": fitting.label}
        fix = replaced(f"{pointer}/kind", fitting.value, _("Choose that kind."))
        yield Hit(f"{pointer}/kind", message % words, fix=fix)


def _samples(pointer: str, row: dict, name: str) -> Iterator[Hit]:
    if row["kind"] != ResultKind.NONE and not row["samples"]:
        message = _("“%(name)s” has no sample.")
        yield Hit(f"{pointer}/samples", message % {"name": name})
    for number, sample in enumerate(row["samples"]):
        if not _fits(sample["name"].rpartition(".")[0], name):
            message = _("The sample “%(sample)s” does not fit the result “%(name)s”.")
            words = {"sample": sample["name"], "name": name}
            yield Hit(f"{pointer}/samples/{number}", message % words)


def _fits(sample: str, name: str) -> bool:
    """Return whether a file's name shares half of its pairs of characters with the result's."""
    sample, name = COMMON.sub("", sample), COMMON.sub("", name)
    if not sample or not re.search(r"[一-鿿]", sample) or sample in name or name in sample:
        return True
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    shared = {sample[at : at + 2] for at in range(len(sample) - 1)} & pairs
    return len(shared) * 3 >= min(len(pairs), len(sample) - 1)
