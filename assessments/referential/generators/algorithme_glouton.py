"""Giving change with a greedy program: how many coins, and how many at least?"""

import re
from random import Random

from assessments.referential.generators._programs import code_page, read_source, run
from assessments.variants import Variant

MONEY = ["écus", "florins", "jetons", "perles", "sols"]


def generate(rng: Random) -> Variant:
    while True:
        a = rng.randint(3, 7)
        b = rng.randint(a + 2, 2 * a - 1)
        big = b + rng.randint(2, a)
        coins, amount = [big, b, a, 1], rng.randint(b + 2, 2 * big + a)
        best = [0]
        for value in range(1, amount + 1):
            best.append(1 + min(best[value - coin] for coin in coins if coin <= value))
        rest, greedy = amount, []
        for coin in coins:
            greedy += [coin] * (rest // coin)
            rest %= coin
        if len(set(coins)) == 4 and len(greedy) - best[amount] >= 2 and len(greedy) <= 8 and best[amount] <= 4:
            break
    good, value = [], amount
    while value:
        coin = next(one for one in coins if one <= value and best[value - one] == best[value] - 1)
        good.append(coin)
        value -= coin
    source = (
        f"pieces = {coins}\nreste = {amount}\nnombre = 0\nfor p in pieces:\n    while reste >= p:\n"
        "        reste = reste - p\n        nombre = nombre + 1\nprint(nombre)"
    )
    return Variant(
        values={
            "monnaie": rng.choice(MONEY),
            "somme": str(amount),
            "pieces": ", ".join(map(str, coins[:-1])) + " et 1",
            "glouton": str(len(greedy)),
            "mieux": str(best[amount]),
            "detail": " + ".join(map(str, greedy)),
            "bon": " + ".join(map(str, good)),
        },
        screens={"p0": code_page(source, "Rendre la monnaie")},
    )


def solve(variant: Variant) -> dict[str, str]:
    source = read_source(variant.screens["p0"])
    coins = [int(text) for text in re.search(r"\[(.*)\]", source)[1].split(",")]
    amount = int(re.search(r"reste = (\d+)", source)[1])
    sums, number = {0}, 0
    while amount not in sums:  # every sum that 1, 2, 3 … coins can make
        sums, number = {value + coin for value in sums for coin in coins}, number + 1
    return {"glouton": run(source)[0][0], "mieux": str(number)}
