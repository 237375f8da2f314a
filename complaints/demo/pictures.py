"""Evidence images, drawn: simple shapes, digits and Latin letters, each a little different by its seed."""

import math
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from complaints.forms.files import check_upload

SIZE = (640, 480)
TABLES = ("#d9c3a5", "#cfd6dc", "#e6dccb", "#c8d3c2", "#ded3e0")
INK = "#3a3a3a"


def picture(kind, name, seed):
    """A checked upload with a drawing of `kind` (a name of SUBJECTS), called `name`, unique for `seed`."""
    random = Random(f"{kind}:{seed}")  # noqa: S311 a drawing is no secret
    image = Image.new("RGB", SIZE, random.choice(TABLES))
    pen = ImageDraw.Draw(image, "RGBA")
    grain(pen, random)
    SUBJECTS[kind](pen, random)
    out = BytesIO()
    image.save(out, "JPEG", quality=82)
    return check_upload(SimpleUploadedFile(f"{name}.jpg", out.getvalue(), "image/jpeg"))


def grain(pen, random):
    """A few strokes of the table's wood."""
    for _stroke in range(14):
        y = random.randrange(SIZE[1])
        pen.line([(0, y), (SIZE[0], y + random.randrange(-20, 20))], fill="#00000010", width=1)


def write(pen, where, text, size=22, fill=INK):
    """Latin letters and digits; the built-in font has no Chinese."""
    pen.text(where, text, fill=fill, font=ImageFont.load_default(size))


def shade(random, base, spread=18):
    """A colour near `base`, a triple."""
    return tuple(max(0, min(255, channel + random.randint(-spread, spread))) for channel in base)


def box(pen, random):
    """A parcel with a crushed corner."""
    brown = shade(random, (188, 142, 92))
    x, y = random.randint(120, 170), random.randint(120, 160)
    dent = random.randint(50, 110)
    pen.polygon([(x, y), (x + 340 - dent, y), (x + 340, y + dent), (x + 340, y + 240), (x, y + 240)], fill=brown)
    pen.polygon([(x + 340 - dent, y), (x + 300 - dent // 2, y + dent // 2), (x + 340, y + dent)], fill="#7d5a36")
    for _crack in range(6):
        start = (x + 340 - random.randint(10, dent), y + random.randint(5, dent))
        pen.line([start, (start[0] - random.randint(20, 70), start[1] + random.randint(15, 60))], "#6b4a2a", 3)
    pen.rectangle([x + 20, y + 105, x + 320, y + 130], fill="#e8d9a8")
    label_at(pen, random, x + 40, y + 150)


def label_at(pen, random, x, y):
    """A shipping label with a bar code and an invented number."""
    pen.rectangle([x, y, x + 170, y + 76], fill="white", outline=INK)
    for bar in range(34):
        if random.random() < 0.6:
            pen.line([(x + 10 + bar * 4, y + 8), (x + 10 + bar * 4, y + 44)], INK, random.choice([1, 2, 3]))
    write(pen, (x + 10, y + 50), f"SF{random.randrange(10**9, 10**10)}", 16)


def label(pen, random):
    """A close view of a shipping label."""
    pen.rectangle([90, 60, 550, 420], fill="#fdfdfb", outline=INK, width=2)
    for bar in range(95):
        if random.random() < 0.55:
            pen.line([(115 + bar * 4, 90), (115 + bar * 4, 180)], INK, random.choice([1, 2, 3]))
    write(pen, (115, 190), f"{random.randrange(10**12, 10**13)}", 30)
    write(pen, (115, 250), "TO   L** ****  138****" + str(random.randrange(1000, 9999)), 24)
    write(pen, (115, 290), "FROM WH-" + str(random.randrange(10, 99)), 24)
    write(pen, (115, 350), f"{random.uniform(0.4, 8):.2f} kg", 34)
    pen.ellipse([430, 320, 520, 400], outline="#b03030", width=5)


def shrimp(pen, random):
    """A thawed bag with greying prawns in a pool of water."""
    pen.ellipse([70, 330, 580, 460], fill="#a9c4cf")
    pen.rounded_rectangle([110, 70, 530, 400], 40, fill="#e4edf0", outline="#9bb0b8", width=3)
    for _prawn in range(11):
        x, y, turn = random.randint(140, 430), random.randint(100, 320), random.randint(0, 360)
        flesh = shade(random, (206, 160, 142))
        pen.arc([x, y, x + 80, y + 70], turn, turn + 230, fill=flesh, width=20)
        head = (x + 40 + 32 * math.cos(math.radians(turn)), y + 35 + 28 * math.sin(math.radians(turn)))
        pen.ellipse([head[0] - 13, head[1] - 13, head[0] + 13, head[1] + 13], fill="#4a4440")
    pen.rectangle([240, 74, 400, 110], fill="#2f6f9f")
    write(pen, (252, 80), "PRAWN 1kg", 22, "white")


def ice(pen, random):
    """An ice pack that is water now."""
    pen.rounded_rectangle([150, 120, 500, 360], 26, fill="#8fc1e0", outline="#5a8fb0", width=4)
    for wave in range(5):
        y = 200 + wave * 30
        pen.arc([170, y, 480, y + 40], 0, 180, "#cfe7f5", 4)
    write(pen, (240, 150), "ICE PACK", 34, "#2a5a7a")
    pen.rectangle([520, 90, 560, 380], fill="white", outline=INK, width=2)
    level = random.randint(150, 220)
    pen.rectangle([532, level, 548, 370], fill="#c03a2b")
    write(pen, (500, 396), f"+{random.uniform(11, 19):.1f} C", 26, "#c03a2b")


def cup(pen, random):
    """A cup with a crack and a missing piece."""
    glaze = shade(random, (120, 160, 190), 50)
    pen.ellipse([400, 190, 520, 330], outline=glaze, width=24)
    pen.polygon([(170, 130), (430, 130), (400, 400), (200, 400)], fill=glaze)
    gap = random.randint(220, 320)
    pen.polygon([(gap, 128), (gap + 70, 128), (gap + 30, 200)], fill="#e9e2d6")
    crack = [(gap + 30 + random.randint(-40, 40), 200 + step * 38) for step in range(1, 6)]
    pen.line([(gap + 30, 200), *crack], "#2c3338", 4)
    for _shard in range(5):
        x, y = random.randint(90, 520), random.randint(410, 450)
        pen.polygon([(x, y), (x + 26, y + 8), (x + 10, y + 24)], fill=glaze)


def chat(pen, random):
    """A screenshot of a chat: bubbles left and right, no words one could read."""
    pen.rectangle([170, 0, 470, 480], fill="#ededed")
    pen.rectangle([170, 0, 470, 44], fill="#3b4a5a")
    write(pen, (185, 12), f"{random.randint(9, 22)}:{random.randint(10, 59)}", 18, "white")
    y = 60
    while y < 430:
        mine, width, lines = random.random() < 0.5, random.randint(120, 210), random.randint(1, 3)
        left = 455 - width if mine else 185
        pen.rounded_rectangle([left, y, left + width, y + 16 + lines * 18], 10, fill="#95d46c" if mine else "white")
        for line in range(lines):
            end = left + width - (12 if line < lines - 1 else random.randint(30, 90))
            pen.line([(left + 12, y + 17 + line * 18), (end, y + 17 + line * 18)], "#555555", 5)
        y += 34 + lines * 18


def curve(pen, random):
    """A temperature log that leaves its band."""
    pen.rectangle([50, 40, 600, 430], fill="white", outline=INK)
    pen.rectangle([80, 300, 580, 360], fill="#dcefe0")
    write(pen, (60, 46), "TEMP C / 24 h", 20)
    breaks = random.randint(8, 15)
    points = []
    for hour in range(25):
        rise = 0 if hour < breaks else min(190, (hour - breaks) * random.randint(20, 32))
        points.append((80 + hour * 20, 330 - rise + random.randint(-10, 10)))
    pen.line(points, "#c03a2b", 4)
    for hour in range(0, 25, 6):
        write(pen, (74 + hour * 20, 400), f"{hour:02d}h", 18)
    write(pen, (470, 305), "0 - 4 C", 18, "#2d7a45")


def receipt(pen, random):
    """A till receipt with a total."""
    pen.rectangle([200, 20, 440, 460], fill="#fffef8", outline="#bbbbbb")
    write(pen, (255, 36), "RECEIPT", 26)
    total, y = 0.0, 90
    for _row in range(random.randint(3, 6)):
        price = random.randint(900, 29900) / 100
        total += price
        pen.line([(220, y + 12), (220 + random.randint(50, 110), y + 12)], "#777777", 6)
        write(pen, (350, y), f"{price:8.2f}", 18)
        y += 40
    pen.line([(215, y), (425, y)], INK, 2)
    write(pen, (220, y + 10), "TOTAL", 22)
    write(pen, (335, y + 10), f"{total:9.2f}", 22)
    write(pen, (220, y + 60), f"No. {random.randrange(10**7, 10**8)}", 16)


def phone(pen, random):
    """A phone with its activation date on the screen."""
    pen.rounded_rectangle([220, 20, 420, 460], 28, fill="#1e1f24")
    pen.rounded_rectangle([232, 40, 408, 440], 14, fill=shade(random, (36, 60, 92)))
    write(pen, (250, 90), "ABOUT", 24, "white")
    write(pen, (250, 150), "Activated", 18, "#b8c7da")
    write(pen, (250, 176), f"2026-0{random.randint(3, 9)}-{random.randint(10, 28)}", 24, "#ffd166")
    write(pen, (250, 230), "Battery", 18, "#b8c7da")
    write(pen, (250, 256), f"{random.randint(78, 92)} %", 30, "#ff6b5e")
    write(pen, (250, 320), f"SN {random.randrange(10**7, 10**8)}", 18, "white")
    for _scratch in range(4):
        x, y = random.randint(240, 390), random.randint(340, 420)
        pen.line([(x, y), (x + random.randint(-40, 40), y + random.randint(5, 20))], "#8fa0b5", 2)


def jacket(pen, random):
    """The listing's jacket and the one that came, side by side."""
    for x, colour, title in ((60, (52, 92, 150), "LISTING"), (350, (128, 120, 110), "ARRIVED")):
        cloth = shade(random, colour, 25)
        pen.polygon([(x + 60, 110), (x + 170, 110), (x + 190, 400), (x + 40, 400)], fill=cloth)
        pen.polygon([(x + 60, 112), (x, 290), (x + 34, 300), (x + 70, 190)], fill=cloth)
        pen.polygon([(x + 170, 112), (x + 230, 290), (x + 196, 300), (x + 160, 190)], fill=cloth)
        pen.line([(x + 115, 112), (x + 115, 400)], "#222222", 4)
        write(pen, (x + 60, 60), title, 26)
    pen.line([(320, 40), (320, 440)], "white", 5)


def tin(pen, random):
    """A tin of milk powder with its batch code."""
    pen.rectangle([200, 110, 440, 420], fill=shade(random, (238, 214, 150)))
    pen.ellipse([200, 80, 440, 140], fill="#d9d9d9", outline="#999999", width=3)
    pen.ellipse([200, 390, 440, 450], fill=shade(random, (226, 200, 140)))
    pen.ellipse([260, 170, 380, 290], fill="white")
    write(pen, (282, 205), "MILK", 36, "#b5651d")
    write(pen, (222, 330), f"LOT {random.randrange(10**5, 10**6)}", 24)
    write(pen, (222, 362), f"EXP 2027-0{random.randint(1, 9)}", 22)
    for _lump in range(9):
        x, y = random.randint(60, 180), random.randint(360, 450)
        pen.ellipse([x, y, x + random.randint(10, 30), y + random.randint(8, 22)], fill="#f6ecc8", outline="#cbb98a")


def shoe(pen, random):
    """A trainer with two stamps that do not agree."""
    sole, top = "#efefef", shade(random, (70, 110, 120), 50)
    pen.polygon([(110, 320), (150, 170), (260, 160), (330, 250), (520, 290), (540, 330)], fill=top)
    pen.rounded_rectangle([100, 320, 550, 370], 20, fill=sole, outline="#aaaaaa", width=2)
    for lace in range(5):
        pen.line([(230 + lace * 26, 175 + lace * 20), (275 + lace * 24, 165 + lace * 24)], "white", 5)
    write(pen, (120, 390), f"BOX 0{random.randint(100, 499)}", 24)
    write(pen, (360, 390), f"SHOE 0{random.randint(500, 999)}", 24, "#b03030")


def skin(pen, random):
    """A forearm with red spots."""
    pen.rounded_rectangle([-40, 160, 680, 340], 80, fill=shade(random, (232, 190, 160), 10))
    for _spot in range(random.randint(18, 32)):
        x, y, size = random.randint(140, 470), random.randint(180, 310), random.randint(6, 20)
        pen.ellipse([x, y, x + size, y + size], fill=shade(random, (205, 92, 84)))


def plug(pen, random):
    """A charger with a burnt side."""
    pen.rounded_rectangle([180, 150, 440, 350], 24, fill="#f2f2f2", outline="#bdbdbd", width=3)
    pen.rectangle([440, 190, 500, 215], fill="#b9b9b9")
    pen.rectangle([440, 285, 500, 310], fill="#b9b9b9")
    for ring in range(7):
        spread = 70 - ring * 9 + random.randint(-4, 4)
        tone = 210 - ring * 30
        pen.ellipse([230 - spread, 250 - spread, 230 + spread, 250 + spread], fill=(tone, tone - 18, max(0, tone - 40)))
    write(pen, (310, 240), f"{random.choice([20, 33, 65, 67])} W", 34)


def screen(pen, random):
    """An app's page with an error."""
    pen.rounded_rectangle([210, 10, 430, 470], 24, fill="#222222")
    pen.rounded_rectangle([220, 30, 420, 450], 12, fill="white")
    pen.polygon([(320, 120), (370, 205), (270, 205)], fill="#e0a526")
    write(pen, (312, 140), "!", 50, "white")
    write(pen, (262, 235), f"ERR {random.randint(400, 599)}", 30, "#b03030")
    write(pen, (250, 290), f"-{random.randint(9, 900)}.{random.randint(10, 99)} CNY", 24)
    pen.rounded_rectangle([250, 380, 390, 420], 8, fill="#d0d0d0")
    write(pen, (290, 390), "RETRY", 20)


def track(pen, random):
    """A tracking page that stops."""
    pen.rectangle([120, 20, 520, 460], fill="white", outline="#cccccc")
    write(pen, (150, 40), f"TRACKING {random.randrange(10**8, 10**9)}", 22)
    stops = random.randint(2, 4)
    for row in range(6):
        y, done = 100 + row * 56, row < stops
        pen.ellipse([150, y, 172, y + 22], fill="#2d7a45" if done else "#d5d5d5")
        if row < 5:
            pen.line([(161, y + 22), (161, y + 56)], "#2d7a45" if row < stops - 1 else "#d5d5d5", 4)
        if done:
            write(pen, (200, y - 2), f"11-{10 + row} {random.randint(7, 22):02d}:{random.randint(10, 59)}")
        else:
            pen.line([(200, y + 12), (330, y + 12)], "#dddddd", 8)


def door(pen, random):
    """A door with nothing in front of it, and a clock."""
    pen.rectangle([200, 40, 430, 440], fill=shade(random, (120, 84, 60)))
    pen.ellipse([390, 240, 412, 262], fill="#d9b44a")
    pen.rectangle([40, 440, 600, 470], fill="#9c9488")
    write(pen, (280, 90), str(random.randint(101, 2999)), 34, "#f2e6cf")
    pen.ellipse([480, 60, 580, 160], fill="white", outline=INK, width=4)
    turn = random.uniform(0, 6.28)
    pen.line([(530, 110), (530 + 34 * math.cos(turn), 110 + 34 * math.sin(turn))], INK, 5)
    pen.line([(530, 110), (530, 70)], INK, 3)


def fruit(pen, random):
    """A box of fruit, some of it brown and soft."""
    pen.rectangle([80, 90, 560, 420], fill="#c9a36b", outline="#8a6a3c", width=6)
    for row in range(3):
        for column in range(5):
            x, y = 100 + column * 90, 110 + row * 100
            bad = random.random() < 0.45
            pen.ellipse([x, y, x + 84, y + 84], fill=shade(random, (116, 78, 48) if bad else (226, 92, 70)))
            if bad:
                pen.ellipse([x + 20, y + 24, x + 56, y + 54], fill="#e9e4d4")


def seal(pen, random):
    """A frame of the unpacking video: the seal is whole."""
    pen.rectangle([110, 110, 530, 400], fill=shade(random, (196, 160, 116)))
    pen.rectangle([300, 110, 340, 400], fill="#c03a2b")
    write(pen, (285, 230), "SEAL", 30, "white")
    write(pen, (120, 60), f"REC 00:{random.randint(10, 59):02d}", 26, "#b03030")
    pen.ellipse([90, 68, 110, 88], fill="#d02020")
    label_at(pen, random, 140, 300)


SUBJECTS = {
    subject.__name__: subject
    for subject in (
        *(box, label, shrimp, ice, cup, chat, curve, receipt, phone, jacket, tin),
        *(shoe, skin, plug, screen, track, door, fruit, seal),
    )
}
