"""A text that a view takes from a request without a form, by the same rules as a field's."""

from django import forms


def typed_text(text: str, most: int) -> str:
    """Return a typed text as it is kept, without spaces around it.

    Raise ValidationError with a sentence for the person when it has more than `most` characters
    or holds one that may not stand in a text: nothing is cut off silently.
    """
    return forms.CharField(required=False, max_length=most).clean(text)
