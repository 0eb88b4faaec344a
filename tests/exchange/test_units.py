"""`compute units`: a result in another unit, exact, or a sentence."""

import pytest

from tests.exchange.test_compute import ask


def test_an_exact_value_a_rounded_text_and_a_flag() -> None:
    found = ask("units", '{"analyte":"CA","value":"9.4","unit":"mg/dL","to":"mmol/L","lln":"8.5","uln":"10.1"}')
    assert found == {
        "analyte": "CA",
        "given": "9.4 mg/dL (8.5 to 10.1)",
        "value": "2.3453093812",
        "exact": "1175/501",
        "text": "≈ 2.345 mmol/L",
        "lln": "2.120758483",
        "uln": "2.5199600798",
        "flag": "in_range",
    }


def test_a_qualifier_goes_along_and_the_first_unit_is_the_usual_one() -> None:
    found = ask("units", '{"analyte":"creatinine","value":"<1","unit":"mg/dl"}')
    assert (found["value"], found["exact"], found["flag"]) == ("<88.4", "442/5", "no_limits")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"analyte":"CAION","value":"1.2","unit":"mmol/L"}', "ionised calcium"),
        ('{"analyte":"CA","value":"2,3","unit":"mmol/L"}', "Write “2.3”, with a point and no comma."),
        ('{"analyte":"CA","value":"-2","unit":"mmol/L"}', "never negative"),
        ('{"analyte":"CA","value":"2.3","unit":"g/L"}', "not reported in “g/L”"),
        ('{"analyte":"CA","value":"2.3","unit":"mmol/L","to":"U/L"}', "not reported in “U/L”"),
        ('{"analyte":"CA","value":"2.3","unit":"mmol/L","lln":"3","uln":"2"}', "lies below the lower limit"),
        ('{"analyte":"CA","value":null,"unit":"mmol/L"}', "there is nothing to convert"),
        ('{"analyte":"CA","value":"2.3","unit":true}', "“unit” is a text."),
        ('{"analyte":"gold","value":"2.3","unit":"g"}', "“gold” is no analyte"),
        ('{"analyte":"HCG","value":"2.3","unit":"g"}', "“HCG” is no analyte with units"),
        ('{"analyte":"CA","value":"2.3"}', "“unit” is missing"),
    ],
)
def test_what_is_wrong_is_a_sentence(line: str, sentence: str) -> None:
    assert sentence in ask("units", line)["error"]
