"""Operations for migrations: add the fields of a SignedModel, and sign the rows that are there."""

from collections.abc import Mapping
from typing import Any

from django.db import migrations, models

from core.choices import Role

LABELS: dict[str, tuple[Any, int, dict[str, Any]]] = {
    "signed_name": ("name at that time", 310, {}),
    "signed_username": ("user name at that time", 150, {}),
    "signed_role": ("role at that time", 30, {"choices": Role.choices}),
}


def add_signature(model_name: str) -> list[Any]:
    """Return the operations that add the three fields to a model.

    They are null, so that SQLite adds a column and does not make the table anew, which would lose
    its triggers and the indexes that Django does not know.
    """
    return [
        migrations.AddField(
            model_name=model_name,
            name=name,
            field=models.CharField(
                blank=True,
                editable=False,
                max_length=length,
                null=True,
                verbose_name=label,
                **more,
            ),
        )
        for name, (label, length, more) in LABELS.items()
    ]


def sign_rows(
    app: str,
    model_name: str,
    person: str,
    role_field: str | None = None,
    roles: Mapping[str, str] | None = None,
    role: str | None = None,
) -> Any:
    """Return the operation that signs rows with what their authors are called today.

    The role is `role`, or the one that `roles` gives for the value of `role_field`.
    """

    def sign(apps, schema_editor):
        rows = apps.get_model(app, model_name).objects
        user_app, user_model = rows.model._meta.get_field(
            person
        ).remote_field.model._meta.label.split(".")
        for user in apps.get_model(user_app, user_model).objects.filter(
            pk__in=rows.order_by().values(person).distinct()
        ):
            name = f"{user.first_name} {user.last_name}".strip() or user.username
            his = rows.filter(**{person: user})
            his.update(signed_name=name, signed_username=user.username, signed_role=role)
            for value, held in (roles or {}).items():
                his.filter(**{str(role_field): value}).update(signed_role=held)

    return migrations.RunPython(sign, migrations.RunPython.noop)
