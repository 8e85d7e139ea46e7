"""How soon the service is ready when nothing has changed."""

import time

from benchmarks.figures import Figure, at_most
from tests.support.stack import Stack


def measure(stack: Stack) -> list[Figure]:
    """Stop it and start it again; ready means that /readyz says so."""
    stack.stop()
    began = time.perf_counter()
    stack.start()
    return [at_most("second start until ready", time.perf_counter() - began, 40, " s")]
