"""From a signed request to the answer, through the real app."""

from tests.adapters.slack.members import Member


async def test_a_direct_message_is_answered_in_the_direct_messages(anna: Member) -> None:
    assert await anna.says("i got rejected by Acme Foundation, program director") == 200
    (notice, _), (answer, choices) = anna.heard()
    assert "program" in notice[0]
    assert "Acme Foundation" in " ".join(answer)
    assert "Talk it through" in choices
