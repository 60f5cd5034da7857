"""Reads texts with a trained Rasa model, one after the other, through Rasa's own API.

Usage: ``python predict.py MODEL TEXTS ANSWERS``. TEXTS holds one JSON string a line; ANSWERS gets
one JSON object each: intent, confidence, ranking, entities, milliseconds. Needs nothing but Rasa
and runs in the environment of the model. Must not know which answer is right.
"""

import asyncio
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

WARM_UP = 20
RANKED = 3


async def read(agent: Agent, texts: list[str]) -> list[dict[str, Any]]:
    """An answer for each text; the first ones are read twice, so that all are timed warm."""
    for text in texts[:WARM_UP]:
        await agent.parse_message(text)
    answers = []
    for text in texts:
        started = time.perf_counter()
        parsed = await agent.parse_message(text)
        milliseconds = (time.perf_counter() - started) * 1000
        answers.append(
            {
                "intent": parsed["intent"]["name"],
                "confidence": parsed["intent"]["confidence"],
                "ranking": parsed.get("intent_ranking", [])[:RANKED],
                "entities": parsed["entities"],
                "milliseconds": milliseconds,
            }
        )
    return answers


def main(model: str, texts: str, answers: str) -> None:
    """From file to file."""
    configure_structlog(logging.WARNING)  # else every message is logged, which costs time
    lines = Path(texts).read_text(encoding="utf-8").splitlines()
    agent = Agent.load(model)
    found = asyncio.run(read(agent, [json.loads(line) for line in lines]))
    with Path(answers).open("w", encoding="utf-8") as output:
        for answer in found:
            output.write(json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
