"""Codes of items: decomposed by their scheme, warned about, never refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.models import Department
from core.people.credit_code import ALPHABET, check_digit
from guides.choices import CodeScheme
from guides.item_codes import decompose_basic, decompose_implementation, warnings_of
from guides.models import ServiceItem

DIGITS = "0123456789"
CREDIT = st.text(ALPHABET, min_size=17, max_size=17).map(lambda text: text + check_digit(text))
BASIC = st.builds(
    "{}{}{}{}".format,
    st.text(DIGITS, min_size=2, max_size=2),
    st.sampled_from(["01", "05", "20"]),
    st.text(DIGITS, min_size=5, max_size=5),
    st.sampled_from(["000", "001", "00Y"]),
)


@given(basic=BASIC)
def test_a_basic_code_is_its_parts(basic):
    parts = decompose_basic(basic, CodeScheme.C0109)

    assert parts.region + parts.item_type + parts.main + parts.sub == basic


@given(
    credit=CREDIT,
    level=st.sampled_from("1234567"),
    basic=BASIC,
    end=st.sampled_from(["", "02"]),
)
def test_an_implementation_code_is_its_parts(credit, level, basic, end):
    parts = decompose_implementation(credit + level + basic + end, CodeScheme.C0109)

    assert (parts.credit_code, parts.level, parts.basic, parts.situation) == (
        credit,
        level,
        basic,
        end,
    )


@given(code=st.text(max_size=40), scheme=st.sampled_from(CodeScheme.values))
def test_no_text_at_all_is_refused(code, scheme):
    item = ServiceItem(
        department=Department(credit_code="113701250042137085"),
        basic_code=code,
        implementation_code=code,
        code_scheme=scheme,
        item_type="01",
    )

    assert all(isinstance(warning, str) for warning in warnings_of(item))


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({}, 0),
        ({"basic_code": "JAMF02"}, 1),
        ({"item_type": "07"}, 1),
        ({"levels": ["3"]}, 1),
        ({"implementation_code": "1137012500421370854373901001"}, 1),
        ({"implementation_code": "12370125004213708X4370105039001"}, 1),
        ({"code_scheme": "local", "basic_code": "511A0005200004-511324"}, 0),
    ],
)
def test_a_code_that_does_not_fit_is_warned_about(facts, count):
    given_facts = {
        "basic_code": "370105039001",
        "implementation_code": "1137012500421370854370105039001",
        "item_type": "01",
        "levels": ["4"],
        "code_scheme": "c0109",
    }
    department = Department(credit_code="113701250042137085")

    found = warnings_of(ServiceItem(department=department, **(given_facts | facts)))

    assert bool(found) == bool(count)
