"""Slack: direct messages, `/nextstep`, buttons, the Home tab, and what a workspace's hosts can set."""
