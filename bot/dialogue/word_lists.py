"""The lists of small words in a pack's `[phrases]`, and how its words are compared with what somebody wrote."""

from collections.abc import Mapping
from functools import cached_property
from itertools import chain

from bot.dialogue.folding import WORD
from bot.dialogue.help_words import HelpWords
from bot.dialogue.listed import Phrases

MOST_PLACES = 5
"""So many buttons have a word for their place."""


class WordLists(HelpWords):
    """What a pack knows about whole messages and small words; all of it folded as texts are."""

    @cached_property
    def greetings(self) -> frozenset[str]:
        """What people write to say hello."""
        return frozenset(self._listed("greetings"))

    @cached_property
    def agreeing(self) -> Phrases:
        """What people write to accept what they were asked, the plainest word first."""
        return dict.fromkeys(self._listed("agreeing"))

    @cached_property
    def refusing(self) -> Phrases:
        """What people write to refuse what they were asked, the plainest word first."""
        return dict.fromkeys(self._listed("refusing"))

    @cached_property
    def leaving(self) -> Phrases:
        """What people write who go away in the middle of something."""
        return dict.fromkeys(self._listed("leaving"))

    @cached_property
    def asides(self) -> Phrases:
        """Small words that people put beside such an answer: "ok", "I guess", "thanks"."""
        return dict.fromkeys(self._listed("asides"))

    @cached_property
    def courtesies(self) -> frozenset[str]:
        """Words that may stand around what is said to the bot: "could", "please", "just"."""
        return frozenset(WORD.findall(" ".join(self._listed("courtesies"))))

    @cached_property
    def all_of_it(self) -> Phrases:
        """What people write who can't single one thing out: all of it weighs."""
        return dict.fromkeys(self._listed("all_of_it"))

    @cached_property
    def you_choose(self) -> Phrases:
        """What people write who leave the choice to the bot."""
        return dict.fromkeys(self._listed("you_choose"))

    @cached_property
    def none_of_these(self) -> Phrases:
        """What people write to whom none of the things offered is the right one."""
        return dict.fromkeys(self._listed("none_of_these"))

    @cached_property
    def feelings(self) -> Phrases:
        """What people write who say how they feel, and not what about."""
        return dict.fromkeys(self._listed("feelings"))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Which button a place names, counted from 0, or -1 from the end: "first", "2nd", "last"."""
        listed = (self._listed(f"place.{number}") for number in range(1, MOST_PLACES + 1))
        named = {words: place for place, phrases in enumerate(listed) for words in phrases}
        return named | dict.fromkeys(self._listed("place.last"), -1)

    @cached_property
    def place_words(self) -> frozenset[str]:
        """Words that may stand beside the places of buttons: "the", "one", "and"."""
        return frozenset(WORD.findall(" ".join(self._listed("place_words"))))

    @cached_property
    def listing(self) -> str:
        """The pattern of the words between names that are told together: "and"."""
        return self._between("listing")

    @cached_property
    def listing_words(self) -> frozenset[str]:
        """Words in front of a name in such a list: "from", "both", "one from"."""
        return frozenset(WORD.findall(" ".join(self._listed("listing_words"))))

    @cached_property
    def turning(self) -> frozenset[str]:
        """Words around the name of another rejection that is turned to: "what about"."""
        return frozenset(WORD.findall(" ".join(self._listed("turning"))))

    @cached_property
    def other_one(self) -> frozenset[str]:
        """Words that turn to another rejection without its name: "other"."""
        return frozenset(self._listed("other_one"))

    @cached_property
    def not_this(self) -> frozenset[str]:
        """Words beside which a place means a rejection, and no button: "not that one, the first"."""
        return frozenset(self._listed("not_this")) | self.other_one

    @cached_property
    def undecided(self) -> Phrases:
        """What people write who can't choose between the answers."""
        return dict.fromkeys(self._listed("undecided"))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """All words of which such short messages are made."""
        answers = (self.agreeing, self.refusing, self.leaving, self.asides, self.undecided)
        weighed = (self.all_of_it, self.you_choose, self.none_of_these, self.feelings)
        made_of = (*answers, *weighed, self.denials, self.not_life, self.thankful, self.weary)
        return frozenset(word for phrase in chain(*made_of) for word in WORD.findall(phrase))

    @cached_property
    def joining(self) -> str:
        """The pattern of the words that join two clauses: "and", "but"; it meets nothing where none are listed."""
        return self._between("joining")

    @cached_property
    def thankful(self) -> Phrases:
        """What people write who have taken help in."""
        return dict.fromkeys(self._listed("thankful"))

    @cached_property
    def short_yes(self) -> frozenset[str]:
        """What people write for "yes" in any tone, also where it is hard to say: "sometimes"."""
        return frozenset(self._listed("short_yes"))

    @cached_property
    def short_no(self) -> frozenset[str]:
        """What people write for "no" or for nothing at all."""
        return frozenset(self._listed("short_no"))

    @cached_property
    def fillers(self) -> frozenset[str]:
        """What people write before they answer, or instead: "hm", "ok". Whole messages."""
        return frozenset(self._listed("fillers")) | self.short_yes

    @cached_property
    def puzzled(self) -> frozenset[str]:
        """What people write who didn't understand the question. Whole messages."""
        return frozenset(self._listed("puzzled"))

    @cached_property
    def goodbyes(self) -> frozenset[str]:
        """What people write when a talk is over: thanks, good night. Whole messages."""
        return frozenset(self._listed("goodbyes"))

    @cached_property
    def another(self) -> frozenset[str]:
        """Words inside a text that say it is about another no than the one spoken about."""
        return frozenset(self._listed("another"))

    @cached_property
    def several(self) -> frozenset[str]:
        """Words inside a text that tell of more than one no at once."""
        return frozenset(self._listed("several"))

    @cached_property
    def several_marks(self) -> frozenset[str]:
        """Words between names that tell of a no from each: "both", "and from"."""
        return frozenset(self._listed("several_marks"))

    @cached_property
    def moments(self) -> frozenset[str]:
        """Words with which the moment of a plan begins: "when", "after"; none where a pack lists none."""
        return frozenset(self._listed("moments"))

    @cached_property
    def no_names(self) -> frozenset[str]:
        """Words that are no part of a person's name."""
        return frozenset(self._listed("no_names"))

    @cached_property
    def at_a_loss(self) -> frozenset[str]:
        """How an answer begins that says there is none: "i don't know"."""
        return frozenset(self._listed("at_a_loss"))

    @cached_property
    def hedges(self) -> frozenset[str]:
        """What may stand behind that, before an answer after all: "maybe"."""
        return frozenset(self._listed("hedges"))

    @cached_property
    def misread(self) -> frozenset[str]:
        """What people write whose news was taken for a "no" and is none. Whole messages."""
        return frozenset(self._listed("misread"))

    @cached_property
    def no_rejection(self) -> frozenset[str]:
        """Words inside a text that say a "no" is none, or not yet, or was one's own."""
        return frozenset(self._listed("no_rejection"))

    @cached_property
    def taking_back(self) -> frozenset[str]:
        """What people write who didn't mean what they wrote last. Whole messages."""
        return frozenset(self._listed("taking_back"))

    @cached_property
    def reminding(self) -> frozenset[str]:
        """How a request for a reminder begins: "remind me"."""
        return frozenset(self._listed("reminding"))

    @cached_property
    def reminding_first(self) -> frozenset[str]:
        """The words that begin such a request."""
        return frozenset(words.partition(" ")[0] for words in self.reminding)

    @cached_property
    def to_do(self) -> frozenset[str]:
        """What stands between such a request and the thing to be done: "to", "that I should"."""
        return frozenset(self._listed("to_do"))

    @cached_property
    def one_more(self) -> frozenset[str]:
        """How a text begins that adds to the reminder just set: "and also"."""
        return frozenset(self._listed("one_more"))

    @cached_property
    def moving(self) -> frozenset[str]:
        """How a text begins that moves the reminder just set: "make it"."""
        return frozenset(self._listed("moving"))

    @cached_property
    def of_it(self) -> frozenset[str]:
        """Words of which a thing is made that names nothing by itself: "about it", "again"."""
        return frozenset(self._listed("of_it"))

    @cached_property
    def telling(self) -> frozenset[str]:
        """How something begins that tells of what is or was: "nobody", "they"; no step of anybody's own."""
        return frozenset(self._listed("telling"))

    @cached_property
    def doing(self) -> frozenset[str]:
        """How a step may begin that begins like one of these: "I am going to"."""
        return frozenset(self._listed("doing"))

    @cached_property
    def those_people(self) -> Phrases:
        """Words for people who were spoken of before: "they"."""
        return dict.fromkeys(self._listed("those_people"))

    @cached_property
    def no_refusals(self) -> Phrases:
        """How a text begins that has a "no" in it and refuses nothing: "no more"."""
        return dict.fromkeys(self._listed("no_refusals"))

    @cached_property
    def remarks(self) -> frozenset[str]:
        """How something begins that is said about a draft, and is no part of a letter: "can you", "I already"."""
        return frozenset(self._listed("remarks"))

    @cached_property
    def first_names(self) -> frozenset[str]:
        """First names that are known for ones also where they are written small."""
        return frozenset(self._listed("first_names"))

    @cached_property
    def letter_starts(self) -> frozenset[str]:
        """Beginnings of an answer that the letter says itself: "i liked"; as they are written, not folded."""
        return frozenset(words.strip() for words in self.phrases.get("letter_starts", "").split(",") if words.strip())
