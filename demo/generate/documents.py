"""A generated Document with slots: realistic Chinese, the same for a seed."""

from collections.abc import Sequence
from random import Random
from typing import Any

from guides.document import GuideDocument

from . import words


class DocumentMaker:
    """Makes form `number` of a `seed`: a Document whose sentences and names are slots."""

    def __init__(self, seed, number):
        self.random = Random(f"{seed}:{number}")  # noqa: S311  measuring needs no secrets
        self.number = number
        self.subject = self.pick(words.SUBJECTS)
        self.deed = self.pick(words.DEEDS)
        self.promised = self.random.randint(1, 12)
        self.sentences = 0

    def pick(self, options: Sequence[Any]) -> Any:
        """Return one of the options."""
        return self.random.choice(options)

    def some(self, options: Sequence[Any], low: int, high: int) -> list[Any]:
        """Return between `low` and `high` different options."""
        return self.random.sample(options, self.random.randint(low, high))

    def guide(self, item: dict[str, Any], outline: dict[str, Any]) -> GuideDocument:
        """Return the GuideDocument for the catalogue facts `item` under a frozen outline."""
        online = self.random.random() < 0.6
        data = {
            "doc_no": "@guide_no@",
            "title": "@title@",
            "summary": f"要{self.deed}{self.subject}的，先看这里：{self._sentence()}",
            "issuer": item["authority"]["name"],
            "change_note": "@change_note@",
            "checked_on": f"2026-{self.random.randint(1, 10):02d}-{self.random.randint(1, 28):02d}",
            "outline": outline,
            "item": item | self._applicability(item),
            "legal_bases": [self._basis(category) for category in ("establishment", "material")],
            "conditions": self._conditions(),
            "materials": {
                "items": [self._material(key) for key in range(self.random.randint(3, 6))]
            },
            "process": {"steps": self._steps()},
            "time_limits": self._time_limits(),
            "handling": self._handling(online),
            "fees": {"charged": False},
            "results": [self._result(online)],
            "service_points": [self._window() for _ in range(self.random.randint(1, 2))],
            "contacts": self._contacts(),
            "faqs": [self._faq() for _ in range(self.random.randint(1, 3))],
        }
        return GuideDocument.model_validate(data)

    def manual(self, guide: GuideDocument, outline: dict[str, Any]) -> dict[str, Any]:
        """Return the data that only the manual has."""
        return {
            "doc_no": "@manual_no@",
            "title": "@manual_title@",
            "outline": outline,
            "change_note": guide.change_note,
            "preface": f"本手册供{self.pick(words.OFFICES)}使用。{self._sentence()}",
            "business_description": self._sentence() + self._sentence(),
            "posts": [
                {"name": post, "duties": self._sentence(), "powers": self.pick(words.CHECKS)}
                for post in self.some(words.OFFICES, 2, 3)
            ],
            "internal_chart": {"text": self._sentence() + self._sentence()},
            "discretion": [
                {
                    "subject": self.pick(words.THINGS),
                    "circumstance": self._sentence(),
                    "standard": self.pick(words.CHECKS),
                }
            ],
            "opinion_templates": [
                {"name": name, "text": self._sentence()} for name in ("同意", "补正")
            ],
            "document_forms": [
                {
                    "form_class": form_class,
                    "name": f"{self.subject}{name}",
                    "text": self._sentence(),
                }
                for form_class, name in (
                    ("acceptance", "受理通知书"),
                    ("decision", "审查意见表"),
                )
            ],
            "archiving": {
                "archiving": self._sentence(),
                "decision_publication": self._sentence(),
            },
            "supervision": [
                {
                    "subject": self.pick(words.THINGS),
                    "frequency": f"每{self.random.randint(1, 6)}个月一次",
                    "method": self.pick(words.CHECKS),
                    "standard": self._sentence(),
                    "score": f"{self.random.randint(5, 20)}分",
                }
                for _ in range(self.random.randint(2, 4))
            ],
        }

    def _sentence(self):
        """Return the slot of one more sentence."""
        self.sentences += 1
        return f"@s{self.sentences}@"

    def _applicability(self, item):
        return {
            "accepting_body": item["authority"]["name"],
            "deciding_body": item["authority"]["name"],
            "scope": f"@district@内从事{self.subject}的。{self._sentence()}",
            "quantity_limit": {"limited": False},
        }

    def _basis(self, category):
        title, number = self.pick(words.LAWS)
        return {
            "category": category,
            "title": title,
            "document_no": number,
            "article": f"第{self.pick(words.NUMERALS)}条第{self.pick(words.NUMERALS[:4])}款",
            "text": self._sentence(),
            "status": "in_force",
        }

    def _conditions(self):
        return {
            "items": [
                {
                    "key": f"c{key}",
                    "text": self._sentence(),
                    "review": {"points": self._sentence(), "method": self.pick(words.CHECKS)},
                }
                for key in range(self.random.randint(3, 5))
            ],
            "prohibitions": [self._sentence()],
        }

    def _material(self, key):
        return {
            "key": f"m{key}",
            "name": f"{self.subject}{words.PAPERS[(self.number + key * 7) % len(words.PAPERS)]}",
            "kind": "1",
            "form": "3",
            "necessity": "1",
            "originals": 1,
            "copies": self.random.randint(0, 2),
            "source": self.pick(("10", "20")),
            "filling_notes": self._sentence(),
            "legal_basis": self.pick(words.LAWS)[0],
        }

    def _steps(self):
        first, last = self.random.randint(0, 1), 0
        limits = [first, self.promised - first, last, last, last]
        names = ("受理", "审核", "审批", "办结", "送达")
        stages = ("acceptance", "review", "decision", "issue", "delivery")
        return [
            {
                "key": f"s{place}",
                "stage": stage,
                "name": name,
                "action": self._sentence(),
                "actor": "office",
                "body": self.pick(words.OFFICES),
                "limit": limit,
                "unit": "working_day",
                "counted": True,
                "result": self.pick(words.PAPERS),
                "standard": self.pick(words.CHECKS),
                "post": self.pick(words.SURNAMES) + "工",
            }
            for place, (name, stage, limit) in enumerate(zip(names, stages, limits, strict=True))
        ]

    def _time_limits(self):
        return {
            "statutory": {"value": 20, "unit": "working_day", "note": self._sentence()},
            "promised": {"value": self.promised, "unit": "working_day"},
        }

    def _handling(self, online):
        return {
            "case_type": "2",
            "review_type": "2",
            "forms": ["1", "2"],
            "online": online,
            "online_url": "https://zwfw.example.gov.cn/apply" if online else "",
            "visits": 0 if online else 1,
            "visit_reason": "" if online else self._sentence(),
            "scope": self.pick(("2", "3", "4")),
            "express": online,
        }

    def _result(self, online):
        """Return a result without a paper of its own: no sample has to be stored for it."""
        return {
            "kind": "none",
            "name": f"{self.subject}{self.deed}结果通知",
            "validity": f"{self.random.randint(1, 6)}年",
            "delivery_methods": ["window", "post"] if online else ["window"],
        }

    def _window(self):
        return {
            "name": self.pick(words.BUILDINGS),
            "kind": "1",
            "address": {
                "district": "@district@",
                "road": self.pick(words.ROADS),
                "number": f"{self.random.randint(1, 400)}号{self.random.randint(1, 5)}楼",
            },
            "hours": [
                {"weekdays": [1, 2, 3, 4, 5], "opens": "09:00", "closes": "12:00"},
                {"weekdays": [1, 2, 3, 4, 5], "opens": "13:30", "closes": "17:30"},
            ],
            "phone": "0599-@phone@",
            "transport": f"乘{self.random.randint(1, 99)}路到{self.pick(words.ROADS)}站。",
        }

    def _contacts(self):
        return {
            "enquiries": [{"way": "phone", "value": "0599-@phone@"}],
            "complaints": [{"way": "phone", "value": "0599-12345"}],
            "remedies": {
                "review": {"body": "云溪市人民政府", "period": "60日内"},
                "litigation": {"body": "云溪市临溪区人民法院", "period": "6个月内"},
            },
            "rights": [self._sentence()],
        }

    def _faq(self):
        return {
            "kind": "question",
            "question": f"{self.pick(words.PAPERS)}丢了，{self.pick(words.ALIASES)}怎么办？",
            "answer": self._sentence() + self._sentence(),
        }
