"""Promises: that it cures, works for certain, is proven, is safe for everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.phrases import first_of_each
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import Hit, conditional, denied, hits

ALL = r"(?:all|anyone|anybody|everyone|everybody|every (?:one|person|body|patient)|any age|children|pregnant women)"
ILL = (
    r"(?:pains?|aches?|cramps?|sciatica|arthritis|stiffness|swelling|tension|stress|soreness|illness(?:es)?|disease"
    r"|problems?|symptoms?|spasms?|insomnia|numbness|cancer|tumou?rs?|thrombosis|clots?|dvt|diabetes|strokes?"
    r"|infections?"
    r"|asthma|depression|dementia|high blood pressure|varicose veins|gout|shingles|heart disease|osteoporosis)"
)
DISEASE = (
    r"(?:cancer|tumou?rs?|thrombosis|(?:blood )?clots?|dvt|diabetes|strokes?|infections?|asthma|dementia|depression"
    r"|(?:high )?blood pressure|heart (?:disease|attacks?|failure)|osteoporosis|arthritis|covid|epilepsy|infertility"
    r"|varicose veins|slipped dis[ck]s?|torn (?:muscles?|ligaments?)|broken bones?|ulcers?|gout|shingles|neuropathy)"
)
TREATS = (
    r"(?:treat(?:s|ing|ment (?:for|of))?|prevents?|preventing|fights?|fighting|beats?|beating|reverses?|reversing"
    r"|dissolv(?:es?|ing)|breaks? (?:up|down)|shrinks?|clears?|protects? (?:you )?(?:from|against)|fix(?:es)?"
    r"|lowers?|brings? down|controls?|wards? off|stops?|helps? against|works? against|good for)"
)
GAP = r"(?:(?!if\b|when\b|and\b|but\b|or\b|you\b|as\b|pressing\b)[\w'-]+ ){0,3}"
RESEARCH = (
    r"(?:stud(?:y|ies)|trials?|scien(?:ce|tists?)|research(?:ers)?|experts?|doctors?|specialists?|evidence|tests?"
    r"|hospitals?|physios?|surgeons?|nhs|who|world health organi[sz]ation|centuries|years|practitioners?)"
)

# Said of anything, and with no word that makes it sound.
PROMISE = re.compile(
    r"(?<!safety )\b(?:cur(?:e|es|ed|ing|ative)|cure-all)\b|"
    r"\b(?:heals|healing (?:powers?|touch|energy|effects?|point|place|power)|self-healing)\b|"
    r"\b(?:heal (?:your|sore|the|any|all|yourself|a|an|itself|knees?|backs?|pain)|healed (?:many|thousands"
    r"|hundreds|me|her|him))\b|"
    r"\bmirac(?:le|les|ulous(?:ly)?)\b|\bmagic(?:al|ally)?\b|\bwonder (?:cure|point|drug|remedy)\b"
    r"|\bworks? wonders\b|"
    r"\bpanacea\b|\bsecret (?:of|to|point|place)\b|\bbreakthrough\b|\bcancels out (?:all |the )?pain\b|"
    r"\bprove[ns]?\b|\bproof\b|\bguarante\w*|\bmoney back\b|\bnever fails?\b|\bcan(?:'t|not) fail\b"
    r"|\bfail-?safe\b|\bfoolproof\b|"
    r"\bwe promise\b|\bis (?:sure|certain|bound) to (?:help|work|ease)\b|\byou can (?:be sure|rely on)\b|"
    rf"\b(?:{RESEARCH}) (?:[\w'-]+ ){{0,3}}?(?:shows?|showed|shown|proves?|proved|confirms?|confirmed|agrees?"
    rf"|found|finds?"
    rf"|discovered|recommends?|recommended|endorses?|swears? by|advises?|approves?|supports?|tells? us|says?) "
    rf"(?:that )?(?:it|this|these|acupressure|pressing|how well|the benefits?)\b|"
    r"\b(?:clinically|scientifically|medically|doctor|hospital|lab|fda|nhs|time)[- ](?:[a-z]+ly )?(?:shown"
    r"|tested|tried|approved|recommended|"
    r"endorsed|backed|verified|certified|validated|developed)\b|\bbacked by (?:science|research|studies|doctors)\b|"
    r"\b(?:scientists|researchers|experts|doctors) (?:have |now |all )*(?:shown|found|recommend|discovered"
    r"|agree|love|swear|endorse|say)\b(?! (?:that )?you\b)|"
    r"\b(?:completely|perfectly|totally|absolutely|entirely|always|wholly|quite|very|so|100 ?%|fully) (?:safe"
    r"|harmless|natural|painless|effective)\b|"
    rf"\bsafe (?:for|to use (?:for|by|on)|in|at) {ALL}\b|\bsafe (?:and|,|yet|but) \w+|\b(?:a|the"
    rf"|this) (?:\w+ )?safe (?:way|method|remedy|treatment|cure|therapy|form|point|choice)\b|"
    r"\b(?:it|this|these|that|acupressure|pressing|point|place|treatment|method|massage|sheet) (?:is|are"
    r"|'s) (?:\w+ )?(?:safe|harmless|risk-free)\b|"
    r"\b(?:it|this|acupressure)'s (?:\w+ )?(?:safe|harmless|risk-free)\b|\brisk-free\b|\bharmless\b"
    r"|\bsafely (?:treat|cure|ease|relieve|remove)\w*|"
    r"\b(?:no|without|free (?:of|from)|zero|has no|have no) (?:known |any |bad |unwanted "
    r"|the )*(?:side[- ]effects?|risks?|dangers?|harm)\b|"
    r"\b(?:can|could|will|does|do) (?:you |it |this )?(?:do )?(?:no|not|never)(?: do)?(?: you| any"
    r"| your body)* harm\b|\b(?:can(?:'t|not)|won't|will not) (?:do (?:any |you (?:any )?)?)?(?:harm|hurt you"
    r"|go wrong)\b|\bnothing (?:can|could|will) go wrong\b|"
    rf"\b(?:works?|helps?|suits?|good|right|suitable|effective|fits?) (?:well )?(?:for |on "
    rf"|with )?{ALL}\b(?! (?:is|are|who|of us))|"
    r"\b(?:works?|working|helps|effective|acts) (?:\w+ )?(?:every time|each time|always|at once|instantly"
    r"|immediately|right away|straight away|within (?:seconds|minutes|hours|days|an? \w+)|in (?:seconds"
    r"|minutes|an? (?:day|minute|second|hour)|no time)|fast|like a charm|where (?:drugs|pills|all else|other"
    r"|nothing)[^.]*|better than|just as well as)\b|"
    r"\balways (?:works?|helps?|eases|relieves)\b|\b(?:instant|immediate|lasting|permanent|long-lasting"
    r"|complete|total|guaranteed|fast|rapid|quick) (?:and \w+ )?(?:relief|results?|effects?|recovery|cure"
    r"|ease)\b|"
    r"\brelief (?:that (?:lasts|works|stays)|for (?:good|life|ever)|forever|guaranteed)|\bpermanent(?:ly)?\b"
    r"|\bonce and for all\b|"
    r"\b(?:for good|for ever|forever|for life)(?= ?[.!,]|$)|"
    r"\b(?:drug|medicine|pill|pain|cramp|ache|symptom|worry)-?(?: )?free\b(?! (?:number|phone|call|line))|"
    r"\bfree (?:of|from) (?:all |any |your |the )*(?:pain|cramps?|aches?|stiffness|sciatica|drugs|medicine"
    r"|tablets|pills|illness|disease)\b|"
    rf"\b(?:gets?|getting|got|be|you(?:'ll| will) be|finally|be) rid of (?:[\w'-]+ ){{0,3}}?{ILL}\b"
    rf"|\brids? (?:you|your|the|itself)\b|"
    rf"\b(?:ends?|ending|banish\w*|melts?|melting|erases?|erasing|eliminat\w+|eradicat\w+|vanquish\w*"
    rf"|defeats?|conquers?|beats?|kills?|removes?|removing|wipes? out|dissolves?|chases?|drives? (?:out|away)"
    rf"|takes? away|switch(?:es)? off|turns? off|knocks? out|blocks?|abolish\w*|resolves?|zaps?"
    rf"|says? goodbye to|say goodbye to|goodbye to|goodbye,?|no more|never (?:have|suffer|feel"
    rf"|get)) (?:[\w'-]+ ){{0,3}}?{ILL}\b|"
    r"\bmelts? (?:\w+ )*?away\b|\bbanish\w*|"
    rf"\b{ILL} (?:[\w'-]+ ){{0,3}}?(?:gone|vanish\w*|disappear\w*|melts?|(?:will |does |do )?(?:never"
    rf"|not) (?:come|comes|return|returns|be back)|will (?:go away|leave|stop|end|cease|be over)|for ever"
    rf"|a thing of the past|history)\b|"
    r"\b(?:goes|go|went|gone) (?:away )?(?:for good|for ever|forever|by morning|by tomorrow|overnight|in (?:a"
    r"|one|two|three|\d+) (?:day|week|night|minute|hour)s?)\b|\bnever (?:come|comes|coming|return"
    r"|returns)(?: back)?\b|\bovernight\b(?= (?:cure|relief|success))|"
    r"\b(?:de-?tox\w*|toxins?|impurities|waste products|flush(?:es|ing)? (?:out|away)|purif\w+|cleans(?:es"
    r"|ing) (?:your|the) (?:blood|body|liver|kidneys?|lymph))\b|"
    r"\b(?:boosts?|boosting|strengthens?|recharges?|revives?|supercharges?|activates?|stimulates?|awakens?"
    r"|wakes? up|harmoni[sz]es?|balances?|unblocks?|unlocks?|improves?|increases?|rejuvenates?|renews?"
    r"|energi[sz]es?|resets?|repairs?|regenerates?|rebuilds?|regrows?) "
    r"(?:up )?(?:[\w'-]+ ){0,3}?(?:immun\w+|circulation|blood|flow|energy|life force|vitality|defen[cs]es"
    r"|organs?|hormones?|kidneys?|liver|metabolism|lymph\w*|nerves?|chi|qi|power|healing|body|cartilage"
    r"|joints?|bones?|tissues?|sleep)\b|"
    r"\b(?:restores?|restoring|brings? back|gives? (?:you )?back) (?:[\w'-]+ ){0,3}?(?:energy|health|feeling"
    r"|strength|balance|youth|vitality|movement|function|power|life|sleep|nerves?|mobility|wellbeing"
    r"|harmony)\b|"
    r"\b(?:treat\w*|tackles?|fix\w*|removes?|reach\w*|goes to|gets to|attacks?|addresses) (?:at )?the (?:root"
    r"|real|true|very|underlying)\b|\broot cause\b|\bfrom the inside out\b|\bat the root\b|"
    r"\b(?:has|have) (?:already )?(?:helped|cured|healed|saved|freed) (?:[\w'-]+ ){0,3}?(?:thousands|hundreds"
    r"|millions|countless|many|patients|people|me|us)\b|\b(?:thousands|millions"
    r"|hundreds) of (?:[\w'-]+ )?(?:people|patients|users|men|women)\b|"
    r"\b(?:my|her|his|their) (?:[\w'-]+ ){0,2}(?:was|were|is|are|has|have) (?:all |now |completely )?(?:gone"
    r"|cured|healed|vanished)\b|\bchanged my life\b|\bi (?:was|am|feel|have been) (?:cured|healed|like new"
    r"|a new (?:man|woman|person)|pain-free)\b|"
    r"\byou(?:'ll| will| are going to| can expect to) (?:soon |surely |always |quickly )?(?:feel (?:better"
    r"|younger|no pain|like new|great|fit|the (?:relief|difference))|be (?:well|cured|healed|free|better|fit"
    r"|able to (?:walk|run|sleep))|sleep (?:well|better)|walk (?:again|better|free)|notice the relief"
    r"|never)\b|"
    r"\b(?:it|this|pressing|point|place|acupressure|[a-z]{2}-\d+) will (?:soon |surely |always |quickly "
    r"|definitely |certainly |really )?(?:help|ease|relieve|stop|end|remove|calm|take|make you|work|improve"
    r"|fix|save|free)\b|"
    r"\b(?:100 ?(?:%|per ?cent)|hundred per ?cent|\d{2}(?:[.]\d+)? ?(?:%|per ?cent) (?:effective|success"
    r"|of (?:all )?(?:cases|cramps)|relief|cured|sure|natural|safe|better)|success rate|highly effective"
    r"|most effective|the (?:best|only|number one|no\. 1|ultimate) (?:way|cure|remedy|treatment|point|place"
    r"|answer|thing) (?:for|to|against|of|that)|better than (?:[\w'-]+ ){0,3}?(?:drugs?|pills?|tablets?"
    r"|medicines?|painkillers?|surgery|any)|as good as (?:[\w'-]+ ){0,3}?(?:drugs?|pills?|tablets?|medicines?"
    r"|painkillers?|surgery)|stronger than (?:[\w'-]+ ){0,2}?(?:drugs?|pills?|painkillers?|tablets?))|"
    rf"(?<!\bto )\b{TREATS} {GAP}(?:{DISEASE})\b|"
    rf"\b(?:can|could|may|might|will|helps?|help|used|able) (?:you )?to {TREATS} {GAP}(?:{DISEASE})\b"
    rf"|\bto (?:treat|prevent|fight|reverse|dissolve) {GAP}(?:{DISEASE})\b|"
    rf"\b(?:remedy|relief|answer|solution|treatment|antidote|therapy|help) (?:for|to|against"
    rf"|from) {GAP}(?:{DISEASE})\b|"
    r"\b(?:fix(?:es)?|repairs?|mends?|realigns?|re-?sets) (?:[\w'-]+ ){0,2}(?:knees?|backs?|hips?|legs?"
    r"|discs?|spines?|joints?|bones?|nerves?|muscles?|problems?|body)\b|"
    r"\b(?:ancient|age-old|traditional|timeless) (?:\w+ )?(?:wisdom|secrets?|power|cure|remedy|healing)\b"
    r"|\b(?:proven|tested|trusted|used|worked) (?:over|for|by) (?:\w+ )?(?:\d+ years|thousands|centuries"
    r"|generations)\b|"
    r"\b(?:natural|powerful|effective|all-natural|gentle but powerful) (?:cure|remedy|painkiller|medicine"
    r"|treatment|healing|relief|point|way to (?:end|beat|stop))\b|\bnature's\b|\bit really works\b|\b(?:it"
    r"|this|method|point|place|which) (?:does |just |really |simply |truly )?works(?= ?[.!,]|$)"
)
# A stop to talk of care: these are no promises though they say the same words.
SOUND = re.compile(
    r"\b(?:safe (?:place|side|distance|keeping)|safe and (?:sound|dry)|safe in a|there is (?:no"
    r"|little) (?:proof|evidence)"
    r"|stop (?:the |your )?blood|on ?ly your doctor)\b|\b(?:ask|check with|talk to|see|tell"
    r"|call)\b[^.]*\b(?:if|whether)\b"
)
# Taken away, put right, sworn to: what leaflets say without any of the words above.
SWORN = re.compile(
    rf"\b(?:tak(?:es?|ing)|make|makes|send|sends|drives?|washes?) (?:[\w'-]+ ){{0,3}}?{ILL} (?:away|go away"
    rf"|disappear|vanish)\b"
    r"|\b(?:science|scientists|research(?:ers)?|stud(?:y|ies)|doctors|history|time) (?:\w+ )?(?:backs?"
    r"|back up|bears? out|vouch\w*)\b"
    r"|\b(?:\w+|\d+) (?:out of|in) (?:ten|\d+|a hundred) (?:users|patients|people|readers|clients|of (?:our"
    r"|us|you))\b"
    r"|\b(?:will|can|to) (?:mend|regrow|repair|undo|reverse|rebuild|renew|rejuvenate|restore)\b(?! your balance on)"
    r"|\b(?:reverses|repairs|regrows|rebuilds|renews|rejuvenates|undoes|mends)\b"
    r"|\b(?:back (?:in|into) balance|(?:clears?|opens?|unblocks?|frees?) (?:up )?(?:what blocks|the flow"
    r"|blocked|blockages?|your channels?))\b"
    r"|\b(?:you|it|this|they) (?:are|is|will be) (?:sure|certain|bound|guaranteed) to\b"
    r"|\bthr(?:ew|own?) (?:\w+ )?(?:stick|crutch(?:es)?|pills|tablets|cane|walker) away\b|\bthr(?:ew"
    r"|ow) away (?:my|your|her|his)\b"
    r"|\b(?:changed|saved|gave (?:me|her|him) back) (?:my|her|his|your) (?:life|legs?|sleep)\b"
    r"|\b(?:a|the) new (?:you|life|leg)\b|\byou will (?:never|no longer) (?:have|feel|suffer|need)\b"
)
SPREAD = re.compile(r"\b(?:wary|beware|do not believe|careful)\b")
DOUBT = re.compile(r"\b(?:too early|think|believe|claims?|nobody knows|few|doubt|unclear|unsure|yet to|disagree)\b")
SKIN = re.compile(
    r"\b(?:wound|skin|bone|cut|scar|burn|break|sore|bruise|fracture|operation|surgery|injury)s?\b[^,;:]*$"
    r"|\b(?:to|has|have|is|while|let|time|can|must) $"
)
HINT = "say what it may do and for how long: 'may help to ease ... for a while'"


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """The first promise in each text."""
    return first_of_each(leaflets, _promised, "promises more than anybody knows", HINT)


def _promised(text: str) -> Iterator[Hit]:
    return (hit for pattern in (PROMISE, SWORN) for hit in hits(text, pattern) if _promises(hit))


def _promises(hit: Hit) -> bool:
    if denied(hit.sentence, hit.at) or conditional(hit.sentence, hit.at):
        return False
    ahead = hit.sentence[: hit.at]
    if (
        DOUBT.search(ahead)
        or SPREAD.search(ahead)
        or any(sound.start() <= hit.at < sound.end() for sound in SOUND.finditer(hit.sentence))
    ):
        return False
    return not (hit.words.casefold() in ("heals", "heal the", "healing") and SKIN.search(ahead))


RULE = Rule(
    id="HL101",
    name="claim",
    level="error",
    criteria=("L22",),
    asks="Nothing promises that pressing cures, works for certain, is proven, or is safe for everybody.",
    why=(
        "The article says that points do not cure, and trials leave open whether pressing helps more than "
        "being touched. "
        "Leaflets promise without the word 'cure' too: 'ends', 'for good', 'no side effects', 'flushes out toxins', "
        "'doctors recommend', a happy patient. What says the contrary ('It does not cure') or asks ('Ask us if it is "
        "safe for you') is no promise."
    ),
    bad=(
        Example("title", "Miracle cure for deep vein thrombosis"),
        Example("note", "There are no side effects, so anyone can do it."),
        Example("purpose", "Drug-free relief that lasts"),
        Example("short", "The pain will never come back."),
    ),
    good=(
        Example("purpose", "This may help to ease the pain for a while."),
        Example("note", "It does not cure."),
        Example("note", "Ask us if it is safe for you."),
    ),
    find=find,
)
