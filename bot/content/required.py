"""What the program itself relies on in every pack: steps it calls by name, actions, facts, lists, placeholders.

The engine is the master of these; this is their list for the check and for `docs/content.md`.
"""

from bot.domain.rejection import RoleFate, Stage, Told

ACTIONS: dict[str, tuple[int, int]] = {
    "answered": (0, 0),
    "awaited": (0, 0),
    "cancel_all": (0, 0),
    "cancel_case": (0, 0),
    "cancel_nudge": (0, 0),
    "change": (0, 0),
    "close_all": (0, 0),
    "close_case": (0, 0),
    "concern": (0, 0),
    "country": (0, 0),
    "export": (0, 0),
    "fact": (2, 2),
    "forget": (0, 0),
    "keep": (1, 1),
    "late_pick": (0, 0),
    "leave_detour": (0, 0),
    "move_nudge": (0, 0),
    "new_case": (0, 0),
    "note": (1, 1),
    "pause": (0, 0),
    "pick_case": (0, 0),
    "plan": (1, 2),
    "plan_done": (1, 1),
    "rest": (0, 0),
    "resume": (0, 0),
    "return_to": (0, 0),
    "same_case": (0, 0),
    "schedule": (1, 2),
    "set": (2, 2),
    "snooze": (1, 1),
    "snooze_for": (1, 1),
    "stop": (0, 0),
    "theme": (1, 1),
    "theme_done": (0, 0),
    "unschedule": (1, 1),
    "weekly": (0, 0),
    "zone": (0, 0),
}
"""Every action with the fewest and the most words behind it."""

JUMPS = frozenset({"return_to", "change", "late_pick"})
"""Actions after which the program goes on somewhere else by itself."""

EXPECTS = frozenset(
    {
        *("time", "zone", "country", "organisation", "role", "stage", "theme", "weekly"),
        *("name", "phrase", "note", "action"),
    }
)
"""What an answer can be read as."""

OPTIONS = frozenset(
    {
        "themes",
        "themes_all",
        "cases",
        "other_cases",
        "told_together",
        "nudges",
        "late",
        "answers",
        "offers",
        "readings",
    },
)
"""Lists of buttons that are made up when asked."""

REFLECTIONS = (
    "competition",
    "bad_process",
    "human_decision",
    "preserve_relationships",
    "nothing_is_final",
    "dont_expect_feedback",
)
"""The six reflections; understanding ranks exactly these."""

CONCERNS = ("discrimination", "harassment", "unpaid_work", "scam", "money", "visa", "bereavement")
"""What none of the six reflections is for."""

FACT_VALUES: dict[str, frozenset[str]] = {
    "stage": frozenset(stage.value for stage in Stage),
    "told": frozenset(told.value for told in Told),
    "fate": frozenset(fate.value for fate in RoleFate),
    "theme": frozenset(REFLECTIONS),
    "concern": frozenset(CONCERNS),
    "platform": frozenset({"console", "slack", "discord"}),
}
"""Facts that only ever have these values."""

FACTS = frozenset(
    {
        *FACT_VALUES,
        *(
            "organisation",
            "role",
            "stage_words",
            "zone",
            "country",
            "paused",
            "plan",
            "cases",
            "open_case",
            "nudges",
            "lessons",
        ),
        *("invited", "answer_due", "look_in"),
        *("interviewed", "email", "old_news", "ghosted", "internal", "no_reply", "keep_in_touch"),
        *("feedback_refused", "feedback_offered"),
        *(
            "theme_sure",
            "earlier_lesson",
            "open_talk",
            "late",
            "introduced",
            "case",
            "mid_talk",
            "more_asks",
            "story_asks",
            "stopped",
            "asked_gently",
        ),
    }
)
"""What a condition can ask about, besides the answers and `done.<reflection>`."""

PLACEHOLDERS = frozenset(
    {
        *("answer_due", "look_in", "aside"),
        *("organisation", "role", "stage_words", "stage_label", "theme_label", "plan", "plan_cue", "plan_when"),
        *("note", "when", "planned", "nudge_label", "ago", "recap", "earlier_lesson", "zone_name", "zone_time"),
        *("paused_until", "country_name", "due_on"),
        *("nudge_list", "lesson_list", "command_list", "case_list", "late_list", "help_lines"),
    }
)
"""Placeholders the program fills, besides the answers."""

ALWAYS_SHOWN = frozenset({"zone_name", "zone_time", "command_list"})
"""Placeholders that are always known."""

SHOWN_BY_FACT: dict[str, frozenset[str]] = {
    "stage": frozenset({"stage_label"}),
    "interviewed": frozenset({"stage", "stage_label"}),
    "theme": frozenset({"theme_label"}),
    "country": frozenset({"country_name"}),
    "paused": frozenset({"paused_until"}),
    "nudges": frozenset({"nudge_list"}),
    "nudge": frozenset({"nudge_label", "due_on"}),
    "lessons": frozenset({"lesson_list"}),
    "cases": frozenset({"case_list"}),
    "late": frozenset({"late_list"}),
}
"""Placeholders that are known whenever a fact or an answer is."""

SHOWN_BY_ACTION: dict[str, tuple[str, frozenset[str]]] = {
    "theme": ("#", frozenset({"theme", "theme_label"})),
    "plan": ("#", frozenset({"plan"})),
    "schedule": ("", frozenset({"when", "planned"})),
    "snooze": ("#", frozenset({"when", "planned"})),
    "snooze_for": ("", frozenset({"when", "planned"})),
    "move_nudge": ("time", frozenset({"when"})),
    "weekly": ("weekly", frozenset({"when", "nudges", "nudge_list"})),
    "zone": ("zone", frozenset({"zone"})),
    "country": ("country", frozenset({"country", "country_name"})),
    "pause": ("time", frozenset({"paused", "paused_until"})),
}
"""Placeholders that are known once an action was done, if the slot named here is known (`#`: its first word)."""

ENDED_BY_ACTION: dict[str, frozenset[str]] = {
    "cancel_all": frozenset({"nudges", "nudge_list", "planned"}),
    "cancel_case": frozenset({"nudges", "nudge_list", "planned"}),
    "cancel_nudge": frozenset({"nudges", "nudge_list", "planned"}),
    "unschedule": frozenset({"nudges", "nudge_list", "planned"}),
    "stop": frozenset({"nudges", "nudge_list", "planned"}),
    "resume": frozenset({"paused", "paused_until"}),
    "close_all": frozenset({"cases", "case_list"}),
    "close_case": frozenset({"cases", "case_list"}),
}
"""Placeholders that may not be known any more once an action was done."""

SHOWN_AT_START: dict[str, frozenset[str]] = {
    "nudge_late.open": frozenset({"late", "late_list"}),
    "nudge_late.one": frozenset({"nudge_label", "due_on"}),
}
"""Placeholders the program knows when it begins with a step."""

SPOKEN_STEPS: tuple[str, ...] = (
    "welcome.notice",
    *(
        "back.done",
        "resuming.context",
        "resuming.detour",
        "resuming.moved",
        "resuming.differently",
        "resuming.unhurried",
        "resuming.told",
        "news.point",
        "resuming.undecided",
        "unreachable.told",
        "stopped.back",
    ),
    *("errors.empty", "errors.too_long", "errors.stale", "errors.unknown_command", "errors.no_match"),
    *("errors.name_unclear", "errors.note_short", "errors.name_taken", "errors.cue_unclear", "errors.action_unclear"),
    *("errors.time_unclear", "errors.time_past", "errors.time_none", "errors.time_too_far"),
    "nudge_late.one",
    *("errors.zone_unknown", "errors.country_unknown", "errors.nothing_to_undo", "errors.nothing_to_skip"),
    "errors.damaged",
)
"""Steps the program only says, before or beside something else; nothing need follow them."""

CALLED_STEPS: tuple[str, ...] = (
    *("welcome.ready", "news.unsure", "news.second"),
    *("rejected.start", "rejected.ways", "rejected.which", "rejected.talk"),
    *("good_news.start", "waiting.start", "job_loss.start", "other_work.start", "small_talk.start"),
    *("resuming.rested", "nudge_silence.open", "nudge_late.open"),
    *("care.crisis", "care.check", "care.other_person", "care.harm_to_others", "care.violence"),
    *(f"concerns.{name}" for name in CONCERNS),
    *("errors.time_ambiguous", "errors.time_offered", "errors.zone_several", "errors.action_perhaps"),
)
"""Steps the program begins with by itself. Those of commands, nudges and `start` stand where they are named."""

OPTIONAL_STEPS: tuple[str, ...] = (
    *(
        "news.which_known",
        "news.unsure_again",
        "news.left",
        "small_talk.left",
        "small_talk.asked",
        "news.several",
        "news.other",
        "news.over",
        "small_talk.bye",
        "small_talk.here",
        "small_talk.no_need",
        "rejected.something_else",
        "rejected.to_theme",
        "rejected.command",
        "rejected.confirm",
        "rejected.put_right",
        "rejected.one_first",
        "rejected.one_of_them",
        "rejected.only_feeling",
        "rejected.no_theme",
        "rejected.beside_self",
    ),
    *("care.lines", "care.lines_us", "care.lines_ca", "care.lines_other", "care.short_answer"),
    *("care.yes", "care.put_strongly", "care.understood", "care.heard", "care.heard_again", "care.heard_still"),
    *("care.crisis_again", "care.other_person_again", "care.harm_to_others_again", "care.violence_again"),
    *("care.begun", "care.begun_again", "care.weary"),
    *("care.thanked", "care.thanked_again", "care.reached", "care.no_lines", "care.going_on"),
    *("errors.no_match_again", "resuming.stuck", "resuming.gently", "later.bye", "news.likely_no"),
)
"""Steps the program begins with where the pack has them."""

REQUIRED_STEPS: tuple[str, ...] = (*SPOKEN_STEPS, *CALLED_STEPS)
"""Every step the program needs."""

REQUIRED_NUDGES = (
    *("day_after", "plan", "send_reply", "letting_go", "feedback", "radar", "radar_again", "team_page"),
    *("checkin", "resume"),
)
"""Kinds of nudges the program plans by itself or the reflections promise."""

REQUIRED_COMMANDS = (
    *("rejected", "reflect", "reply", "checkin", "nudges", "lessons", "pause", "resume", "stop", "timezone"),
    *("privacy", "export", "forget", "help", "about"),
)
"""The commands of both platforms."""

REQUIRED_INTERRUPTS = ("back", "skip", "later", "change", "restart")
"""Words in the conversation that work at every step."""

REQUIRED_PHRASES = tuple(f"stage.{stage.value}" for stage in Stage)
"""Small words the program needs."""
