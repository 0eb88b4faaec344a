"""Long work in steps."""

from collections.abc import Generator, Iterator

import pytest

from ucmsc_desktop import text
from ucmsc_desktop.domain.steps import result_of
from ucmsc_desktop.outbound.progress import Progress, Work, counted, in_language, in_turn, shared


def words(closed: list[str]) -> Generator[str, None, str]:
    try:
        for _step in range(2):
            yield text.active_language()
    finally:
        closed.append("closed")
    return text.active_language()


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "paper_languages", lambda folder=None: ["en", "zh_CN"])
    monkeypatch.setattr("gettext.translation", lambda *_names: text)


@pytest.mark.usefixtures("chinese")
def test_only_the_steps_speak_the_language() -> None:
    closed: list[str] = []
    work = in_language("zh_CN", words(closed))
    spoken = []
    try:
        while True:
            spoken += [next(work), text.active_language()]
    except StopIteration as end:
        spoken.append(end.value)
    assert spoken == ["zh_CN", "en", "zh_CN", "en", "zh_CN"]
    assert closed == ["closed"]


@pytest.mark.usefixtures("chinese")
def test_work_that_is_stopped_is_closed() -> None:
    closed: list[str] = []
    work = in_language("zh_CN", words(closed))
    next(work)
    work.close()
    assert (closed, text.active_language()) == (["closed"], "en")


def test_progress_counts_on_from_what_was_done_before() -> None:
    assert list(counted(iter([1, 2]), 9, before=3)) == [Progress(4, 9), Progress(5, 9)]


def test_the_result_comes_at_the_end() -> None:
    assert result_of(words([])) == "en"


def parts() -> Generator[float, None, str]:
    yield 0.0
    yield 0.5
    yield 1.0
    return "done"


def test_parts_are_the_last_steps_of_the_whole() -> None:
    assert list(shared(parts(), 10, 30)) == [Progress(20, 30), Progress(25, 30), Progress(30, 30)]
    assert result_of(shared(parts(), 10, 30)) == "done"


def counting(count: int, total: int) -> Work:
    return counted(iter(range(1, count + 1)), total)


def test_works_in_turn_grow_to_one_total_however_each_counts() -> None:
    works = [(10, counting(2, 2)), (0, counting(0, 0)), (5, counting(3, 9))]
    steps = list(in_turn(works, (1, shared(parts(), 1, 1))))
    assert {step.total for step in steps} == {16}
    assert [step.done for step in steps] == [5, 10, 10, 10, 10, 11, 11, 15, 15, 15, 16, 16]
    assert result_of(in_turn([(1, counting(1, 1))], (1, shared(parts(), 1, 1)))) == "done"


def test_works_in_turn_that_are_stopped_close_the_one_under_way() -> None:
    closed: list[str] = []

    def lasting() -> Iterator[Progress]:
        try:
            yield Progress(1, 2)
            yield Progress(2, 2)
        finally:
            closed.append("closed")

    work = in_turn([(1, (step for step in lasting()))], (1, shared(parts(), 1, 1)))
    next(work)
    work.close()
    assert closed == ["closed"]
