"""Drawings as pictures: SVG drawn on a page of its own size, which is then rasterised."""

from io import BytesIO

from core.papers import pdf

SCALE = 2.5
"""Dots for each unit of the drawing: sharp at 300 dpi on A4."""
PAGE = (
    "<!doctype html><html lang=zh-Hans><title>.</title><style>"
    "@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0; font-family: SimHei,"
    ' "Noto Sans CJK SC", sans-serif }} svg {{ display: block; width: {width}px;'
    " height: {height}px }}</style>{svg}</html>"
)


def png_of(svg: str, width: int, height: int) -> bytes:
    """Return an SVG as PNG; PdfUnavailableError without the libraries of the system."""
    import pypdfium2

    data = pdf.pdf_of(PAGE.format(svg=svg, width=width, height=height))
    page = pypdfium2.PdfDocument(data)[0]
    file = BytesIO()
    # A unit of CSS is 0.75 points, and pdfium counts points.
    page.render(scale=SCALE / 0.75).to_pil().convert("L").save(file, "PNG", optimize=True)
    return file.getvalue()
