"""A tiny RSA key: encrypt a number, then find the private exponent."""

from math import gcd
from random import Random

from assessments.variants import Variant

PRIMES = (3, 5, 7, 11, 13, 17)


def generate(rng: Random) -> Variant:
    while True:
        p, q = sorted(rng.sample(PRIMES, 2))
        n, phi, e, m = p * q, (p - 1) * (q - 1), rng.choice((3, 5, 7)), rng.randint(2, 9)
        if n < 33 or phi <= e or gcd(e, phi) != 1 or gcd(m, n) != 1:
            continue
        d, c = pow(e, -1, phi), pow(m, e, n)
        if d != e and c != m and m**e > n and c != 1:
            break
    return Variant(
        values={
            "p": str(p),
            "q": str(q),
            "n": str(n),
            "e": str(e),
            "m": str(m),
            "c": str(c),
            "d": str(d),
            "phi": str(phi),
            "puissance": str(m**e),
            "produit": str(e * d),
            "quotient": str(e * d // phi),
        }
    )


def solve(variant: Variant) -> dict[str, str]:
    p, q, e, m = (int(variant.values[name]) for name in "pqem")
    secret = m
    for _ in range(e - 1):
        secret = secret * m % (p * q)
    d = 1
    while e * d % ((p - 1) * (q - 1)) != 1:
        d += 1
    return {"c": str(secret), "d": str(d)}
