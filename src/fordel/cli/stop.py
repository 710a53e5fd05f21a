"""`fordel stop`: stops the database that comes with the package."""

import argparse

from fordel.embedded_postgres import stop
from fordel.environment import var_folder

NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Stops the server if it runs."""
    folder = var_folder() / "postgres"
    print(f"The database in {folder} {'is stopped' if stop(folder) else 'was not running'}.")
    return 0
