"""The people of the rush, as their browsers behave: `python -m bench.rush_people PLAN LOG`. Asks 127.0.0.1 only, for a
bounded time, and ends by itself."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

TOKEN = "x" * 32
FILLER = "Vi planlegger felles samlinger for barnehage og skole, med utprøving i egen praksis mellom hver gang. " * 6


class Person:
    def __init__(self, plan: dict[str, Any], each: dict[str, Any], log: dict[str, Any], chance: random.Random) -> None:
        self.plan, self.each, self.log, self.chance = plan, each, log, chance
        self.versions: dict[str, int] = dict.fromkeys(each["keys"], 1)
        self.typed: dict[str, int] = {}
        self.acknowledged: dict[str, int] = {}
        self.counter = 0
        self.sent = False

    async def live(self, start: float) -> None:
        """Types at the pace, and sends at a random time; then delivers what is still in the browser."""
        seconds, pace = self.plan["seconds"], self.plan["pace"]
        send_at = start + self.chance.uniform(0.1, 0.95) * seconds
        await asyncio.sleep(self.chance.uniform(0, pace))
        end = start + seconds
        while time.perf_counter() < end:
            began = time.perf_counter()
            await self._save(self.chance.choice(self.each["keys"]))
            if not self.sent and time.perf_counter() >= send_at:
                await self._send()
            await asyncio.sleep(max(0.0, pace * self.chance.uniform(0.9, 1.1) - (time.perf_counter() - began)))
        if not self.sent:
            await self._send()

    async def _save(self, key: str) -> None:
        self.counter += 1
        self.typed[key] = self.counter
        value = f"{self.counter}: {FILLER}"
        body = {"fields": [{"key": key, "value": value, "base": self.versions[key]}], "part": "goal", "field": key}
        for attempt in range(60):
            status, text, taken = await self._ask(f"/mine/utkast/{self.each['draft']}/lagre/", json.dumps(body))
            if status == 200:
                answer = json.loads(text)
                self.log["saves"].append(taken)
                self.log["again"] += attempt > 0
                if key in answer["versions"]:
                    self.versions[key] = answer["versions"][key]
                    self.acknowledged[key] = self.counter
                return
            self.log["failed"] += 1
            await asyncio.sleep(self.plan["retry"] * self.chance.uniform(0.7, 1.3))

    async def _send(self) -> None:
        for _ in range(60):
            status, where, taken = await self._ask(f"/mine/utkast/{self.each['draft']}/send/", "", is_form=True)
            if status == 302 and not where.endswith("/kontroller/"):
                self.log["submits"].append(taken)
                self.sent = True
                return
            self.log["failed"] += 1
            await asyncio.sleep(self.plan["retry"] * self.chance.uniform(0.7, 1.3))

    async def _ask(self, path: str, body: str, *, is_form: bool = False) -> tuple[int, str, float]:
        """(status, body or where it leads, milliseconds) of one POST; status 0 where the line was lost."""
        start = time.perf_counter()
        try:
            return await asyncio.wait_for(self._post(path, body.encode(), is_form, start), timeout=15)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError, IndexError):
            return 0, "", (time.perf_counter() - start) * 1000

    async def _post(self, path: str, body: bytes, is_form: bool, start: float) -> tuple[int, str, float]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.plan["port"])
        kind = "application/x-www-form-urlencoded" if is_form else "application/json"
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: {kind}\r\n"
            f"Accept: application/json\r\nContent-Length: {len(body)}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Cookie: sessionid={self.each['session']}; csrftoken={TOKEN}\r\n\r\n"
        )
        try:
            writer.write(head.encode() + body)
            await writer.drain()
            answer = await reader.read()
        finally:
            writer.close()
        taken = (time.perf_counter() - start) * 1000
        first, _, rest = answer.partition(b"\r\n")
        status = int(first.split()[1])
        if status == 302:  # where it leads says how it went
            places = [line.split(b":", 1)[1] for line in rest.split(b"\r\n") if line.lower().startswith(b"location:")]
            return status, places[0].strip().decode(), taken
        return status, rest.partition(b"\r\n\r\n")[2].decode(), taken


async def _everybody(plan: dict[str, Any]) -> dict[str, Any]:
    log: dict[str, Any] = {"saves": [], "submits": [], "failed": 0, "again": 0}
    chance = random.Random(2026)
    people = [Person(plan, each, log, random.Random(chance.random())) for each in plan["people"]]
    start = time.perf_counter()
    await asyncio.gather(*(person.live(start) for person in people))
    log["people"] = [
        {"draft": p.each["draft"], "typed": p.typed, "acknowledged": p.acknowledged, "sent": p.sent} for p in people
    ]
    return log


if __name__ == "__main__":
    result = asyncio.run(_everybody(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
    Path(sys.argv[2]).write_text(json.dumps(result), encoding="utf-8")
