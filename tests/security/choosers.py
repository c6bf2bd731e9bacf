"""Every chooser of the project: the blocks of pages, and the fields of forms that name a row."""

from django import forms
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form, get_document_multi_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form, get_image_multi_form
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from core.checks import own_models

PLACE = "7c1f8a52-3f0e-4f5b-9a43-0d0c7d5c2f11"
PAGE_CLASSES = [model for model in own_models() if issubclass(model, Page)]


def block_choosers():
    """Return (page class, name of its field, path, ChooserBlock) of each chooser in a page."""
    return [
        (model, field.name, path, block)
        for model in PAGE_CLASSES
        for field in model._meta.concrete_fields
        if hasattr(field, "stream_block")
        for path, block in _walk(field.stream_block, ())
    ]


def _walk(block, path):
    if isinstance(block, blocks.ListBlock):
        yield from _walk(block.child_block, (*path, "*"))
    for name, child in getattr(block, "child_blocks", {}).items():
        yield from _walk(child, (*path, name))
    if isinstance(block, blocks.ChooserBlock):
        yield path, block


def chosen_at(block, path, pk):
    """Return the stored value of a block in which one chooser, at a path, names a row."""
    if not path:
        return pk
    step, *rest = path
    if isinstance(block, blocks.ListBlock):
        return [{"type": "item", "id": PLACE, "value": chosen_at(block.child_block, rest, pk)}]
    value = chosen_at(block.child_blocks[step], rest, pk)
    if isinstance(block, blocks.StreamBlock):
        return [{"type": step, "id": PLACE, "value": value}]
    unticked = {
        name: False
        for name, child in block.child_blocks.items()
        if isinstance(child, blocks.BooleanBlock)
    }
    return block.get_prep_value(block.get_default()) | unticked | {step: value}


def model_forms():
    """Return (form class, the name of the argument that takes the person) of each row's form."""
    of_pages = [(model.get_edit_handler().get_form_class(), "for_user") for model in PAGE_CLASSES]
    of_snippets = [
        (model.snippet_viewset.get_edit_handler().get_form_class(), "for_user")
        for model in get_snippet_models()
    ]
    document, image = get_document_model(), get_image_model()
    of_files = [
        (form, "user")
        for form in (
            get_document_form(document),
            get_document_multi_form(document),
            get_image_form(image),
            get_image_multi_form(image),
        )
    ]
    return [*of_pages, *of_snippets, *of_files]


def plain_forms():
    """Return every form class of the project's rooms that is no form of a model's row."""
    rooms = {model._meta.app_config.name for model in own_models()} | {"home", "api", "exchange"}
    found, waiting = [], [forms.BaseForm]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found += [one for one in below if one.__module__.split(".")[0] in rooms]
    return [one for one in found if not issubclass(one, forms.BaseModelForm)]


def choosing_fields(form):
    """Return {name: field} of the fields of a form that name rows."""
    return {
        name: field
        for name, field in form.fields.items()
        if isinstance(field, forms.ModelChoiceField)
    }
