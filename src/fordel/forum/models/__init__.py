"""Scenarios: ways to distribute the money."""

from fordel.forum.models.scenarios import Scenario, ScenarioAmount

__all__ = ["Scenario", "ScenarioAmount"]
