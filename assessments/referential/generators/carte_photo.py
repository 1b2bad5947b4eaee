"""Tube carte, niveau 4 : lire la date et le lieu d'une photo dans ses métadonnées.

``make_photo`` et ``read_photo`` servent aussi aux autres générateurs de photos du sujet.
"""

from datetime import datetime, timedelta
from io import BytesIO
from random import Random

from PIL import ExifTags, Image, ImageDraw
from PIL.TiffImagePlugin import IFDRational

from assessments.variants import Variant

MODELS = [("Nivelle", "NV-40"), ("Optiris", "P7"), ("Lumio", "Rando 3"), ("Nivelle", "NV-12")]
PLACES = ["Belvédère de Lormac", "Aire des Genêts", "Étang de Louvise", "Pont de Sarzelle"]
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def dms(degrees: int, minutes: int, seconds: int) -> str:
    return f"{degrees}° {minutes:02d}′ {seconds:02d}″"


def decimal(value: tuple[int, int, int]) -> float:
    return value[0] + value[1] / 60 + value[2] / 3600


def french(number: float, places: int) -> str:
    return f"{number:.{places}f}".replace(".", ",")


def long_date(day: datetime) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def _landscape(rng: Random, size: tuple[int, int]) -> Image.Image:
    """Un paysage simple : ciel, soleil, deux lignes de collines, un pré, des arbres."""
    w, h = size
    sky = rng.choice([(126, 170, 222), (168, 200, 232), (150, 160, 190)])  # daylight: no hint about the hour
    image = Image.new("RGB", size, sky)
    draw = ImageDraw.Draw(image)
    for y in range(int(h * 0.7)):  # ciel plus clair vers l'horizon
        k = y / h
        draw.line([(0, y), (w, y)], fill=tuple(min(255, int(c + 70 * k)) for c in sky))
    sx, sy = rng.randrange(60, w - 60), rng.randrange(40, h // 4)
    draw.ellipse([sx - 22, sy - 22, sx + 22, sy + 22], fill=(255, 236, 170))
    for base, colour, step in ((0.48, (96, 118, 140), 90), (0.58, (74, 112, 96), 70)):
        points = [(0, h)]
        x = 0
        while x <= w + step:
            points.append((x, int(h * base) + rng.randrange(-35, 36)))
            x += step
        points.append((w + step, h))
        draw.polygon(points, fill=colour)
    draw.rectangle([0, int(h * 0.76), w, h], fill=rng.choice([(120, 150, 74), (150, 158, 82), (104, 140, 88)]))
    for _ in range(rng.randrange(4, 9)):
        x, y = rng.randrange(10, w - 10), rng.randrange(int(h * 0.72), int(h * 0.9))
        s = rng.randrange(14, 34)
        draw.rectangle([x - 2, y - 4, x + 2, y + 10], fill=(86, 62, 44))
        draw.polygon([(x, y - 2 * s), (x + s // 2, y), (x - s // 2, y)], fill=(42, 88, 64))
    return image


def make_photo(rng, taken, latitude, longitude, camera, edited=None, size=(640, 426)) -> bytes:
    """Une petite photo JPEG avec de vraies données EXIF.

    ``latitude`` et ``longitude`` sont des triplets (degrés, minutes, secondes), au nord et à l'est.
    """
    exif = Image.Exif()
    stamp = taken.strftime("%Y:%m:%d %H:%M:%S")
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = camera
    exif[ExifTags.Base.Orientation] = 1
    exif[ExifTags.Base.DateTime] = (edited or taken).strftime("%Y:%m:%d %H:%M:%S")
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[ExifTags.Base.ExifVersion] = b"0232"
    detail[ExifTags.Base.DateTimeOriginal] = stamp
    detail[ExifTags.Base.DateTimeDigitized] = stamp
    detail[ExifTags.Base.ISOSpeedRatings] = rng.choice([64, 100, 125, 200])
    detail[ExifTags.Base.ExposureTime] = IFDRational(1, rng.choice([125, 250, 320, 500]))
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSVersionID] = b"\x02\x03\x00\x00"
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = tuple(IFDRational(v, 1) for v in latitude)
    gps[ExifTags.GPS.GPSLongitudeRef] = "E"
    gps[ExifTags.GPS.GPSLongitude] = tuple(IFDRational(v, 1) for v in longitude)
    out = BytesIO()
    _landscape(rng, size).save(out, "JPEG", quality=80, optimize=True, exif=exif)
    return out.getvalue()


def read_photo(content: bytes) -> dict:
    """Relit les métadonnées comme le ferait un logiciel de photos."""
    exif = Image.open(BytesIO(content)).getexif()
    detail, gps = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert gps[ExifTags.GPS.GPSLatitudeRef] == "N" and gps[ExifTags.GPS.GPSLongitudeRef] == "E"
    return {
        "taken": datetime.strptime(detail[ExifTags.Base.DateTimeOriginal], "%Y:%m:%d %H:%M:%S"),
        "latitude": tuple(int(v) for v in gps[ExifTags.GPS.GPSLatitude]),
        "longitude": tuple(int(v) for v in gps[ExifTags.GPS.GPSLongitude]),
    }


def moment(rng: Random) -> datetime:
    day = datetime(2023, 1, 1) + timedelta(days=rng.randrange(700))
    return day.replace(hour=rng.randrange(13, 20), minute=rng.randrange(10, 60), second=rng.randrange(10, 60))


def four_positions(rng: Random) -> list[tuple[tuple, tuple]]:
    """Quatre positions voisines ; deux partagent la latitude, deux la longitude."""
    lat, lon = rng.randrange(43, 49), rng.randrange(1, 7)
    la = [(lat, m, rng.randrange(1, 60)) for m in rng.sample(range(5, 58), 3)]
    lo = [(lon, m, rng.randrange(1, 60)) for m in rng.sample(range(5, 58), 3)]
    spots = [(la[0], lo[0]), (la[0], lo[1]), (la[1], lo[0]), (la[2], lo[2])]
    rng.shuffle(spots)
    return spots


def position_values(spots) -> dict[str, str]:
    values = {}
    for i, (lat, lon) in enumerate(spots, 1):
        values[f"lat{i}"], values[f"lon{i}"] = dms(*lat), dms(*lon)
        values[f"latd{i}"], values[f"lond{i}"] = french(decimal(lat), 4), french(decimal(lon), 4)
    return values


def table_spots(values) -> list[tuple[str, str]]:
    return [(values[f"lat{i}"], values[f"lon{i}"]) for i in range(1, 5)]


def generate(rng: Random) -> Variant:
    spots = four_positions(rng)
    which = rng.randrange(4)
    taken = moment(rng)
    name = f"IMG_{rng.randrange(1000, 9999)}.jpg"
    photo = make_photo(rng, taken, *spots[which], rng.choice(MODELS))
    d = taken
    values = position_values(spots) | {
        "fichier": name,
        "lieu": PLACES[which],
        "date1": f"{d:%d/%m/%Y}",
        "date2": f"{d.day}/{d.month}/{d.year}",
        "date3": f"{d:%Y-%m-%d}",
        "date4": long_date(d),
        "date5": f"{d:%d/%m/%y}",
        "date6": f"{d.day}/{d.month:02d}/{d.year}",
        "date7": f"{d:%d-%m-%Y}",
        "date8": f"{d:%d.%m.%Y}",
        "date9": f"le {long_date(d)}",
        "date10": f"{DAYS[d.weekday()]} {long_date(d)}",
        "date11": f"{d:%Y:%m:%d}",
        "date12": f"{d:%Y/%m/%d}",
        "date13": f"{d.day}/{d.month}/{d:%y}",
        "date14": f"{d.day} {MONTHS[d.month - 1]} {d.year}",
        "date15": f"{d:%d/%m/%Y %H:%M}",
        "date16": f"{d.day}-{d.month}-{d.year}",
        "heure1": f"{d:%H:%M}",
        "heure2": f"{d:%H}h{d:%M}",
        "heure3": f"{d:%H:%M:%S}",
        "heure4": f"{d:%H}h{d:%M}min",
        "heure5": f"{d:%H}h{d:%M}min{d:%S}s",
        "heure6": f"{d:%H.%M}",
        "heure7": f"{d.hour - 12}:{d:%M} PM",
        "heure8": f"{d:%I:%M} PM",
        "heure9": f"{d:%H} heures {d:%M}",
        "heure10": f"à {d:%H}h{d:%M}",
    }
    return Variant(values=values, files={name: photo})


def solve(variant: Variant) -> dict[str, str]:
    (content,) = variant.files.values()
    data = read_photo(content)
    spot = (dms(*data["latitude"]), dms(*data["longitude"]))
    return {
        "date": data["taken"].strftime("%d/%m/%Y"),
        "heure": data["taken"].strftime("%H:%M"),
        "lieu": PLACES[table_spots(variant.values).index(spot)],
    }
