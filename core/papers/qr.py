"""QR codes: addresses that a phone reads from paper."""

from io import BytesIO

import segno


def qr_svg(address: str) -> str:
    """Return the QR code of an address as SVG that takes the size of its place."""
    picture = segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True)
    return picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def qr_png(address: str) -> bytes:
    """Return the QR code of an address as PNG."""
    file = BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="png", scale=6, border=1)
    return file.getvalue()
