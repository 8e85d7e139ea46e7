"""Which intent each question is given. Run with the dialogue environment's Python.

Reads one question a line (JSON string) from standard input and writes one JSON object a line:
{"intent", "confidence"}; Rasa itself is used, with the model named as the first argument.
"""

import asyncio
import json
import sys

from rasa.core.agent import Agent


async def main(model: str) -> None:
    agent = Agent.load(model)
    for line in sys.stdin:
        parsed = await agent.parse_message(json.loads(line))
        print(json.dumps(parsed["intent"], ensure_ascii=False), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
