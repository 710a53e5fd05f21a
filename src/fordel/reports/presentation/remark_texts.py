"""What was chosen among several readings of a file, in words, and what to do if it is wrong."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

REMARK_TEXTS: Final[dict[str, tuple[Text, Text]]] = {
    "hidden_rows": (
        _("Rows that are hidden in the file are counted: %(rows)s, %(kroner)s kroner together."),
        _("If they are not to be counted, delete them from the file and upload it again."),
    ),
    "hidden_column": (
        _("The column «%(name)s» is hidden in the file, and is the one that is read."),
        _("Check that it is the right column. If not, choose another."),
    ),
    "hidden_sheet": (
        _("The sheet «%(sheet)s» is hidden in the file, and is the one that is read."),
        _("Check that it is the right sheet. If not, choose another."),
    ),
    "sheets_not_read": (
        _("Only the sheet «%(sheet)s» is read. These look like reports too, and are not read: %(names)s."),
        _("Choose another sheet, or upload the file again for each of them."),
    ),
    "field_not_read": (
        _("Nothing is read as «%(field)s», because more than one column fits, or it may be something else: %(names)s."),
        _("Choose the column, if one of them is right."),
    ),
    "amount_unit": (
        _("The file says that the amounts may be in another unit than kroner. They are read as whole kroner."),
        _("Check the amounts. If they are in thousands or another currency, write them in whole kroner."),
    ),
    "sum_differs": (
        _("«%(label)s» is read as a sum and not as a report, but is %(file_sum)s, and the rows come to %(our_sum)s."),
        _("Compare the rows with the sum. If the row is a report, write its owner, target group and title."),
    ),
    "title_guessed": (
        _("No heading says what the measures are called. The only column of texts that is left is read as the title."),
        _("Check that the column holds the titles of the measures. If not, choose another."),
    ),
}
REMARK_CLI_FIXES: Final[dict[str, Text]] = {
    "sheets_not_read": _("Run again with --sheet for each of them, and name this sheet with --sheet too."),
    "hidden_sheet": _("Name the sheet with --sheet."),
    "field_not_read": _('If one of them is right, name it with --column "%(code)s=HEADING".'),
    "hidden_column": _('Choose another column with --column, for example --column "amount=HEADING".'),
}
