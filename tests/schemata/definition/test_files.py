"""Which files are read."""

from pathlib import Path

import pytest

from schemata.definition import DefinitionErrors, load

APP = "kind: App\ncode: {0}\ndatabase: {1}\nuser: {1}_user\n"


def test_yaml_files_of_all_folders_are_read_and_others_left(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.yaml").write_text(APP.format("A", "a"))
    (tmp_path / "b.yml").write_text(APP.format("B", "b"))
    (tmp_path / "README.md").write_text("kind: nothing")
    assert list(load(tmp_path).apps) == ["A", "B"]


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside.yaml"
    root.mkdir()
    outside.write_text(APP.format("A", "a"))
    (root / "a.yaml").symlink_to(outside)
    with pytest.raises(DefinitionErrors) as caught:
        load(root)
    assert str(caught.value) == (
        f"{root}/a.yaml: the link leads out of the folder of the definitions; copy the file into it"
    )


def test_a_link_to_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path / "other")
    with pytest.raises(DefinitionErrors, match=r"link: a link to a folder is not followed; move the folder here"):
        load(tmp_path / "root")


def test_hidden_files_are_left(tmp_path: Path) -> None:
    (tmp_path / ".#a.yaml").symlink_to("user@host.123")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.yaml").write_text("nothing: here")
    assert load(tmp_path).apps == {}


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("absent.yaml")
    with pytest.raises(DefinitionErrors, match=r"a\.yaml: it is no file"):
        load(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DefinitionErrors, match="there is no such folder; give the folder of the definitions"):
        load(tmp_path / "absent")
