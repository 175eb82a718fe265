"""Words of the trade that patients do not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import plain

# What a patient would call it.
PLAIN: Mapping[str, str] = {
    "abduct(?:ion|ed)?": "moving it out to the side",
    "acupoints?": "place, point",
    "acute": "sudden",
    "adduct(?:ion|ed)?": "moving it in",
    "analges(?:ia|ics?)": "pain relief, painkiller",
    "anterior(?:ly)?": "front",
    "anticoagula(?:nts?|tion|ted)": "blood thinner",
    "apex": "tip",
    "arthralgia": "joint pain",
    "bilateral(?:ly)?": "on both sides",
    "calcane(?:us|al)": "heel bone",
    "cauda equina": "the nerves at the end of the spine",
    "chronic": "lasting",
    "claudication": "pain in the leg when you walk",
    "contraindicat(?:ed|ions?|es?)": "not for you if",
    "cuns?": "finger widths",
    "cutaneous": "of the skin",
    "distal(?:ly)?": "further from the body",
    "dors(?:al|ally|um)": "top of the foot",
    "dorsiflex(?:ion|ed)?": "pull your foot up",
    "o?edema(?:tous)?": "swelling",
    "embol(?:us|ism)": "clot that has moved",
    "epicondyles?": "bony bump at the joint",
    "erythema(?:tous)?": "redness",
    "etiology|aetiology": "cause",
    "fascia": "tough skin under the surface",
    "femoral": "of the thigh",
    "femur": "thigh bone",
    "fibula[er]?": "outer leg bone",
    "flex(?:ion|ed)": "bent",
    "fossa": "hollow",
    "gastrocnemius": "calf muscle",
    "gluteal|gluteus": "buttock",
    "h(?:ae|e)matomas?": "bruise",
    "hallux": "big toe",
    "hypertension": "high blood pressure",
    "iliotibial": "of the band on the outer thigh",
    "indicat(?:ed|ions?) (?:for|in)": "used for",
    "inferior(?:ly)?": "below",
    "inguinal": "of the groin",
    "isch(?:ae|e)mi[ac]": "lack of blood",
    "jing|luo": "channel of Chinese medicine",
    "lateral(?:ly)?": "outer",
    "lymph(?:o?edema|atic)": "swelling",
    "lumbago": "low back pain",
    "lumbar": "low back",
    "malleol(?:us|i|ar)": "ankle bone",
    "medial(?:ly)?": "inner",
    "meridians?": "line of Chinese medicine",
    "metatarsals?": "long bone of the foot",
    "musculoskeletal": "of muscles and bones",
    "myalgia": "muscle pain",
    "neuralgia": "nerve pain",
    "neuropath(?:y|ic)": "nerve damage",
    "palpat(?:e|ed|ing|ion)": "feel",
    "par(?:ae|e)sthesias?": "tingling",
    "patell(?:a|ar)": "kneecap",
    "periosteum": "skin of the bone",
    "peripheral": "of the arms and legs",
    "peroneal": "of the outer leg",
    "phlebitis": "sore, swollen vein",
    "plantar": "of the sole",
    "plantarflex(?:ion|ed)?": "point your foot",
    "popliteal": "back of the knee",
    "posterior(?:ly)?": "back",
    "prognosis": "what to expect",
    "prone": "on your front",
    "proximal(?:ly)?": "nearer the body",
    "qi|chi": "what tradition calls energy",
    "radiat(?:es?|ing) pain": "pain that spreads",
    "sacr(?:um|al)": "base of the spine",
    "shen": "mind",
    "stenosis": "narrowing",
    "subcutaneous": "under the skin",
    "superior to": "above",
    "supine": "on your back",
    "symptomatology": "symptoms",
    "tendons?": "cord",
    "thrombo(?:sis|tic|embolism)|thromb(?:us|i)": "blood clot",
    "tibia(?:l|lis)?": "shin bone",
    "trochanter": "outer hip bone",
    "unilateral(?:ly)?": "on one side",
    "varicosit(?:y|ies)": "swollen veins",
    "vasculature": "blood vessels",
    "yang|yin": "a word of Chinese medicine",
}
FOUND = re.compile(rf"\b(?:{'|'.join(f'(?P<w{n}>{word})' for n, word in enumerate(PLAIN))})\b(?![-\w])")
BRACKETS = re.compile(r"\([^)]*\)")
NAMES = re.compile(r"\b(?:[A-Z][\w'’-]+ )+(?:Road|Street|Lane|Avenue|Clinic|Centre|Center|Practice|House|Hospital)\b")
STANDARD = {"name"}  # what places are called is held elsewhere


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Words of the trade that stand without a plain word beside them in brackets."""
    for text, field, _ in leaflets.passages:
        if field in ("clinic", *STANDARD):
            continue
        whole = str(text)
        said = plain(NAMES.sub(lambda m: "x" * len(m[0]), whole))
        for hit in FOUND.finditer(said):
            if not _glossed(said, hit.start(), hit.end()):
                word = list(PLAIN.values())[int((hit.lastgroup or "w0")[1:])]
                yield Fault(text.mark, f"'{whole[hit.start() : hit.end()]}' is a word of the trade", f"say: {word}")


def _glossed(said: str, start: int, end: int) -> bool:
    """Whether a plain word stands in brackets after a word, or it stands in brackets itself."""
    inside = any(b.start() < start and end <= b.end() for b in BRACKETS.finditer(said))
    explained = bool(re.match(r" (?:is|are|means?) (?:an? |the )?[a-z]", said[end:])) and bool(
        re.search(r"(?:^|[.:] )(?:an? |the )?$", said[:start])
    )
    return inside or explained or bool(re.match(r"(?: [\w'-]+){0,2},? \((?!\d)[a-z][^)]*\)", said[end:]))


RULE = Rule(
    id="HL109",
    name="trade",
    level="error",
    criteria=("L05", "L44"),
    asks="No word of the trade without a plain word beside it.",
    why=(
        "Terms are used only to teach them, and are then explained (PEMAT 4). Say it plainly, or put the plain word in "
        "brackets: patella (kneecap)."
    ),
    bad=(Example("press", "Press the popliteal fossa."), Example("purpose", "It moves qi along the meridian.")),
    good=(Example("press", "Press the back of the knee."), Example("find", "Feel the patella (kneecap).")),
    find=find,
)
