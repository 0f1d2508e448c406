#!/usr/bin/env python3
"""Verifies a dump, as docs/format.md has it, and restores it: read-dump.py DUMP TARGET. TARGET must not exist."""
import base64, hashlib, json, os, sys


def fail(message):
    sys.exit(f"read-dump: {message}")


def read_manifest(dump):
    """The records and the last line of a dump that is open for reading."""
    dump.seek(-min(65536, dump.seek(0, os.SEEK_END)), os.SEEK_END)
    tail = dump.read()
    last = tail[:-5].rpartition(b"\n")[2]
    if not tail.endswith(b"\n```\n") or not last.startswith(b'{"end":true,'):
        fail("incomplete: the last line of the manifest is missing")
    end, covered, digest = json.loads(last), dump.tell() - 5 - len(last), hashlib.sha256()
    dump.seek(0)
    while dump.tell() < covered:
        digest.update(dump.read(min(1 << 20, covered - dump.tell())))
    if digest.hexdigest() != end["sha256"]:
        fail("the dump was changed: its SHA-256 is another")
    dump.seek(end["manifestOffset"])
    header, *records = [json.loads(line) for line in dump.read(covered - dump.tell()).decode().split("\n")[:-1]]
    if header["format"] != "create-dump" or header["version"] != 1:
        fail("not a dump of version 1")
    return records, end


def path_of(record):
    return base64.b64decode(record["pathBase64"]) if "pathBase64" in record else record["path"].encode()


def check_records(records, end):
    tree, contents, last, place = hashlib.sha256(), set(), b"", 0
    for record in records:
        path = path_of(record)
        parts = (path.removesuffix(b"/") if "skipped" in record else path).split(b"/")
        if path <= last or b"\0" in path or {b"", b".", b".."} & set(parts):
            fail(f"path refused: {path!r}")
        if any(b"/".join(parts[:n]) in contents for n in range(1, len(parts))):
            fail(f"path goes through a file: {path!r}")
        last = path
        if "sha256" in record:
            tree.update(f"{record.get('mode', '100644')} {record['sha256']} ".encode() + path + b"\0")
        if "skipped" not in record:
            contents.add(path)
            if record["offset"] < place or record["offset"] + record["length"] > end["manifestOffset"]:
                fail(f"content out of place: {path!r}")
            place = record["offset"] + record["length"]
    files = [record for record in records if "skipped" not in record]
    left_out = sum(record.get("skipped") == "excluded" for record in records)
    totals = [len(files), len(records) - len(files), left_out, sum(record["size"] for record in files), tree.hexdigest()]
    if totals != [{"leftOut": left_out, **end}[key] for key in ("files", "skipped", "leftOut", "bytes", "treeSha256")]:
        fail("the manifest contradicts itself")
    return files


def content_of(dump, record):
    dump.seek(record["offset"])
    stored, encoding = dump.read(record["length"]), record.get("encoding")
    if encoding:
        stored = base64.b64decode(stored) if encoding == "base64" else stored.decode().encode(encoding)
    if len(stored) != record["size"] or hashlib.sha256(stored).hexdigest() != record["sha256"]:
        fail(f"content damaged: {path_of(record)!r}")
    return stored


with open(sys.argv[1], "rb") as dump:
    files = check_records(*read_manifest(dump))
    os.mkdir(sys.argv[2])
    for record in sorted(files, key=lambda record: record.get("mode") == "120000"):  # links last
        path, content = os.path.join(os.fsencode(sys.argv[2]), path_of(record)), content_of(dump, record)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if record.get("mode") == "120000":
            os.symlink(content, path)
        else:
            mode = 0o755 if record.get("mode") == "100755" else 0o644
            with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                file.write(content)
