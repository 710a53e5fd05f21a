"""`fordel audit`: is the audit log as it was written?"""

import argparse

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Checks every link of every chain; exit code 1, and the first broken entry of each chain that does not hold."""
    from fordel.parties.models import Office  # lazy: settings not ready
    from fordel.shared.audit import NO_OFFICE, check_chains  # lazy: settings not ready

    reports = check_chains()
    names = dict(Office.objects.values_list("pk", "name"))
    for report in reports:
        if report.office_id is not None:
            chain = names.get(report.office_id, f"office {report.office_id}")
        else:
            chain = "without an office" if report.chain == NO_OFFICE else "before one chain per office"
        if report.broken is not None:
            print(f"{chain}: entry {report.broken} is not as it was written, or the one before it is gone.")
        else:
            print(f"{chain}: {report.entries} entries, the last {report.head}")
    if any(report.broken is not None for report in reports):
        return 1
    print(f"{sum(report.entries for report in reports)} entries, all as they were written.")
    return 0
