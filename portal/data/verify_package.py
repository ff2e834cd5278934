"""Checks a sealed package of Clearflag (清鉴), without Clearflag and without a network. 核验封存包，无需联网。

    python -I verify.py PACKAGE [SEAL]

PACKAGE is the ZIP as it was handed over, or the folder that it was unpacked into. SEAL is the fingerprint of 64 signs
that the agency told you by another way (letter, telephone), or the SHA-256 of the ZIP; only with it can the answer be
that the package is the one that the agency sealed. Needs Python 3.9 or newer and nothing else.

Ends with 0: intact, and the seal is the one you were told. 1: something was altered. 2: not a package, or it cannot be
read. 3: intact in itself, and no seal was given to compare.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

FORMAT = "clearflag-sealed-package/1"
MANIFEST, SEAL_FILE, LEDGER = "manifest.json", "manifest.sha256", "ledger.json"
CHUNK = 1024 * 1024
LONGEST_JSON = 256 * CHUNK
"""No manifest and no ledger is longer; more is not read into memory."""
GENESIS = "0" * 64
HEADER = (
    "case_id", "sequence", "at", "action", "actor_id", "organization_id", "role", "status_before", "status_after",
    "commitment",
)  # fmt: skip
"""What the hash of an entry of the ledger covers, besides the hash of the entry before."""
RECEIPTS = ("execute", "attest")
ANSWERED_BY_RECEIPT = ("disposal", "preserve", "lift")
"""Kinds of tasks whose receipt is an entry of its own; what a platform did by itself is told in another."""
BROKEN = (OSError, KeyError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile)
"""What reading a damaged archive raises."""
INTACT, ALTERED, UNREADABLE, NOT_COMPARED = range(4)


class NotReadable(Exception):
    """It is no package, or not one that this program knows."""


class Package:
    """The files of a package, in a ZIP or in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.zip = None if path.is_dir() else zipfile.ZipFile(path)
        except BROKEN as fault:
            raise NotReadable(f"{path}: {fault}") from fault

    def names(self) -> list[str]:
        """Every file; one that stands there twice is named twice."""
        if self.zip is not None:
            return [one.filename for one in self.zip.infolist()]
        found = (one for one in self.path.rglob("*") if one.is_symlink() or not one.is_dir())
        return sorted(one.relative_to(self.path).as_posix() for one in found)

    def open(self, name: str) -> IO[bytes]:
        """The bytes of one file."""
        return (self.path / name).open("rb") if self.zip is None else self.zip.open(name)

    @property
    def own_sha256(self) -> str:
        """Of the ZIP itself; "" for a folder."""
        if self.zip is None:
            return ""
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def read(self, name: str) -> bytes:
        """A file that is read whole. Raises NotReadable where it is not there or too long."""
        try:
            with self.open(name) as file:
                content = file.read(LONGEST_JSON + 1)
        except BROKEN as fault:
            raise NotReadable(f"{name}: {fault}") from fault
        if len(content) > LONGEST_JSON:
            raise NotReadable(f"{name}: too long")
        return content

    def measure(self, name: str) -> tuple[int, str] | None:
        """Size and SHA-256 of a file; None where its bytes cannot be read any more."""
        digest, size = hashlib.sha256(), 0
        try:
            with self.open(name) as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except BROKEN:
            return None
        return size, digest.hexdigest()


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: the bytes that are hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(content: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def check(package: Package) -> tuple[list[str], list[str], dict[str, Any]]:
    """What was altered, what was found to hold, and the manifest. Raises NotReadable."""
    content = package.read(MANIFEST)
    manifest, ledger = parsed(content, MANIFEST), parsed(package.read(LEDGER), LEDGER)
    if manifest.get("format") != FORMAT:
        raise NotReadable(f"{MANIFEST}: {manifest.get('format')!r}")
    entries = ledger.get("entries", [])
    faults = [
        *manifest_faults(package, content, manifest),
        *file_faults(package, manifest["files"]),
        *chain_faults(entries, manifest["chain"]),
        *decision_faults(manifest, entries),
        *receipt_faults(manifest, entries),
    ]
    return faults, held(manifest, entries), manifest


def parsed(content: bytes, name: str) -> dict[str, Any]:
    """JSON as a table. Raises NotReadable."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise NotReadable(f"{name}: {fault}") from fault
    if not isinstance(value, dict):
        raise NotReadable(name)
    return value


def manifest_faults(package: Package, content: bytes, manifest: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the list of contents itself."""
    if canonical(manifest) != content:
        yield f"{MANIFEST}: 书写形式不符，已被改动 / is not written as it was sealed"
    try:
        noted = package.read(SEAL_FILE)
    except NotReadable:
        noted = b""
    if noted != f"{sha256(content)}  {MANIFEST}\n".encode():
        yield f"{MANIFEST}: 与 {SEAL_FILE} 不符，已被改动 / was changed: {SEAL_FILE} names another fingerprint"


def file_faults(package: Package, listed: list[dict[str, Any]]) -> Iterator[str]:
    """Files that were changed, taken out or put in."""
    names, wanted = package.names(), {one["path"]: one for one in listed}
    for name in sorted(set(names) - {*wanted, MANIFEST, SEAL_FILE}):
        yield f"{name!r}: 清单中没有，是后来放入的 / was added: the manifest does not name it"
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield f"{name!r}: 出现了两次 / stands there twice"
    for name in sorted(set(wanted) - set(names)):
        yield f"{name!r}: 已被取走 / was removed"
    for name in sorted(set(wanted) & set(names)):
        if package.measure(name) != (wanted[name]["size"], wanted[name]["sha256"]):
            yield f"{name!r}: 内容已被改动 / was changed: its bytes are not those that were sealed"


def chain_faults(entries: list[dict[str, Any]], chain: dict[str, Any]) -> Iterator[str]:
    """Where the ledger of the case does not hold."""
    before = GENESIS
    for place, entry in enumerate(entries, 1):
        where = f"{LEDGER} #{place}"
        if entry["sequence"] != place or entry["previous_hash"] != before:
            yield f"{where}: 不接上一条，有缺失或次序被动过 / does not follow the entry before it"
        header = canonical({name: entry[name] for name in HEADER})
        if sha256(bytes.fromhex(entry["previous_hash"]) + header) != entry["hash"]:
            yield f"{where}: 记录已被改动 / was changed after it was written"
        if "body" in entry and sha256(bytes.fromhex(entry["salt"]) + canonical(entry["body"])) != entry["commitment"]:
            yield f"{where}: 内容已被改动 / its content was changed after it was written"
        before = entry["hash"]
    if len(entries) != chain["entries"] or before != chain["head"]:
        yield f"{LEDGER}: 末条与清单不符，尾部被截或被接 / does not end where the manifest says"


def told(entries: Iterable[dict[str, Any]], *actions: str) -> Iterator[dict[str, Any]]:
    """The opened contents of the entries of these actions."""
    return (one["body"] for one in entries if one["action"] in actions and "body" in one)


def decision_faults(manifest: dict[str, Any], entries: list[dict[str, Any]]) -> Iterator[str]:
    """Decisions and findings of the manifest that the ledger does not bear out."""
    issued = {one["notice"]: one["sha256"] for one in told(entries, "notice_issued")}
    for decision in manifest["decisions"]:
        if issued.get(decision["number"]) != sha256(canonical(decision)):
            yield f"{MANIFEST}: 处置通知书 {decision['number']} 与存证链不符 / is not the decision in the ledger"
    signed = {(one["round"], one["version"]) for one in told(entries, "approve", "refer") if "version" in one}
    known = {number for number, _ in signed}
    for finding in manifest["findings"]:
        number, version = finding["round"], finding["version"]
        if "decided_on" in finding and sha256(canonical(finding["decided_on"])) != version:
            yield f"{MANIFEST}: 第 {number} 轮核查结论与其指纹不符 / finding {number} was changed"
        if number in known and (number, version) not in signed:
            yield f"{MANIFEST}: 第 {number} 轮核查结论不是签署的那份 / finding {number} is not what was signed"


def receipt_faults(manifest: dict[str, Any], entries: list[dict[str, Any]]) -> Iterator[str]:
    """Receipts and their files that the ledger does not bear out; nothing where it opens not every receipt."""
    if any(one["action"] in RECEIPTS and "body" not in one for one in entries):
        return
    receipts = {one["task"]: one.get("files", []) for one in told(entries, *RECEIPTS)}
    answered = {one["task"] for one in manifest["measures"] if one["done_at"] and one["kind"] in ANSWERED_BY_RECEIPT}
    for task in sorted(answered - {*receipts}):
        yield f"{MANIFEST}: 任务 {task} 的回执不在存证链中 / the ledger knows no receipt of task {task}"
    for file in manifest["files"]:
        if file.get("task") in answered and file["sha256"] not in receipts.get(file["task"], []):
            yield f"{file['path']!r}: 不是回执所附文件 / is not what the receipt in the ledger names"


def held(manifest: dict[str, Any], entries: list[dict[str, Any]]) -> list[str]:
    """What was compared, in figures."""
    opened = sum("body" in one for one in entries)
    return [
        f"文件 {len(manifest['files'])} 个 / {len(manifest['files'])} files",
        f"存证链 {len(entries)} 条，其中 {opened} 条公开内容 / {len(entries)} ledger entries, {opened} of them opened",
        f"处置通知书 {len(manifest['decisions'])} 份 / {len(manifest['decisions'])} decisions",
    ]


def say(*lines: str) -> None:
    """Write lines, whatever the console can show."""
    text = "\n".join(lines) + "\n"
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def judge(path: Path, seal: str) -> int:
    """Check one package, say what was found, and return the number to end with. Raises NotReadable."""
    package = Package(path)
    faults, compared, manifest = check(package)
    own = sha256(package.read(MANIFEST))
    say(
        f"案件编号 / case: {manifest['case']['number']}",
        f"封存包 / package: {manifest['version']}",
        f"封存指纹 / seal: {' '.join(own[at : at + 8] for at in range(0, 64, 8))}",
        f"压缩包 / SHA-256 of the ZIP: {package.own_sha256 or '-'}",
        f"存证链末条 / head of the chain: {manifest['chain']['head']}",
        *compared,
        "",
    )
    if seal and seal not in (own, package.own_sha256):
        faults.insert(0, "封存指纹与您所持的不同：不是该机关封存的那一包 / the seal is not the one you were told")
    if faults:
        say("已被改动 / ALTERED", *(f"  - {one}" for one in faults))
        return ALTERED
    if not seal:
        say(
            "内部一致，但尚未比对封存指纹 / INTACT IN ITSELF, SEAL NOT COMPARED",
            "  请向移送机关核对上面的指纹，再连同指纹运行一次。",
            "  Ask the agency for the seal, then run this again with it.",
        )
        return NOT_COMPARED
    say("真实无改 / GENUINE: 与封存时完全一致 / this is what was sealed, unchanged")
    return INTACT


def main(arguments: list[str]) -> int:
    """The program."""
    if len(arguments) not in (1, 2) or arguments[0] in ("-h", "--help"):
        say(__doc__ or "")
        return UNREADABLE
    seal = "".join(one for one in "".join(arguments[1:]).lower() if one.isalnum())
    try:
        return judge(Path(arguments[0]), seal)
    except NotReadable as fault:
        say(f"无法读取 / CANNOT BE READ: {fault}")
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        say(f"不是封存包的格式，或已被改动 / NOT IN THE FORM OF A PACKAGE, OR ALTERED: {type(fault).__name__} {fault}")
        return ALTERED
    return UNREADABLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
