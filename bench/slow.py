"""150 slow phones: a third sends its headers a byte at a time, a third its form, a third reads its page drop by drop."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager, suppress

from bench.load import Person
from bench.serving import Served

PHONES, PAUSE = 150, 0.5
PAGE, FORM_BYTES = "/projects?view=list", 4000


@contextmanager
def slow_phones(server: Served, people: list[Person], count: int = PHONES):
    """They hold their connections as long as the block lasts; one that is shut out comes again."""
    over = threading.Event()
    crowd = threading.Thread(target=lambda: asyncio.run(gather(server.port, people, count, over)), daemon=True)
    crowd.start()
    try:
        yield
    finally:
        over.set()
        crowd.join(20)


async def gather(port: int, people: list[Person], count: int, over: threading.Event) -> None:
    kinds = (sends_headers, sends_form, reads_page)
    phones = [asyncio.create_task(keep_at_it(kinds[n % 3], port, people[n % len(people)])) for n in range(count)]
    while not over.is_set():
        await asyncio.sleep(0.2)
    for phone in phones:
        phone.cancel()
    await asyncio.gather(*phones, return_exceptions=True)


async def keep_at_it(kind, port: int, person: Person) -> None:
    while True:
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
            try:
                await kind(reader, writer, person)
            finally:
                writer.close()
        await asyncio.sleep(PAUSE)


async def sends_headers(_reader, writer, person: Person) -> None:
    for letter in f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {person.cookie}\r\n\r\n":
        writer.write(letter.encode())
        await writer.drain()
        await asyncio.sleep(PAUSE)


async def sends_form(_reader, writer, person: Person) -> None:
    head = f"POST /language HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {person.cookie}\r\nContent-Length: {FORM_BYTES}\r\n"
    writer.write(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode())
    for _ in range(FORM_BYTES):
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(PAUSE)


async def reads_page(reader, writer, person: Person) -> None:
    writer.write(f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {person.cookie}\r\n\r\n".encode())
    while await reader.read(16):
        await asyncio.sleep(PAUSE)
