"""A city is kept as it was written, and read and found in the reader's own language."""

import pytest

from portal.enterprises.models import Enterprise


@pytest.mark.parametrize(
    ("written", "read"), [("Karachi", "کراچی"), (" mirpur khas", "میرپور خاص"), ("Kot Radha Kishan", "Kot Radha Kishan")]
)
def test_a_city_stands_in_the_readers_language(visit, database, cast, written, read):
    place = database.get(Enterprise, (cast.programme, cast.roshan))
    place.city = written
    database.commit()
    path = f"/enterprises/{cast.roshan}"
    assert read in visit("coordinator", "ur").get(path).text
    assert written.strip() in visit("coordinator").get(path).text.replace("Mirpur Khas", "mirpur khas")
    assert f'value="{written}"' in visit("coordinator", "ur").get(f"{path}/edit").text, "it is kept as it was written"


@pytest.mark.parametrize(("language", "text"), [("ur", "میرپور"), ("ur", "mirpur"), ("en", "Mirpur")])
def test_it_is_found_by_either_name(visit, database, cast, language, text):
    place = database.get(Enterprise, (cast.programme, cast.roshan))
    place.city = "Mirpur Khas"
    database.commit()
    found = visit("coordinator", language).get("/enterprises", q=text).text
    assert f"/enterprises/{cast.roshan}" in found and f"/enterprises/{cast.dastak}" not in found
