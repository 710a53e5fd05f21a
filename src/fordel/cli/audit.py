"""`fordel audit`: is the audit log as it was written?"""

import argparse

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Checks every link of the chain; exit code 1 and the first broken entry when one does not hold."""
    from fordel.shared.audit import first_broken_entry
    from fordel.shared.models import AuditEntry

    broken = first_broken_entry()
    if broken is not None:
        print(f"Entry {broken} is not as it was written, or the one before it is gone.")
        return 1
    print(f"{AuditEntry.objects.count()} entries, all as they were written.")
    return 0
