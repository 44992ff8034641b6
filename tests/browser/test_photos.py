"""A photo is made small on the phone, before it is sent over a slow line."""

from __future__ import annotations

import pytest

from bench.improving import GRAIN
from tests.files.build import phone_photo

pytestmark = pytest.mark.browser
MADE = """async () => {
  const file = document.querySelector('[name=photo]').files[0], picture = await createImageBitmap(file);
  return {bytes: file.size, longest: Math.max(picture.width, picture.height), type: file.type};
}"""


@pytest.mark.parametrize(("grain", "longest"), [(0, 1280), (GRAIN, 1024), (2 * GRAIN, 1024)])
def test_a_photo_of_twelve_megapixels_is_sent_small_however_grainy(screen, grain, longest):
    with screen("member", "ur", 360) as phone:
        phone.open("/projects/new")
        photo = phone_photo(grain=grain)
        phone.page.set_input_files("[name=photo]", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo})
        phone.page.locator("label.photo.has").wait_for(timeout=60_000)
        made = phone.page.evaluate(MADE)
        assert made["bytes"] <= 160_000 and made["longest"] >= longest and made["type"] == "image/jpeg", made
