"""Whether a page as it stands is within everybody's reach, by axe-core's rules (WCAG 2.2 A and AA,
and its best practices).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from kefu.settings import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
# Frames are looked at one by one: each is a page of its own.
_RUN = """async () => {
  // A colour that is on its way to another one is neither.
  await new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)));
  const moving = document.getAnimations().filter(
    one => one.effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(moving.map(one => one.finished));
  // `label` says whether a field has one; this one overlooks now and then what others name it by.
  const rules = {"label-title-only": {enabled: false}};
  const found = await axe.run(document, {rules, iframes: false, resultTypes: ["violations"]});
  return found.violations;
}"""


@cache
def _source() -> str:
    return Path(AXE).read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """What axe finds wrong now, in all frames of the page; one line for each place."""
    return [fault for frame in page.frames for fault in _faults(frame)]


def _faults(frame: Frame) -> list[str]:
    if not frame.evaluate("'axe' in window"):
        frame.evaluate(_source())
    found: list[dict[str, Any]] = frame.evaluate(_RUN)
    return [
        f"{rule['id']} at {' '.join(map(str, place['target']))}: {_why(place)}"
        for rule in found
        for place in rule["nodes"]
    ]


def _why(place: dict[str, Any]) -> str:
    reasons = [*place["any"], *place["all"], *place["none"]]
    return "; ".join(str(reason["message"]) for reason in reasons)
