"""Bars as a picture, for papers that take no SVG; numbers only, the caption has the words."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 1400, 380, 70, 50, 40
INK, LINE, BLUE, RED = "#15212b", "#d3dce2", "#0a4f9c", "#a61f1a"


def bars_png(counts: Sequence[tuple[Any, float]], limit: float, *, is_least: bool = False) -> bytes:
    """Return a PNG of bars of (month, count) pairs, and of the limit as a dashed line.

    What passes the limit is red; with `is_least`, what stays below it.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(28)
    most = max([count for _month, count in counts] + [limit, 1])
    step = (WIDTH - LEFT - 20) / max(len(counts), 1)
    floor = HEIGHT - BOTTOM

    def y(value):
        return floor - value / most * (floor - TOP)

    draw.line([(LEFT, floor), (WIDTH - 20, floor)], fill=INK, width=2)
    for number, (month, count) in enumerate(counts):
        x = LEFT + step * (number + 0.5)
        if count:
            is_beyond = count != limit and (count < limit) == is_least
            colour = RED if is_beyond else BLUE
            draw.rectangle([x - step * 0.22, y(count), x + step * 0.22, floor - 1], fill=colour)
            draw.text((x, y(count) - 18), str(count), fill=INK, font=font, anchor="mm")
        draw.text((x, floor + 24), str(month), fill=INK, font=font, anchor="mm")
    for x in range(LEFT, WIDTH - 20, 24):
        draw.line([(x, y(limit)), (x + 12, y(limit))], fill=RED, width=3)
    draw.text((LEFT - 12, y(limit)), f"{limit:g}", fill=INK, font=font, anchor="rm")
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
