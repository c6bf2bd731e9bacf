"""What keeps a reform from being sent or confirmed, in words that say what to do."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from core.models import Department
from publication.choices import ReformKind
from publication.models import Reform
from publication.reforms.scope import items_of, sources_of


def check(reform: Reform) -> None:
    """Raise ValidationError for a reform that cannot be carried out as it is written."""
    sources = sources_of(reform)
    if not sources:
        raise ValidationError(_("Choose the departments that the reform concerns."))
    if gone := next((one for one in sources if not one.is_active), None):
        raise ValidationError(
            _("“%(name)s” is not in use any more: take it off the list."),
            params={"name": gone.name},
        )
    if another := _other_plan(reform):
        raise ValidationError(
            _("“%(other)s” concerns one of these departments and has not ended. End it first."),
            params={"other": str(another)},
        )
    _CHECKS[ReformKind(reform.kind)](reform, sources)


def check_anew(reform: Reform) -> None:
    """Raise ValidationError for a reform that cannot begin, or begin again, as things stand now:
    between its confirmation and its day others may have closed or moved a department.
    """
    if reform.begun_at is None:
        check(reform)
    elif reform.target is not None:
        _check_merger(reform, sources_of(reform))


def _other_plan(reform):
    """Return another reform that is under way and concerns one of these departments, or None.

    Two may hand over to the same department, but none to one that another closes.
    """
    states = (Reform.State.WAITING, Reform.State.CONFIRMED, Reform.State.RUNNING)
    others = Reform.objects.filter(state__in=states).exclude(pk=reform.pk)
    sources = reform.sources.values("pk")
    closing = Q(kind=ReformKind.MERGE, sources__in=[reform.target_id, reform.new_parent_id])
    met = Q(sources__in=sources) | closing
    if reform.kind == ReformKind.MERGE:
        met |= Q(target__in=sources) | Q(new_parent__in=sources)
    return others.filter(met).first()


def _check_name(reform, sources):
    _one_only(sources)
    name = reform.new_name.strip()
    if not name or (name, reform.new_name_en) == (sources[0].name, sources[0].name_en):
        raise ValidationError(_("Write the name that the department gets; it is the old one now."))
    if Department.objects.filter(name=name, is_active=True).exclude(pk=sources[0].pk).exists():
        raise ValidationError(_("Another department has this name. Merge the two instead."))


def _check_merger(reform, sources):
    target = reform.target
    if target in sources:
        raise ValidationError(_("A department cannot be merged into itself: take it off the list."))
    if not target.is_active:
        raise ValidationError(_("The receiving department is not in use any more. Choose another."))
    for source in sources:
        if target.pk in source.with_descendants():
            raise ValidationError(
                _("“%(target)s” belongs to “%(source)s”. Move it to another place first."),
                params={"target": target.name, "source": source.name},
            )


def _check_division(reform, sources):
    _one_only(sources)
    _check_merger(reform, sources)
    if not items_of(reform).exists():
        raise ValidationError(_("Choose the items that go to the receiving department."))


def _check_place(reform, sources):
    _one_only(sources)
    source, parent = sources[0], reform.new_parent
    if parent is not None and not parent.is_active:
        raise ValidationError(_("The department above is not in use any more. Choose another."))
    if parent is not None and parent.pk in source.with_descendants():
        raise ValidationError(_("A department cannot belong to itself or to one below it."))
    if place_after(reform, source) == place_of(source):
        raise ValidationError(_("The department stands there already: change its place."))


def _one_only(sources):
    if len(sources) != 1:
        raise ValidationError(_("This kind of reform concerns one department."))


_CHECKS = {
    ReformKind.RENAME: _check_name,
    ReformKind.MERGE: _check_merger,
    ReformKind.SPLIT: _check_division,
    ReformKind.MOVE: _check_place,
}


def place_of(department: Department) -> dict:
    """Return where a department stands: below whom, on which level, in which region."""
    return {
        "parent_id": department.parent_id,
        "level": department.level,
        "region_code": department.region_code,
        "region": department.region,
    }


def place_after(reform: Reform, department: Department) -> dict:
    """Return where a department stands after its move; what is left empty stays as it is."""
    wanted = {
        "parent_id": reform.new_parent_id,
        "level": reform.new_level,
        "region_code": reform.new_region_code,
        "region": reform.new_region,
    }
    return place_of(department) | {name: value for name, value in wanted.items() if value}
