"""Serve an invented internet until it is interrupted."""

from __future__ import annotations

import argparse
import asyncio
import signal

from benchmarks.newsserver import World, serving


async def _serve(arguments: argparse.Namespace) -> None:
    world = World(arguments.feeds, arguments.pages, seed=arguments.seed, faults=not arguments.faultless)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serving(world, port=arguments.port, latency=arguments.latency) as server:
        print(f"news server ready: http://127.0.0.1:{server.port}/-/feeds", flush=True)
        await stop.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.newsserver", description=__doc__)
    parser.add_argument("--port", type=int, default=8900, help="0 takes a free one, which is printed")
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--latency", type=float, default=0.02, help="mean seconds before an answer")
    parser.add_argument("--faultless", action="store_true", help="nothing goes wrong")
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
