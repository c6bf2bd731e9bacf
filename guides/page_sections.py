"""Writing a Document to its page: the inverse of the presenter."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from wagtail.blocks import StreamValue

from core.models import DepartmentDocument
from guides.document import parts
from guides.models.facts import GuideFacts

COVER = ("doc_no", "title", "summary", "issuer", "change_note")


def apply_guide(document, page):
    """Let a guide page hold a GuideDocument; does not save it.

    The catalogue's part of `item` stays where it is. Block ids follow from the code, so the same
    Document gives the same page.
    """
    data = document.model_dump(mode="json")
    for name in COVER:
        setattr(page, name, data[name])
    page.checked_on = date.fromisoformat(data["checked_on"]) if data["checked_on"] else None
    page.fees_charged = data["fees"]["charged"]
    page.silence = data["time_limits"]["silence"]
    for limit in GuideFacts.LIMITS:
        for field, value in data["time_limits"][limit].items():
            setattr(page, f"{limit}_{field}", _fact(page, f"{limit}_{field}", value))
    for field, value in data["handling"].items():
        setattr(page, f"handling_{field}", _fact(page, f"handling_{field}", value))
    item = {key: data["item"][key] for key in parts.Applicability.model_fields}
    write_sections(page, data | {"item": item}, page.code, page.department_id)


def apply_manual(document, page):
    """Let a manual page hold the manual's own part of a ManualDocument; does not save it."""
    data = document.model_dump(mode="json")
    for name in ("doc_no", "title", "change_note"):
        setattr(page, name, data[name])
    guide = page.guide
    write_sections(page, data, f"{guide.code}/manual", guide.department_id)


def _fact(page, name, value):
    """Text fields hold nothing as the empty text."""
    if value is None and not page._meta.get_field(name).null:
        return ""
    return value


def write_sections(page, data, seed, department_id, keys=None):
    """Let the page's stream hold the sections of a Document's JSON data, in the outline's order.

    Without `keys` the sections that say something are written, with it just those.
    """
    order = {section.key: place for place, section in enumerate(page.outline.sections.all())}
    blocks = page.sections.stream_block.child_blocks
    files = _FileRows(department_id)
    chosen = [key for key in blocks if (key in keys if keys else _says_something(data[key]))]
    chosen.sort(key=lambda key: order.get(key, len(order)))
    page.sections = StreamValue(
        page.sections.stream_block,
        [
            {
                "type": key,
                "id": _block_id(seed, key),
                "value": _raw(blocks[key], data[key], f"{seed}/{key}", files),
            }
            for key in chosen
        ],
        is_lazy=True,
    )


def _block_id(*place):
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, place))))


def _says_something(value):
    """Say whether a section holds more than emptiness."""
    if isinstance(value, dict):
        return any(_says_something(one) for one in value.values())
    return bool(value) or (value is not None and value is not False and value not in ("", []))


def _raw(block, value, place, files):
    """Give a block's stored form of a Document's value."""
    from wagtail import blocks

    from guides.blocks.file_block import FileBlock
    from guides.blocks.from_document import FlagBlock

    if isinstance(block, blocks.StructBlock):
        return {
            name: _raw(child, value[name], f"{place}/{name}", files)
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [
            {
                "type": "item",
                "id": _block_id(place, number),
                "value": _raw(block.child_block, one, f"{place}/{number}", files),
            }
            for number, one in enumerate(value)
        ]
    if isinstance(block, FileBlock):
        return files.row(value) if value else None
    if isinstance(block, FlagBlock):
        return {True: "true", False: "false", None: ""}[value]
    return "" if value is None and isinstance(block, blocks.ChoiceBlock) else value


class _FileRows:
    """The department's file rows by content; a row is made for a file that is not known yet."""

    def __init__(self, department_id):
        self.department_id = department_id

    def row(self, ref):
        """Give the id of the file that a FileRef names."""
        known = {"department_id": self.department_id, "sha256": ref["sha256"]}
        document = DepartmentDocument.objects.filter(**known, original_name=ref["name"]).first()
        if document is None:
            bytes_here = DepartmentDocument.objects.filter(sha256=ref["sha256"]).exclude(file="")
            donor = bytes_here.first()
            document = DepartmentDocument.objects.create(
                **known,
                title=ref["name"][:255],
                original_name=ref["name"],
                media_type=ref["media_type"],
                file_size=ref["size"],
                file=donor.file.name if donor else "",
            )
        return document.pk
