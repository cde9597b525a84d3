from threading import Event

from structlog.testing import capture_logs

from bot.errors import StorageError
from bot.storage.housekeeper import Housekeeper


class Work:
    """Notes that it was done, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.times, self.failures, self.done = 0, failures, Event()

    def __call__(self) -> None:
        self.times += 1
        self.done.set()
        if self.times <= self.failures:
            raise StorageError("the disk is full")


def test_what_was_written_is_put_away_by_itself() -> None:
    work = Work()
    housekeeper = Housekeeper(work, quiet=0)
    housekeeper.note()
    assert work.done.wait(10)
    housekeeper.end()


def test_what_could_not_be_put_away_is_told_and_tried_again_with_the_next() -> None:
    work = Work(failures=1)
    housekeeper = Housekeeper(work, quiet=0)
    with capture_logs() as logs:
        for _ in range(2):
            work.done.clear()
            housekeeper.note()
            assert work.done.wait(10)
        housekeeper.end()
    assert [entry["event"] for entry in logs] == ["daybook.not_put_away"]


def test_nothing_is_put_away_while_more_is_written_or_once_it_is_to_end() -> None:
    work = Work()
    housekeeper = Housekeeper(work, quiet=60)
    housekeeper.note()
    housekeeper.end()
    assert work.times == 0


def test_one_that_had_nothing_to_do_ends() -> None:
    Housekeeper(Work(), quiet=60).end()
