"""The order and days of a bundle as a drawing: a lane for each part, the longest path filled."""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from publication.bundles.joint import Joint

LEFT, LANE, HEAD, WIDTH = 260, 44, 32, 960
LONGEST_NAME = 16


def lanes(joint: Joint) -> SafeString:
    """Return the SVG of a joint view; a table beneath it says the same in words."""
    days = max(joint.promise, 1)
    day = (WIDTH - LEFT) / days
    height = HEAD + LANE * len(joint.parts)
    drawn = [_day(number, LEFT + day * number, day, height) for number in range(days)]
    for row, part in enumerate(joint.parts):
        top = HEAD + LANE * row
        name = part.document["item"]["name"]
        short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        x, width = LEFT + day * (part.begins - 1), day * (part.ends - part.begins + 1)
        style = "lane-longest" if part.is_longest else "lane-beside"
        drawn.append(
            f'<text x="0" y="{top + 27}" class="lane-name">{part.place}. {escape(short)}</text>'
            f'<rect x="{x + 2:.1f}" y="{top + 8}" width="{max(width - 4, 4):.1f}" height="28" '
            f'rx="3" class="{style}"/>'
        )
    says = _("Order and working days of the %(count)s things") % {"count": len(joint.parts)}
    return mark_safe(  # noqa: S308  every text in it is escaped
        f'<svg class="lanes" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(says)}">'
        f"{''.join(drawn)}</svg>"
    )


def _day(number: int, x: float, width: float, height: int) -> str:
    band = (
        f'<rect x="{x:.1f}" y="{HEAD}" width="{width:.1f}" height="{height - HEAD}" '
        'class="lane-band"/>'
        if number % 2 == 0
        else ""
    )
    return f'{band}<text x="{x + width / 2:.1f}" y="20" class="lane-day">{number + 1}</text>'
