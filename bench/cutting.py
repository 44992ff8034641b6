"""A line that is cut at a chosen byte: an asyncio proxy between a sender and the real server."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from dataclasses import dataclass

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: the cable is pulled, nobody says goodbye


@dataclass(frozen=True)
class Cut:
    """After so many bytes, on the way there or on the way back."""

    at: int
    on_the_way_back: bool


class Line:
    """Listens beside the server; each connection takes the cut that was set last, and passes everything where none is."""

    def __init__(self, port: int):
        self.server_port, self.port, self.cut = port, 0, None
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()

    def __enter__(self) -> Line:
        threading.Thread(target=self._run, daemon=True).start()
        self.ready.wait(10)
        return self

    def __exit__(self, *_) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        listening = self.loop.run_until_complete(asyncio.start_server(self._carry, "127.0.0.1", 0))
        self.port = listening.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        cut = self.cut
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        there = self._pass(reader, far_writer, cut.at if cut and not cut.on_the_way_back else None)
        back = self._pass(far_reader, writer, cut.at if cut and cut.on_the_way_back else None)
        ways = [asyncio.create_task(there), asyncio.create_task(back)]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        for end in (writer, far_writer):
            end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            end.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, most: int | None) -> None:
        """Until the end of the stream, or until the byte at which it is cut."""
        passed = 0
        with contextlib.suppress(ConnectionError):
            while block := await reader.read(1 << 16):
                rest = block if most is None else block[: most - passed]
                writer.write(rest)
                await writer.drain()
                passed += len(rest)
                if most is not None and passed >= most:
                    return
