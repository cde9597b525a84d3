"""Many people at once."""

import re

from tests.adapters.discord.world import World, key_of, running, sent_to_channels

PEOPLE = 200
COUNT = 3


async def test_two_hundred_people_with_three_quick_messages_get_every_answer_once_and_in_order() -> None:
    async with running(settle_timeout=60) as world:
        users = [world.env.create_user(f"p{number}") for number in range(PEOPLE)]
        for round_ in range(COUNT):
            for number, user in enumerate(users):
                text = f"i was rejected by Firm{number} Ltd" if round_ == 0 else f"part {round_} of {number}"
                world.env.backend.create_message(user.dm_channel.id, user.id, text)
        await world.env.settle(timeout=60)
        asked = [await visits_asked(world, user.id) for user in users]
        for user, visits in zip(users, asked, strict=True):
            drawer = await world.people.load(key_of(user))
            assert drawer is not None
            assert drawer.outbox == ()
            assert len([one for one in drawer.seen if one.startswith("d")]) == COUNT
            assert visits == sorted(set(visits))
            assert visits[-1] == drawer.state.visits
            channel = world.env.backend.get_dm_channel(user.id)
            said = " ".join(message.content for message in world.env.backend.messages[channel.id].values())
            assert set(re.findall(r"Firm(\d+)", said)) == {user.name[1:]}
        nonces = [one["nonce"] for one in sent_to_channels(world)]
        assert len(nonces) == len(set(nonces))


async def visits_asked(world: World, user: int) -> list[int]:
    """The askings in somebody's direct messages, in the order they arrived."""
    channel = world.env.backend.get_dm_channel(user)
    messages = world.env.backend.messages[channel.id].values()
    tokens = [row["components"][0]["custom_id"] for message in messages for row in message.components]
    return list(dict.fromkeys(int(token.partition(".")[0]) for token in tokens))
