"""The legend and the notes of a Figure alone."""

from tests.domain.test_figure_layout import EVEN, crowded
from tests.figures import FIGURES
from ucmsc_desktop.domain.figure_key import key_layout, key_words


def test_every_sample_and_note_is_told_and_nothing_stands_on_another() -> None:
    for figure in FIGURES.values():
        layout, high = key_layout(figure, 300, EVEN)
        assert [placed.sample for placed in layout.samples] == list(figure.legend)
        told = " ".join(one.words for one in layout.written)
        assert all(words in told for words in (*(sample.words for sample in figure.legend), *figure.notes))
        assert crowded(layout, 300, high) == []
        assert all(words in key_words(figure) for words in (*(one.words for one in figure.legend), *figure.notes))
