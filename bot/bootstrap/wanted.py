"""Which chat platforms are configured. The names of settings tell, so nothing has to be imported to know it."""

from collections.abc import Mapping

DISCORD, SLACK = "NEXTSTEP_DISCORD_", "NEXTSTEP_SLACK_"
"""How the names of a platform's settings begin."""


def wanted(environment: Mapping[str, str]) -> bool:
    """Say whether any chat platform is configured."""
    return is_set(environment, SLACK) or is_set(environment, DISCORD)


def is_set(environment: Mapping[str, str], prefix: str) -> bool:
    """Say whether a platform is configured."""
    return any(name.startswith(prefix) and value.strip() for name, value in environment.items())
