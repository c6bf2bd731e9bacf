"""The register of this year in numbers, for auditors."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.first_page.block import Block
from publication.models import PublishedVersion

NEWEST = 5


class YearBlock(Block):
    """今年备案: how many versions were filed, and the newest of them."""

    name = "register_of_the_year"
    heading = gettext_lazy("Filed this year")
    template_name = "publication/first_page/year.html"

    def __init__(self, user):
        super().__init__(user)
        filed = PublishedVersion.objects.filter(filed_on__year=timezone.localdate().year)
        self.count = filed.count()
        self.rows = list(filed.defer("text", "public_text").order_by("-pk")[:NEWEST])
        address = reverse("publication_publishedversion_modeladmin_index")
        self.links = ((_("To the filing register"), address),)
