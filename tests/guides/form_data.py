"""What a browser sends when an editor saves a page: facts from the form, sections from blocks."""

from wagtail import blocks
from wagtail.test.utils.form_data import querydict_from_html


def posted(html, page):
    """Return {name: [value]} of an unchanged edit form, with the line ends of a browser."""
    data = querydict_from_html(html, form_id="page-edit-form")
    for name in [name for name in data if name.startswith("sections")]:
        del data[name]
    _put(data, page.sections.stream_block, page.sections, "sections")
    return _with_browser_line_ends(data)


def _put(data, block, value, prefix):
    if isinstance(block, blocks.StreamBlock):
        _put_rows(data, [(child.block, child) for child in value], prefix, typed=True)
    elif isinstance(block, blocks.ListBlock):
        rows = [(block.child_block, child) for child in value.bound_blocks]
        _put_rows(data, rows, prefix, typed=False)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            _put(data, child, value.get(name), f"{prefix}-{name}")
    else:
        _put_field(data, block, value, prefix)


def _put_rows(data, rows, prefix, *, typed):
    data[f"{prefix}-count"] = str(len(rows))
    for number, (block, child) in enumerate(rows):
        place = f"{prefix}-{number}"
        data[f"{place}-deleted"] = ""
        data[f"{place}-order"] = str(number)
        data[f"{place}-id"] = child.id
        if typed:
            data[f"{place}-type"] = child.block_type
        _put(data, block, child.value, f"{place}-value")


def _put_field(data, block, value, prefix):
    if isinstance(block, blocks.BooleanBlock):
        if value:
            data[prefix] = "on"
    elif isinstance(block, blocks.MultipleChoiceBlock):
        # Ticked boxes come in the order of the list, not in that of the ticking.
        chosen = {str(one) for one in value or []}
        codes = [str(code) for code, _label in block.field.choices if str(code) in chosen]
        data.setlist(prefix, codes)
    else:
        state = block.get_form_state(value)
        data[prefix] = _shown(state)


def _shown(state):
    if isinstance(state, dict):
        return str(state["id"])
    if isinstance(state, list):
        state = state[0]
    return "" if state is None else str(state)


def _with_browser_line_ends(data):
    return {
        name: [value.replace("\r\n", "\n").replace("\n", "\r\n") for value in values]
        for name, values in data.lists()
    }
