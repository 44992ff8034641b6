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


def lane(pen) -> None:
    aisle(pen)
    pen.polygon(((500, 900), (560, 640), (600, 640), (560, 900)), fill=GOLD)
    pen.polygon(((700, 900), (640, 640), (600, 640), (640, 900)), fill=GOLD)


def door(pen) -> None:
    pen.rectangle((440, 130, 760, 700), fill=TEAL, outline=INK, width=10)
    pen.ellipse((700, 420, 736, 456), fill=GOLD)
    pen.rectangle((500, 60, 700, 116), fill="#2f7d4f")


def cartons(pen) -> None:
    door(pen)
    for left, top in ((330, 560), (500, 520), (680, 570), (400, 380), (590, 350), (520, 690)):
        pen.rectangle((left, top, left + 190, top + 170), fill="#b98f5c", outline=LEG, width=6)
        pen.line((left, top + 60, left + 190, top + 60), fill=LEG, width=6)


def exit_(pen) -> None:
    door(pen)
    for left in range(380, 820, 90):
        pen.polygon(((left, 760), (left + 45, 760), (left + 5, 840), (left - 40, 840)), fill="#9c3420")


def dim(pen) -> None:
    table(pen)
    pen.rectangle((0, 0, 1200, 436), fill="#8a8578")
    pen.rectangle((80, 60, 520, 84), fill=PAPER)
    pen.rectangle((0, 530, 1200, 800), fill="#6d553c")
    for left in (200, 480, 760):
        pen.rectangle((left, 560, left + 200, 660), fill="#4d5a63")


def lamp(pen) -> None:
    table(pen)
    for left in (200, 480, 760):
        pen.line((left + 100, 540, left + 100, 300), fill=INK, width=12)
        pen.polygon(((left + 20, 340), (left + 180, 340), (left + 130, 260), (left + 70, 260)), fill=TEAL)
        pen.polygon(((left + 20, 344), (left + 180, 344), (left + 220, 560), (left - 20, 560)), fill="#f3e7b8")
        pen.rectangle((left, 560, left + 200, 660), fill=CLOTH)


def bench(pen) -> None:
    for i, colour in enumerate((CLOTH, GOLD, TEAL, LEG, CLOTH, TEAL, GOLD, LEG)):
        person(pen, 150 + i * 112, 440, colour)
    table(pen)


def apart(pen) -> None:
    for i, colour in enumerate((CLOTH, GOLD, TEAL)):
        person(pen, 160 + i * 400, 440, colour)
    table(pen)
    for left in (380, 780):
        pen.rectangle((left, 330, left + 14, 640), fill="#9fb7bd", outline=INK, width=3)


def rack(pen, named: bool) -> None:
    for row in range(4):
        top = 120 + row * 170
        pen.rectangle((140, top + 130, 1060, top + 152), fill=LEG)
        for place in range(6):
            left, shift = 170 + place * 150, (0 if named else (place * 37 + row * 23) % 50)
            pen.rectangle(
                (left, top + 20 + shift, left + 110, top + 130),
                fill=(PAPER, CLOTH, GOLD)[(place if named else place + row) % 3],
                outline=INK,
                width=4,
            )
            if named:
                pen.rectangle((left + 20, top + 136, left + 90, top + 150), fill=PAPER)


def shelf(pen) -> None:
    rack(pen, named=False)


def labels(pen) -> None:
    rack(pen, named=True)


SCENES = {
    "heap": heap,
    "board": board,
    "crowd": crowd,
    "meeting": meeting,
    "aisle": aisle,
    "lane": lane,
    "pipes": pipes,
    "meter": meter,
    "cartons": cartons,
    "exit": exit_,
    "dim": dim,
    "lamp": lamp,
    "bench": bench,
    "apart": apart,
    "shelf": shelf,
    "labels": labels,
}
