"""`ui/` and `resources/` become what the program imports; only what changed is made again."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QFile
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from ui.collect_texts import collect, is_translated, update
from ui.compile_forms import ROOT, compile_all

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0">
 <class>Hello</class>
 <widget class="QWidget" name="Hello">
  <widget class="QPushButton" name="sign_button">
   <property name="text"><string>Sign and seal</string></property>
   <property name="styleSheet"><string notr="true">color: red</string></property>
   <property name="icon"><iconset resource="../resources/resources.qrc">
    <normaloff>:/icons/check.svg</normaloff>:/icons/check.svg</iconset></property>
  </widget>
 </widget>
 <resources><include location="../resources/resources.qrc"/></resources>
</ui>
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small checkout with one form, one icon, one catalogue and a protocol."""
    for folder in ("ui", "resources/icons", "resources/locale", "resources/study", "ucmsc_desktop/domain"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "ui" / "hello.ui").write_text(FORM, encoding="utf-8")
    shutil.copy(ROOT / "resources" / "icons" / "check.svg", tmp_path / "resources" / "icons")
    (tmp_path / "resources" / "resources.qrc").write_text(
        '<RCC><qresource prefix="/"><file>icons/check.svg</file></qresource></RCC>', encoding="utf-8"
    )
    (tmp_path / "resources" / "study" / "protocol.toml").write_text('[[visits]]\nlabel = "Week 2"\n', encoding="utf-8")
    (tmp_path / "ucmsc_desktop" / "domain" / "dose.py").write_text(
        'from x import N_, _, ngettext\nlabel = N_("Weight")\nshown = _("Saved {t}").format(t=1)\n'
        'ngettext("{n} visit", "{n} visits", 3)\n',
        encoding="utf-8",
    )
    update("zh_CN", collect(tmp_path), tmp_path / "resources" / "locale")
    return tmp_path


def names(made: list[Path], root: Path) -> set[str]:
    """What was made, as paths in the checkout."""
    return {path.relative_to(root).as_posix() for path in made}


def test_all_is_made_once(house: Path) -> None:
    assert names(compile_all(house), house) == {
        "ucmsc_desktop/forms/__init__.py",
        "ucmsc_desktop/forms/ui_hello.py",
        "ucmsc_desktop/forms/resources_rc.py",
        "ucmsc_desktop/data/study/protocol.toml",
        "ucmsc_desktop/data/locale/zh_CN/LC_MESSAGES/ucmsc.mo",
    }
    assert compile_all(house) == []
    form = (house / "ucmsc_desktop" / "forms" / "ui_hello.py").read_text(encoding="utf-8")
    assert "from . import resources_rc" in form
    assert "connectSlotsByName" not in form


def test_only_what_changed_is_made_again(house: Path) -> None:
    compile_all(house)
    later = (house / "ucmsc_desktop" / "forms" / "ui_hello.py").stat().st_mtime + 5
    os.utime(house / "resources" / "icons" / "check.svg", (later, later))
    assert names(compile_all(house), house) == {"ucmsc_desktop/forms/resources_rc.py"}


def test_what_lost_its_source_goes(house: Path) -> None:
    compile_all(house)
    (house / "ui" / "hello.ui").unlink()
    (house / "resources" / "locale" / "zh_CN.po").unlink()
    compile_all(house)
    assert not (house / "ucmsc_desktop" / "forms" / "ui_hello.py").exists()
    assert not list((house / "ucmsc_desktop" / "data").rglob("*.mo"))


def test_a_form_that_cannot_be_compiled_is_named(house: Path) -> None:
    (house / "ui" / "broken.ui").write_text("<ui><widget", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"uic could not compile .*broken\.ui"):
        compile_all(house)


def test_a_checkout_without_forms_compiles(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    assert names(compile_all(tmp_path), tmp_path) == {"ucmsc_desktop/forms/__init__.py"}


def test_texts_come_from_code_forms_and_protocol(house: Path) -> None:
    found = {message.id for message in collect(house) if message.id}
    assert found == {"Weight", "Saved {t}", ("{n} visit", "{n} visits"), "Sign and seal", "Week 2"}


def test_a_translation_survives_an_update(house: Path) -> None:
    locale = house / "resources" / "locale"
    file = locale / "zh_CN.po"
    done = file.read_text(encoding="utf-8").replace('msgid "Weight"\nmsgstr ""', 'msgid "Weight"\nmsgstr "体重"')
    file.write_text(done, encoding="utf-8")
    template = collect(house)
    template.add("Height")
    assert update("zh_CN", template, locale) == 5
    after = file.read_text(encoding="utf-8")
    assert 'msgstr "体重"' in after
    assert 'msgid "Height"' in after
    assert not any(is_translated(message) for message in template if message.id)


def test_every_icon_is_listed_and_can_be_drawn(qtbot: QtBot) -> None:
    from ucmsc_desktop.forms import resources_rc  # noqa: F401 - registers the icons

    icons = sorted(path.name for path in (ROOT / "resources" / "icons").glob("*.svg"))
    assert len(icons) > 50
    for name in icons:
        assert QFile.exists(f":/icons/{name}"), name
        assert not QIcon(f":/icons/{name}").pixmap(24, 24).isNull(), name
