"""Another office's file: every row once, the words as they were, each refusal with its reason."""

import csv
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.extensions import db
from portal.records import ledger
from portal.records.cases import Case
from portal.records.counters import CounterDelta
from portal.records.targets import Target
from portal.records.tips import Channel, Tip, TipCase
from tests.factories import organization
from tests.importing.conftest import HEADER, Import

ROW = "7,2026-03-01,2026-02-27,B02,content,https://xingyun.example/v/1,,假医生卖药\n"


def kept(app: Flask) -> tuple[int, int]:
    with app.app_context():
        tips = db.session.scalar(select(func.count()).select_from(Tip)) or 0
        return tips, db.session.scalar(select(func.count()).select_from(Case)) or 0


def the_tip(app: Flask) -> Tip:
    with app.app_context():
        return db.session.scalars(select(Tip)).one()


def refusals(report: str) -> list[list[str]]:
    return list(csv.reader(report.splitlines()))[1:]


def test_a_row_is_a_tip_at_its_desk(app: Flask, import_tips: Import) -> None:
    ran = import_tips(ROW)
    assert (ran.code, ran.said.splitlines()[-1]) == (0, "1 added, 0 here before, 0 refused.")
    tip = the_tip(app)
    assert (tip.source, tip.external_id, tip.channel) == ("hotline", "7", Channel.IMPORT)
    assert (tip.first_received_on, tip.occurred_on) == (date(2026, 3, 1), date(2026, 2, 27))
    assert (tip.description, tip.category) == ("假医生卖药", "B02")
    with app.app_context():
        case = db.session.scalars(select(Case)).one()
        assert case.holder_id == organization("xingyun").id
        assert list(ledger.verify()) == [1]


def test_an_imported_tip_has_no_query_code(app: Flask, import_tips: Import) -> None:
    import_tips(ROW)
    tip = the_tip(app)
    assert (tip.code_hash, tip.code_key_id, tip.idempotency_hash) == (None, None, None)


def test_a_file_brought_again_changes_nothing(app: Flask, import_tips: Import) -> None:
    first, again = import_tips(ROW), import_tips(ROW)
    assert (again.code, again.said.splitlines()[-1]) == (0, "0 added, 1 here before, 0 refused.")
    assert first.code == 0
    assert kept(app) == (1, 1)
    with app.app_context():
        counted = db.session.scalars(select(CounterDelta.amount).where(CounterDelta.figure == "tips_received")).all()
    assert list(counted) == [1]


def test_a_number_and_a_source_are_the_same_however_they_are_spelled(app: Flask, import_tips: Import) -> None:
    import_tips(ROW)
    again = import_tips(ROW.replace("7,", " ７ ,", 1), source="ＨotLine ")
    assert again.said.splitlines()[-1] == "0 added, 1 here before, 0 refused."
    assert kept(app) == (1, 1)


def test_a_longer_file_brings_only_what_is_new(app: Flask, import_tips: Import) -> None:
    import_tips(ROW)
    ran = import_tips(ROW + ROW.replace("7,", "8,", 1))
    assert ran.said.splitlines()[-1] == "1 added, 1 here before, 0 refused."
    assert kept(app) == (2, 1)


def test_the_same_number_of_another_source_is_another_tip(app: Flask, import_tips: Import) -> None:
    import_tips(ROW)
    import_tips(ROW, source="12345")
    assert kept(app) == (2, 1)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("假医生", "真医生"),
        ("xingyun.example/v/1", "xingyun.example/v/2"),
        ("content", "website"),
        ("2026-03-01", "2026-02-20"),
        ("2026-02-27", "2026-02-26"),
        ("B02", "B04"),
    ],
)
def test_a_number_that_comes_with_other_content_is_refused_and_changes_nothing(
    app: Flask, import_tips: Import, was: str, becomes: str
) -> None:
    import_tips(ROW)
    ran = import_tips(ROW.replace(was, becomes), "--language", "en")
    assert refusals(ran.report) == [
        ["2", "7", "external_id", "This number came before with other content; what is here stays as it is."]
    ]
    assert the_tip(app).description == "假医生卖药"


@pytest.mark.parametrize("size", ["1", "2", "100"])
def test_good_rows_go_in_and_each_bad_one_is_reported(app: Flask, import_tips: Import, size: str) -> None:
    bad = {
        ",,,B02,content,x1,,words": (
            "external_id",
            "The row has no number of its own, by which it could be told again.",
        ),
        "2,,,Q99,content,x1,,words": ("category", "There is no category of this code; Z99 is “not sure”."),
        "3,,,B02,planet,x1,,words": ("target_type", "There is no such type of target."),
        "4,,,B02,content,,,words": ("target", "Say what you flag: an address, a number or a name."),
        "5,,,B02,content,x1,,": ("description", "Tell us in a sentence or two what happened."),
        "6,,2026-02-30,B02,content,x1,,words": ("occurred_on", "This is no day; write it YYYY-MM-DD."),
        "8,2027-01-01,,B02,content,x1,,words": ("received_on", "This day is in the future."),
        "9,,,B02,content,x1": ("row", "The row has 6 cells, the header 8."),
        "10,,,B02,content,x1,,a\0b": ("description", "This holds a character that cannot be kept."),
        f"11,,,B02,content,{'x' * 4001},,words": (
            "target",
            "This is too long. Paste the address alone, at most 4000 characters.",
        ),
    }
    ran = import_tips("\n".join(bad) + "\n" + ROW, "--batch", size, "--language", "en")
    assert (ran.code, kept(app)) == (1, (1, 1))
    assert ran.said.splitlines()[-2] == f"1 added, 0 here before, {len(bad)} refused."
    found = sorted(refusals(ran.report), key=lambda row: int(row[0]))
    assert [(line, field, reason) for line, _id, field, reason in found] == [
        (str(line), *told) for line, told in enumerate(bad.values(), start=2)
    ]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Target)) == 1


def test_a_refused_row_goes_in_once_it_is_mended(app: Flask, import_tips: Import) -> None:
    wrong = ROW.replace("B02", "Q02")
    assert [import_tips(rows).code for rows in (wrong, wrong, ROW, ROW)] == [1, 1, 0, 0]
    assert kept(app) == (1, 1)
    assert refusals(import_tips(ROW).report) == []


def test_reasons_are_told_in_chinese_unless_asked_otherwise(import_tips: Import) -> None:
    assert refusals(import_tips(ROW.replace("B02", "Q02")).report)[0][3] == "没有这个类别代码；Z99 表示“不确定”。"


def test_a_number_that_is_a_formula_is_no_formula_in_the_report(import_tips: Import) -> None:
    formulas = ["=1+1", "+1", "-1", "@SUM(1)", "＝1+1", "\ufeff=1"]
    ran = import_tips("".join(f"{one},,,Q99,content,x1,,words\n" for one in formulas))
    assert [row[1] for row in refusals(ran.report)] == [f"'{one}" for one in formulas]


def test_a_type_that_is_not_said_is_recognised(app: Flask, import_tips: Import) -> None:
    import_tips("1,,,B02,,https://xingyun.example/v/1,,words\n2,,,B02,,,,words\n3,,,B02,,某公司,,words\n")
    with app.app_context():
        rows = db.session.execute(select(TipCase.type, TipCase.entered).order_by(TipCase.tip_id)).all()
    assert [tuple(row) for row in rows] == [
        ("content", "https://xingyun.example/v/1"),
        ("unknown", ""),
        ("unknown", "某公司"),
    ]


def test_days_are_read_as_offices_write_them(app: Flask, import_tips: Import) -> None:
    ways = ["2026-03-01", "2026/3/1", "2026年3月1日", "2026.03.01", "2026-03-01 09:30", "2026/3/1 9:30:00"]
    import_tips("".join(f"{at},{way},,B02,unknown,,,words\n" for at, way in enumerate(ways)))
    with app.app_context():
        assert set(db.session.scalars(select(Tip.first_received_on))) == {date(2026, 3, 1)}
    assert kept(app)[0] == len(ways)


@pytest.mark.parametrize(("encoding", "told"), [("utf-8", False), ("utf-8-sig", False), ("gb18030", True)])
def test_the_encodings_of_offices_are_read(app: Flask, import_tips: Import, encoding: str, told: bool) -> None:
    ran = import_tips(content=(HEADER + ROW).encode(encoding))
    assert (ran.code, "GB18030" in ran.said) == (0, told)
    assert the_tip(app).description == "假医生卖药"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ((HEADER + ROW).encode("utf-16"), "UTF-16"),
        (b"\xff\x81\xff\xff", "neither UTF-8 nor GB18030"),
        (b"", "is empty"),
        (b"external_id,category\n1,B02\n", "No column says description"),
        ((HEADER + ROW + '8,,,B02,unknown,,,"never closed\n').encode(), "begins on line 3"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(import_tips: Import, content: bytes, reason: str) -> None:
    ran = import_tips(content=content)
    assert ran.code == 1
    assert reason in ran.said


def test_a_column_that_is_not_there_is_named(import_tips: Import) -> None:
    ran = import_tips(ROW, "--map", "titel=description")
    assert (ran.code, "no column 'titel'" in ran.said) == (1, True)
    assert import_tips(ROW, "--map", "description=titel").code == 2


def test_a_row_over_several_lines_is_named_by_its_first(import_tips: Import) -> None:
    ran = import_tips('1,,,B02,unknown,,,"a\nb\nc"\n\n2,,,Q99,unknown,,,words\n')
    assert [row[:2] for row in refusals(ran.report)] == [["6", "2"]]


def test_a_broken_file_keeps_whole_batches_and_goes_on_when_mended(app: Flask, import_tips: Import) -> None:
    rows = "".join(ROW.replace("7,", f"{at},", 1) for at in range(5))
    assert import_tips(f'{rows}9,,,B02,unknown,,,"open', "--batch", "2").code == 1
    assert kept(app)[0] == 4
    assert import_tips(rows, "--batch", "2").said.splitlines()[-1] == "1 added, 4 here before, 0 refused."
