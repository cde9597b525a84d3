"""Where an answer goes when the straight way is closed, and forms."""

from datetime import datetime

from adapters.discord.delivery import DiscordMessenger
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain.messages import Choice, Event, Field, Form, Message, OpenForm, Press, RetireButtons, Say
from tests.adapters.discord.world import (
    WORDS,
    World,
    answers,
    buttons_under,
    in_a_server,
    label_of,
    newest,
    press,
    running,
    said,
)

STORY = "i was rejected by Larch Bakery after the second interview"
HOSTILE = "**[Acme](http://a.b)** @everyone"
FIELDS = (Field(id="what", label="What?"), Field(id="when", label="When?"))
FORM = Form(token="1.a.b", title="Your *next* step", fields=FIELDS)


def opens_a_form(state: State, event: Event, now: datetime) -> Turn:
    """A conversation that answers everything with a form."""
    del event, now
    return Turn(state=state, effects=(OpenForm(form=FORM),))


async def test_a_form_opens_where_discord_allows_it_and_is_asked_as_text_elsewhere() -> None:
    async with running(World(play=opens_a_form)) as world:
        anna = world.env.create_user("anna")
        opened = await anna.slash("nextstep about")
        assert opened.modal is not None
        assert [row["label"] for row in opened.modal["components"]] == ["What?", "When?"]
        await anna.send_dm(STORY)
        assert newest(anna).content == "**Your \\*next\\* step**\n• What?\n• When?"
        sent = await anna.submit_modal(opened, {"what": "call", "when": "friday"})
        assert sent.acknowledged
        assert sent.modal is None
        assert "What?" in answers(sent)[0]


def offers_a_name(state: State, event: Event, now: datetime) -> Turn:
    """A conversation that offers a name to press, and says which was pressed."""
    del now
    if isinstance(event, Press):
        return Turn(state=state, effects=(RetireButtons(visit=1, chosen=HOSTILE),))
    asked = Message(paragraphs=(), choices=(Choice(label=HOSTILE, token="1.a.b"),), visit=1)
    return Turn(state=state, effects=(Say(message=asked),))


async def test_a_name_that_was_chosen_is_shown_as_it_was_written_and_obeyed_in_nothing() -> None:
    async with running(World(play=offers_a_name)) as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        await press(anna, HOSTILE)
        assert newest(anna).content == "…\n-# You chose: \\*\\*\\[Acme\\](http\\://a.b)\\*\\* \\@everyone"
        assert not newest(anna).mention_everyone


async def test_going_on_in_private_says_so_where_it_is_closed_and_where_nothing_is_open() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        told = await anna.slash(channel, "nextstep rejected", what=STORY)
        asked = told.followups[-1].message
        world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
        closed = await anna.click(asked, label=WORDS.buttons["private"])
        assert answers(closed) == [WORDS.notices["closed"]]
        world.env.inject_error("POST", "/channels/*/messages", status=503)
        failed = await anna.click(asked, label=WORDS.buttons["private"])
        assert answers(failed) == [WORDS.notices["failed"]]
        await user.send_dm("forget")
        await user.send_dm(next(iter(buttons_under(newest(user)))))
        for label in (WORDS.buttons["write"], WORDS.buttons["private"]):
            over = await anna.click(asked, label=label)
            assert over.ephemeral
            assert answers(over) == [WORDS.notices["nothing_open"]]
        assert channel.history() == []


async def test_buttons_that_cannot_be_taken_away_hold_nobody_up() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        asked, talk = newest(anna), label_of("rejected.ways", "talk")
        world.env.inject_error("POST", "/interactions/*/callback", status=400, code=50035)
        before = len(said(anna))
        await press(anna, talk)
        assert len(said(anna)) == before + 1
        world.env.inject_error("PATCH", "/channels/*/messages/*", status=500)
        await anna.send_dm("who did they pick")
        assert len(said(anna)) == before + 2
        assert talk in buttons_under(next(message for message in said(anna) if message.id == asked.id))


async def test_an_answer_that_discord_refuses_is_given_without_what_it_refused() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        anna = guild.add_member(world.env.create_user("anna"))
        world.env.inject_error("POST", "/interactions/*/callback", status=400, code=50035)
        told = await anna.slash(channel, "nextstep about")
        assert told.ephemeral
        assert len(answers(told)) == 2


def test_a_messenger_without_a_client_is_not_ready() -> None:
    assert not DiscordMessenger(WORDS).direct.ready
