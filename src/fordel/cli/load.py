"""`fordel load`: what every installation starts with."""

import argparse

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: running it again refreshes the registers and keeps what people have entered."""


def run(arguments: argparse.Namespace) -> int:
    """Loads offices, municipalities, universities and schemes, and says how many."""
    from fordel.parties.services.load_reference_data import load_reference_data  # lazy: settings not ready
    from fordel.programme.services.load_schemes import load_schemes  # lazy: settings not ready

    counts = load_reference_data() | {"scheme versions": load_schemes()}
    print(", ".join(f"{count} {what}" for what, count in counts.items()))
    return 0
