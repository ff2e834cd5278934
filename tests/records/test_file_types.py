"""A file is what its content says, whatever it is called; what can act is refused with a way out."""

import io
import zipfile

import pytest

from portal.records.file_names import LONGEST, clean_file_name, download_name
from portal.records.file_types import EXTENSIONS, Active, Empty, Unknown, sniff
from tests.records.files import ACTIVE, HOSTILE_NAMES, POLYGLOTS, TAKEN, UNKNOWN, brand


@pytest.mark.parametrize("media_type", TAKEN)
def test_each_kind_that_is_taken_is_known_by_its_content(media_type: str) -> None:
    assert sniff(io.BytesIO(TAKEN[media_type])) == media_type


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(TAKEN) == set(EXTENSIONS)


@pytest.mark.parametrize("kind", ACTIVE)
def test_what_can_act_as_a_program_is_refused(kind: str) -> None:
    with pytest.raises(Active):
        sniff(io.BytesIO(ACTIVE[kind]))


@pytest.mark.parametrize("kind", UNKNOWN)
def test_what_is_none_of_the_kinds_is_refused(kind: str) -> None:
    with pytest.raises(Unknown):
        sniff(io.BytesIO(UNKNOWN[kind]))


@pytest.mark.parametrize("word", [b"isom", b"iso3", b"iso6", b"MSNV", b"mp42", b"avc1", b"M4V ", b"3gp6", b"3g2a"])
def test_films_of_cameras_and_telephones_are_films(word: bytes) -> None:
    assert sniff(io.BytesIO(brand(word))) == "video/mp4"


def test_nothing_is_no_file() -> None:
    with pytest.raises(Empty):
        sniff(io.BytesIO())


@pytest.mark.parametrize("kind", POLYGLOTS)
def test_what_is_two_things_is_taken_as_what_it_begins_as(kind: str) -> None:
    content, media_type = POLYGLOTS[kind]
    assert sniff(io.BytesIO(content)) == media_type


def test_a_document_with_a_list_that_would_fill_the_memory_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}", b"")
    with pytest.raises(Unknown):
        sniff(buffer)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_is_harmless_once_it_is_clean(name: str) -> None:
    clean = clean_file_name(name)
    assert clean == clean_file_name(clean)
    assert clean.isprintable()
    assert 0 < len(clean.encode()) <= LONGEST
    assert not set(clean) & set('/\\<>:"|?*;%\x00\r\n')
    assert not clean.startswith(".")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("con.txt", "_con.txt"),
        ("\u202egnp.exe", "gnp.exe"),
        ("名字 空格.png", "名字 空格.png"),
        ("", "file"),
        ("x" * 300 + ".png", "x" * 116 + ".png"),
    ],
)
def test_a_clean_name_is_still_the_persons_own(name: str, clean: str) -> None:
    assert clean_file_name(name) == clean


@pytest.mark.parametrize(
    ("name", "media_type", "handed_out"),
    [
        ("a.PNG", "image/png", "a.PNG"),
        ("a.jpeg", "image/jpeg", "a.jpeg"),
        ("gnp.exe", "image/png", "gnp.exe.png"),
        ("a.png.html", "image/png", "a.png.html.png"),
        ("notes", "text/plain", "notes.txt"),
        ("png", "image/png", "png.png"),
    ],
)
def test_a_file_is_handed_out_under_a_name_that_ends_as_its_content_is(
    name: str, media_type: str, handed_out: str
) -> None:
    assert download_name(name, media_type) == handed_out
