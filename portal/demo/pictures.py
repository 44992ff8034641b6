"""Drawn photos for the demonstration: nobody's factory, nobody's face. The same bytes on every run."""

from __future__ import annotations

import io

WALL, FLOOR, TABLE, LEG, INK = "#cfc8b8", "#b9b2a2", "#a67f56", "#6f5437", "#2e373c"
TEAL, GOLD, CLOTH, PAPER = "#0b5c61", "#d9b64a", "#7d94a6", "#efe9dc"


def draw(scene: str) -> bytes:
    """A JPEG of 1200 × 900 pixels."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (1200, 900), FLOOR)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 1200, 440), fill=WALL)
    pen.rectangle((0, 436, 1200, 468), fill="#8f8674")
    SCENES[scene](pen)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def table(pen) -> None:
    pen.rectangle((0, 530, 1200, 800), fill=TABLE)
    for left in (80, 1060):
        pen.rectangle((left, 800, left + 60, 900), fill=LEG)


def heap(pen) -> None:
    table(pen)
    for left, top, colour in ((160, 520, PAPER), (270, 480, CLOTH), (220, 460, "#d6cfc0"), (560, 540, GOLD), (700, 510, CLOTH)):
        pen.ellipse((left, top, left + 300, top + 130), fill=colour)
    for x in range(420, 1060, 130):
        pen.line((x, 640, x + 90, 560), fill=INK, width=12)
        pen.rectangle((x + 20, 610, x + 100, 650), fill=PAPER)


def board(pen) -> None:
    table(pen)
    pen.rectangle((80, 90, 560, 400), fill="#f4f1ea", outline=INK, width=8)
    for x in (150, 290, 430):
        pen.ellipse((x, 250, x + 60, 310), outline=TEAL, width=12)
        pen.line((x + 30, 250, x + 70, 130), fill=TEAL, width=12)
    for row in range(3):
        for column in range(4):
            left, top = 680 + column * 115, 130 + row * 130
            pen.rectangle((left, top, left + 100, top + 110), fill=PAPER, outline=INK, width=5)
            pen.rectangle((left + 12, top + 62, left + 88, top + 98), fill=TEAL)


def person(pen, x: int, y: int, colour: str) -> None:
    pen.ellipse((x + 20, y, x + 80, y + 60), fill="#b58863")
    pen.rounded_rectangle((x, y + 64, x + 100, y + 230), 30, fill=colour)


def crowd(pen) -> None:
    for i, colour in enumerate((CLOTH, GOLD, TEAL, LEG, CLOTH, "#9c3420", TEAL)):
        person(pen, 90 + (i * 149) % 980, 400 + (i * 83) % 210, colour)


def meeting(pen) -> None:
    pen.rectangle((380, 90, 820, 360), fill="#ffffff", outline=INK, width=8)
    for y in (150, 210, 270):
        pen.line((430, y, 770, y), fill=TEAL, width=10)
    for i, colour in enumerate((CLOTH, GOLD, TEAL, LEG, CLOTH, TEAL)):
        person(pen, 130 + i * 165, 560, colour)


def aisle(pen) -> None:
    pen.rectangle((430, 120, 770, 640), fill="#8f8674")
    pen.rectangle((470, 160, 730, 640), fill="#5e6b72")
    for left in (120, 860):
        pen.rectangle((left, 560, left + 240, 700), fill=CLOTH, outline=INK, width=8)
        for wheel in (left + 30, left + 170):
            pen.ellipse((wheel, 690, wheel + 50, 740), fill=INK)


def pipes(pen) -> None:
    for top in (170, 420, 670):
        pen.rectangle((0, top, 1200, top + 60), fill="#7d8a8d")
        pen.rectangle((540, top - 20, 620, top + 80), fill="#535e64")


def meter(pen) -> None:
    pipes(pen)
    for top in (170, 420, 670):
        pen.ellipse((760, top - 60, 940, top + 120), fill=PAPER, outline=INK, width=10)
        pen.line((850, top + 30, 900, top - 20), fill="#9c3420", width=10)


SCENES = {"heap": heap, "board": board, "crowd": crowd, "meeting": meeting, "aisle": aisle, "pipes": pipes, "meter": meter}
