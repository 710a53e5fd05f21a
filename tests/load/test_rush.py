"""A short form of the deadline rush: what the bench measures at full size must hold at any size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.load
def test_every_answered_save_survives_kill_9_of_web_and_database(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"FORDEL_VAR", "DATABASE_URL"}}
    ran = subprocess.run(
        [sys.executable, "-m", "bench", "rush-short"],
        cwd=ROOT,
        env=environment | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    calm, killed = json.loads(ran.stdout.strip().splitlines()[-1])
    assert calm["saves"] > 100 and calm["submits"] == 12
    assert (calm["failed_answers"], calm["lost"], calm["not_delivered"], calm["not_sent"]) == (0, 0, 0, 0)
    assert len(killed["back_after"]) == 2
    assert killed["failed_answers"] > 0, "nobody noticed that the servers were killed"
    assert (killed["lost"], killed["not_delivered"], killed["not_sent"]) == (0, 0, 0)
