"""A reference scanner for trials and tests: speaks clamd's INSTREAM and finds the EICAR test file, nothing else."""

import socketserver
import struct

from django.core.management.base import BaseCommand

HOST = "127.0.0.1"
TEST_FILE = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
MOST = 64 * 1024 * 1024


class Command(BaseCommand):
    help = "Serve a scanner that knows only the EICAR test file until Ctrl-C. Point MALWARE_SCANNER at what it prints."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=3310)

    def handle(self, *, port: int, **options):
        """Answer until stopped."""
        with server(port) as serving:
            self.stdout.write(f"MALWARE_SCANNER=tcp://{HOST}:{serving.server_address[1]}")
            try:
                serving.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("Stopped.")


class Answer(socketserver.StreamRequestHandler):
    """One file: its parts with their lengths, then the verdict."""

    def handle(self):
        """Read the stream whole, look into it, answer in one line."""
        if self.rfile.read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while (size := struct.unpack("!I", self.rfile.read(4))[0]) and len(content) < MOST:
            content += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if TEST_FILE in content else b"stream: OK\0")


class Server(socketserver.ThreadingTCPServer):
    """One thread a file; a port just left can be taken again."""

    allow_reuse_address, daemon_threads = True, True


def server(port=0):
    """The scanner on `port` (0: any free one)."""
    return Server((HOST, port), Answer)
