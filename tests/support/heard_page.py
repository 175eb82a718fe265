"""What a browser tells assistive programs of a page: its accessibility tree as lines, with roles, names and states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Node: TypeAlias = Mapping[str, Any]
# Roles that are told; what has another is only a box around others.
BOXES = ("alert", "banner", "dialog", "form", "group", "list", "listitem", "main", "navigation", "region", "status")
TABLES = ("caption", "cell", "columnheader", "definition", "row", "rowheader", "table", "term")
TEXTS = ("heading", "image", "link", "paragraph")
CONTROLS = (
    "button", "checkbox", "colour", "combobox", "date", "option", "progressbar", "radio", "searchbox", "spinbutton",
    "textbox",
)  # fmt: skip
TOLD = {*BOXES, *TABLES, *TEXTS, *CONTROLS}
TEXT, LABEL = "StaticText", "LabelText"
# In the browser's words, and in those of ARIA.
ROLES = {
    "ColorWell": "colour",
    "Date": "date",
    "DescriptionListTerm": "term",
    "DescriptionListDetail": "definition",
    "Details": "group",
    "Figcaption": "caption",
}
HELD = ("colour", "date", "option", "searchbox", "spinbutton", "textbox")  # what stands in them is their value
SUMMARY = "DisclosureTriangle"
STATES = ("checked", "expanded", "disabled", "invalid", "required")
QUIET = ("false", False, "")


class HeardPage:
    """A page's tree; of what stands in `headed`, only headings are told."""

    def __init__(self, page: Any, *headed: str):
        self.tools = page.context.new_cdp_session(page)
        self.tools.send("Accessibility.enable")
        self.headed = {self._backend(selector) for selector in headed}
        self.nodes = {node["nodeId"]: node for node in self.tools.send("Accessibility.getFullAXTree")["nodes"]}

    def _backend(self, selector: str) -> int | None:
        root = self.tools.send("DOM.getDocument")["root"]["nodeId"]
        found = self.tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        if not found:
            return None
        told: int = self.tools.send("DOM.describeNode", {"nodeId": found})["node"]["backendNodeId"]
        return told

    def lines(self) -> Iterator[str]:
        """A line for each thing that is told, indented by what it stands in."""
        root = next(node for node in self.nodes.values() if "parentId" not in node)
        yield from self._lines(root, 0, "", False)

    def _lines(self, node: Node, depth: int, above: str, headed: bool) -> Iterator[str]:
        role, name = role_of(node), " ".join(node.get("name", {}).get("value", "").split())
        headed = headed or node.get("backendDOMNodeId") in self.headed
        told = not node["ignored"] and (role == "heading" if headed else role in TOLD and (role, name) != ("group", ""))
        if told:
            yield "  " * depth + " ".join([role, *([f'"{name}"'] if name else []), *states(node)])
            depth, above = depth + 1, name
        elif role == LABEL:
            above = name or self._text(node)  # which its control bears as a name
        elif role == TEXT and name and name not in above and not headed:
            yield "  " * depth + name
        if role in HELD or role == TEXT:
            return
        if role == "combobox":
            yield "  " * depth + ", ".join(self._options(node))
            return
        for child in node.get("childIds", ()):
            if child in self.nodes:
                yield from self._lines(self.nodes[child], depth, above, headed)

    def _text(self, node: Node) -> str:
        children = [self.nodes[id] for id in node.get("childIds", ()) if id in self.nodes]
        own = node.get("name", {}).get("value", "") if role_of(node) == TEXT else ""
        return " ".join([own, *map(self._text, children)])

    def _options(self, node: Node) -> Iterator[str]:
        for child in (self.nodes[id] for id in node.get("childIds", ()) if id in self.nodes):
            if role_of(child) == "option":
                yield child["name"]["value"]
            else:
                yield from self._options(child)


def role_of(node: Node) -> str:
    """A node's role."""
    role = str(node.get("role", {}).get("value", ""))
    return "button" if role.startswith(SUMMARY) else ROLES.get(role, role)


def states(node: Node) -> Iterator[str]:
    """What a node is like: its state, what it holds, and what describes it."""
    found = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    if "level" in found and role_of(node) == "heading":
        yield str(found["level"])
    for state in STATES:
        if state in found and found[state] not in QUIET:
            yield state
        elif state == "expanded" and state in found and role_of(node) == "button":
            yield "collapsed"
    if value := node.get("value", {}).get("value"):
        yield f"= {' '.join(str(value).split())}"
    if described := node.get("description", {}).get("value"):
        yield f"({' '.join(described.split())})"
