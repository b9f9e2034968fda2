"""A small invented internet on the loopback: thousands of hosts with feeds and pages, and all that goes
wrong.

`python -m benchmarks.newsserver --port 8900 --feeds 2000 --pages 20000 --seed 7` serves it;
`serving(World(...))` does in a test. Every host is an address of 127.0.0.0/8, all of which lead to this
machine on Linux, so that politeness towards each host can be seen. The same seed makes the same world, byte
for byte.

| path | what |
| --- | --- |
| `/-/feeds` | the addresses of all feeds, JSON |
| `/-/expected` | what must have been stored by now, what must not, what became of feeds |
| `/-/advance` | an hour goes by: feeds have new items (POST or GET; `?hours=3`) |
| `/-/log` | what was asked so far: counts, and how polite it was |
"""

from benchmarks.newsserver.serving import Server, serving
from benchmarks.newsserver.world import World

__all__ = ["Server", "World", "serving"]
