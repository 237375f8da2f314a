"""The malware scanner: MALWARE_SCANNER names a clamd, `tcp://host:port`, or a program, `command:/usr/bin/clamdscan -`.

Both are given the file as a stream, so that the scanner needs no access to our storage (docs/operations.md).
"""

import shlex
import socket
import struct
import subprocess
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT = 60  # seconds for one file
CONNECT = 5
CHUNK = 64 * 1024
MOST_WORDS = 4096  # of an answer
CLEAN, FOUND = 0, 1  # what a scanning program ends with; all else is a failure


class ScannerError(OSError):
    """It could not be asked, or its answer means nothing: the file waits."""


def is_connected():
    """Whether a scanner is set up at all."""
    return bool(settings.MALWARE_SCANNER)


def ask(file):
    """The name of what was found in a stored file, or "" if it is clean. Raises OSError where there is no answer."""
    address = settings.MALWARE_SCANNER
    with file.open("rb") as content:
        if address.startswith("tcp://"):
            return ask_clamd(urlsplit(address), content)
        return ask_command(shlex.split(address.removeprefix("command:")), content)


def ask_clamd(parts, content):
    """clamd's INSTREAM: each part with its length before it, nothing at the end; one line as the answer."""
    with socket.create_connection((parts.hostname, parts.port or 3310), timeout=CONNECT) as line:
        line.settimeout(TIMEOUT)
        line.sendall(b"zINSTREAM\0")
        while part := content.read(CHUNK):
            line.sendall(struct.pack("!I", len(part)) + part)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while len(answer) < MOST_WORDS and not answer.endswith(b"\0") and (more := line.recv(MOST_WORDS)):
            answer += more
    return verdict_of(answer.decode("utf-8", "replace").strip("\0\n "))


def verdict_of(answer):
    """`stream: OK`, `stream: Eicar-Test FOUND`; anything else is no answer."""
    _stream, _colon, said = answer.partition(": ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND") and said != " FOUND":
        return said.removesuffix(" FOUND")
    raise ScannerError(f"the scanner said: {answer[:200] or 'nothing'}")


def ask_command(command, content):
    """A program that reads the file from standard input and ends with 0 for clean, 1 for found, as clamscan does."""
    try:
        done = subprocess.run(  # noqa: S603  the operator's own command, no shell
            command, input=content.read(), capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise ScannerError(f"the scanner took longer than {TIMEOUT} s") from late
    said = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode == CLEAN:
        return ""
    if done.returncode == FOUND:
        line = next((line for line in said.splitlines() if line.endswith(" FOUND")), said[:200])
        return line.partition(": ")[2].removesuffix(" FOUND") or line or "FOUND"
    raise ScannerError(f"the scanner ended with {done.returncode}: {said[:150]}")
