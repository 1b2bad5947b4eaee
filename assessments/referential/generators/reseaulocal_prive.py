"""Four IPv4 addresses: which ones belong to the private ranges?"""

from ipaddress import ip_address, ip_network
from random import Random

from assessments.variants import Variant

PRIVATE = [ip_network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]


def generate(rng: Random) -> Variant:
    def byte() -> int:
        return rng.randint(2, 250)

    private = [
        f"10.{byte()}.{byte()}.{byte()}",
        f"172.{rng.randint(17, 31)}.{byte()}.{byte()}",
        f"192.168.{byte()}.{byte()}",
    ]
    others = [f"192.0.2.{byte()}", f"198.51.100.{byte()}", f"203.0.113.{byte()}"]
    count = rng.choice((1, 2, 2, 3))
    chosen = [(text, "privée") for text in rng.sample(private, count)]
    chosen += [(text, "non privée") for text in rng.sample(others, 4 - count)]
    rng.shuffle(chosen)
    values = {f"a{i}": text for i, (text, _) in enumerate(chosen, 1)}
    values |= {f"r{i}": state for i, (_, state) in enumerate(chosen, 1)}
    return Variant(values=values)


def solve(variant: Variant) -> dict[str, str]:
    answers = {}
    for i in range(1, 5):
        address = ip_address(variant.values[f"a{i}"])
        answers[f"r{i}"] = "privée" if any(address in network for network in PRIVATE) else "non privée"
    return answers
