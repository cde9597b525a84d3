"""What a pasted mail is wrapped in is taken away."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.understanding.mails import unwrap
from bot.understanding.matches import clean

lines = st.text(alphabet=st.one_of(st.sampled_from("a >:-*<@/b"), st.characters(exclude_characters="\n")))


@given(lines)
@example("--")
@example("Subject: your application")
@example("> they said no")
@example("write to no-reply@acme.example")
@example("<p>they said no</p>")
def test_one_line_is_unwrapped_as_a_line_of_many(line: str) -> None:
    cleaned = clean(line)
    assert unwrap(cleaned) == unwrap(f"{cleaned}\n")
