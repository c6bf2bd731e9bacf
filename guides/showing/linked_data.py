"""A guide's public cut as JSON-LD, for search engines and assistants: a GovernmentService.

Which element becomes which property of schema.org is the table of `docs/structured-data.md`. What
a Document does not say is left out. Coordinates are left out too, as theirs is another system than
schema.org's; working days, which ISO 8601 does not know, stand under a name of our own.
"""

from collections.abc import Mapping
from typing import Any

from guides import choices
from guides.showing.advice import link_of
from guides.showing.words import full_name, label, labels, picked

VOCABULARY = "https://schema.org"
WORKING_DAYS = "gs:workingDays"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DURATIONS = {"calendar_day": "P{}D", "month": "P{}M", "hour": "PT{}H"}
IN_A_BROWSER = {choices.ChannelForm.WEB, choices.ChannelForm.MOBILE}
FREE = "0"


def government_service(
    public: Mapping[str, Any], envelope: Mapping[str, Any] | None, address: str, base: str
) -> dict[str, Any]:
    """Return the JSON-LD of a guide, with names in the active language.

    `public` is its public cut, `envelope` what filing assigned, `address` the absolute address of
    its page, and `base` that of the site.
    """
    item = public["item"]
    return _without_empty(
        {
            "@context": [VOCABULARY, {"gs": f"{base}/about/interface/#"}],
            "@type": "GovernmentService",
            "@id": address,
            "url": address,
            "name": picked(full_name(item))["text"],
            "alternateName": item["aliases"],
            "description": public["summary"],
            "identifier": _identifiers(item["codes"], envelope),
            "serviceType": label(choices.ItemType, item["item_type"]),
            "category": [picked(theme)["text"] for theme in _themes(item)],
            "audience": [
                {"@type": "Audience", "audienceType": name}
                for name in labels(choices.Audience, item["audience"])
            ],
            "serviceOperator": _organisation(item["authority"]),
            "provider": _named("GovernmentOrganization", item["accepting_body"]),
            "broker": [_named("GovernmentOrganization", name) for name in item["joint_bodies"]],
            "jurisdiction": _region(item["authority"]),
            "availableChannel": _channels(public),
            "offers": _offers(public["fees"]),
            "serviceOutput": [_output(one, item) for one in public["results"] if one["name"]],
            "isRelatedTo": [_named("Service", picked(one)["text"]) for one in item["life_events"]],
            "termsOfService": _conditions(public["conditions"]),
            "subjectOf": [
                *_legislation(public["legal_bases"]),
                _how_to(public),
                _questions(public["faqs"]),
            ],
            "mainEntityOfPage": _page(address, envelope),
        }
    )


def _without_empty(value):
    """Return a value without what says nothing, in any depth; None when nothing is left."""
    if isinstance(value, dict):
        kept = {
            key: text for key, one in value.items() if (text := _without_empty(one)) is not None
        }
        return kept if kept.keys() - {"@type"} else None
    if isinstance(value, list):
        return [text for one in value if (text := _without_empty(one)) is not None] or None
    return None if value == "" else value


def _named(kind, name):
    return {"@type": kind, "name": name} if name else None


def _identifiers(codes, envelope):
    known = (
        ("基本编码", codes["basic"]),
        ("实施编码", codes["implementation"]),
        ("业务办理项编码", codes["handling_item"]),
        ("备案号", envelope.get("filing_no", "")),
    )
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in known
        if value
    ]


def _themes(item):
    return [*item["personal_themes"], *item["business_themes"], *item["local_themes"]]


def _organisation(body):
    return {
        "@type": "GovernmentOrganization",
        "name": picked(body)["text"],
        "identifier": body["code"],
    }


def _region(body):
    return {
        "@type": "AdministrativeArea",
        "name": body["region"],
        "identifier": body["region_code"],
    }


def _channels(public):
    handling, promised = public["handling"], public["time_limits"]["promised"]
    online = IN_A_BROWSER & set(handling["forms"]) or handling["online"]
    address = link_of(handling["online_url"]) if online else ""
    channels = [{"@type": "ServiceChannel", "serviceUrl": address}] if address else []
    channels += [_window(one) for one in public["service_points"]]
    for channel in channels:
        channel |= _processing_time(promised)
        channel.setdefault("availableLanguage", handling["languages"])
    return channels


def _processing_time(limit):
    value, unit = limit["value"], limit["unit"]
    if unit == choices.TimeUnit.INSTANT or value == 0:
        return {"processingTime": "PT0S"}
    if value is None or not unit:
        return {}
    if unit == choices.TimeUnit.WORKING_DAY:
        return {WORKING_DAYS: value}
    return {"processingTime": DURATIONS[unit].format(value)}


def _window(point):
    address = point["address"]
    return {
        "@type": "ServiceChannel",
        "name": point["name"],
        "servicePhone": {"@type": "ContactPoint", "telephone": point["phone"]},
        "serviceLocation": {
            "@type": "Place",
            "name": point["name"],
            "address": {
                "@type": "PostalAddress",
                "addressLocality": address["district"],
                "streetAddress": address["road"] + address["number"],
            },
            "openingHoursSpecification": [
                {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": [WEEKDAYS[day - 1] for day in one["weekdays"]],
                    "opens": one["opens"],
                    "closes": one["closes"],
                }
                for one in point["hours"]
                if not one["season_from"]  # a season returns each year, a date does not
            ],
        },
        **({"availableLanguage": point["languages"]} if point["languages"] else {}),
    }


def _offers(fees):
    if fees["charged"] is None:
        return None
    if not fees["charged"]:
        return [{"@type": "Offer", "price": FREE, "priceCurrency": "CNY"}]
    return [
        {
            "@type": "Offer",
            "name": one["name"],
            "price": one["amount"],
            "priceCurrency": "CNY" if one["amount"] else "",
            "description": one["standard"],
        }
        for one in fees["items"]
    ]


def _output(result, item):
    is_permit = result["kind"] in (choices.ResultKind.CERTIFICATE, choices.ResultKind.APPROVAL)
    permit = {"issuedBy": _named("GovernmentOrganization", picked(item["authority"])["text"])}
    return {
        "@type": "GovernmentPermit" if is_permit else "Thing",
        "name": result["name"],
        "description": result["content"],
        **(permit if is_permit else {}),
    }


def _conditions(conditions):
    return [one["text"] for one in conditions["items"] if one["text"]]


def _legislation(bases):
    """Return each law once, however many of its articles are cited."""
    laws = {(one["title"], one["document_no"]): one for one in bases}
    return [
        {
            "@type": "Legislation",
            "name": title,
            "legislationIdentifier": number,
            "legislationPassedBy": _named("Organization", one["issuer"]),
        }
        for (title, number), one in laws.items()
    ]


def _how_to(public):
    return {
        "@type": "HowTo",
        "supply": [_named("HowToSupply", one["name"]) for one in public["materials"]["items"]],
        "step": [
            {"@type": "HowToStep", "name": one["name"], "text": one["action"]}
            for one in public["process"]["steps"]
        ],
    }


def _questions(faqs):
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": one["question"],
                "acceptedAnswer": {"@type": "Answer", "text": one["answer"]},
            }
            for one in faqs
            if one["question"] and one["answer"]
        ],
    }


def _page(address, envelope):
    return {
        "@type": "WebPage",
        "@id": address,
        "version": envelope.get("version"),
        "datePublished": envelope.get("published_on", ""),
        "dateModified": envelope.get("published_on", ""),
    }
