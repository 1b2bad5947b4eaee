"""Four photos ready to be published: which one still holds the place in its metadata?"""

from datetime import datetime, timedelta
from io import BytesIO
from random import Random

from PIL import ExifTags, Image

from assessments.referential.generators.carte_photo import MODELS, make_photo
from assessments.variants import Variant


def _without_place(content: bytes) -> bytes:
    image = Image.open(BytesIO(content))
    exif = image.getexif()
    exif.get_ifd(ExifTags.IFD.Exif)
    del exif[ExifTags.IFD.GPSInfo]
    out = BytesIO()
    image.save(out, "JPEG", quality=80, optimize=True, exif=exif)
    return out.getvalue()


def generate(rng: Random) -> Variant:
    names = [f"photo_{n}.jpg" for n in sorted(rng.sample(range(1000, 9999), 4))]
    target = rng.choice(names)
    camera = rng.choice(MODELS)
    degrees = rng.randint(43, 49)
    taken = datetime(2024, 1, 1, 14, 5, 12) + timedelta(days=rng.randrange(600))
    files = {}
    for name in names:
        place = (
            (degrees, rng.randrange(60), rng.randrange(60)),
            (rng.randint(1, 6), rng.randrange(60), rng.randrange(60)),
        )
        photo = make_photo(rng, taken, *place, camera, size=(480, 320))
        files[name] = photo if name == target else _without_place(photo)
        taken += timedelta(hours=rng.randint(2, 60), minutes=rng.randrange(60))
    values = {f"f{i}": name for i, name in enumerate(names, 1)}
    values |= {"reponse": target, "degres": str(degrees), "appareil": " ".join(camera)}
    return Variant(values=values, files=files)


def solve(variant: Variant) -> dict[str, str]:
    found = []
    for name, content in variant.files.items():
        gps = Image.open(BytesIO(content)).getexif().get_ifd(ExifTags.IFD.GPSInfo)
        if gps:
            found.append({"photo": name, "degres": str(int(gps[ExifTags.GPS.GPSLatitude][0]))})
    assert len(found) == 1, found
    return found[0]
