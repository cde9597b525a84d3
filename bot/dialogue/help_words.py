"""The words around help: what is said to the gentle question, to help lines, and on the way back to the job."""

from functools import cached_property

from bot.dialogue.listed import Listed, Phrases


class HelpWords(Listed):
    """What a pack knows of the answers to help."""

    @cached_property
    def denials(self) -> Phrases:
        """What people write to whom the gentle question was asked, and who are in no danger."""
        return dict.fromkeys(self._listed("denials"))

    @cached_property
    def not_meant(self) -> Phrases:
        """Words inside a text that say something was not meant as it sounded."""
        return dict.fromkeys(self._listed("not_meant"))

    @cached_property
    def not_life(self) -> Phrases:
        """Clauses that say it is not life that was meant, where it was asked whether it is."""
        return dict.fromkeys(self._listed("not_life"))

    @cached_property
    def going_back(self) -> Phrases:
        """Words inside a clause that ask to go back to the job: each way of turning with each name of the talk."""
        return dict.fromkeys(f"{turn} {name}" for turn in self._listed("turning_back") for name in self.the_talk)

    @cached_property
    def the_talk(self) -> Phrases:
        """Names of what coaching is about: "the job", "applying"."""
        return dict.fromkeys(self._listed("the_talk"))

    @cached_property
    def not_back(self) -> Phrases:
        """Words inside such a clause with which it asks for nothing of the kind."""
        return dict.fromkeys(self._listed("not_back"))

    @cached_property
    def no_lines(self) -> Phrases:
        """Words inside a text that refuse help lines: each way of refusing with each name of them."""
        refusals, names = self._listed("unwilling"), self._listed("help_lines_named")
        return dict.fromkeys(f"{refusal} {name}" for refusal in refusals for name in names)

    @cached_property
    def not_in_danger(self) -> Phrases:
        """Words inside such an answer that name the danger to say that there is none."""
        return dict.fromkeys(self._listed("not_in_danger"))

    @cached_property
    def read_wrongly(self) -> Phrases:
        """Words inside a text that say it was misread, whatever help it was given."""
        return dict.fromkeys(self._listed("read_wrongly"))

    @cached_property
    def nobody_in_danger(self) -> Phrases:
        """Words inside an answer to help for somebody else that say there is no danger."""
        return dict.fromkeys(self._listed("nobody_in_danger"))

    @cached_property
    def about_myself(self) -> Phrases:
        """Words at the end of such an answer with which it is the writer who is in danger: "he isn't, I am"."""
        return dict.fromkeys(self._listed("about_myself"))

    @cached_property
    def doubts(self) -> Phrases:
        """Words inside a text with which a denial, or good news about help, is not taken for one."""
        return dict.fromkeys(self._listed("doubts"))

    @cached_property
    def weary(self) -> Phrases:
        """What people sigh who may mean their applications, or more: "what's the point"."""
        return dict.fromkeys(self._listed("weary"))

    @cached_property
    def begun(self) -> Phrases:
        """Words inside a text that say, where help was shown, that something was done already."""
        return dict.fromkeys(self._listed("begun"))

    @cached_property
    def not_begun(self) -> Phrases:
        """Words inside such a text with which they say nothing of the kind."""
        return dict.fromkeys(self._listed("not_begun"))

    @cached_property
    def reached(self) -> Phrases:
        """Words inside a text that tell of a person who was reached."""
        return dict.fromkeys(self._listed("reached"))
