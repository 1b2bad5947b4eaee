"""A Diffie-Hellman exchange with small numbers: the value sent and the shared secret."""

from random import Random

from assessments.variants import Variant

GROUPS = ((23, 5), (29, 2), (31, 3), (37, 2), (41, 6), (43, 3), (47, 5))  # a prime and a primitive root


def generate(rng: Random) -> Variant:
    while True:
        p, g = rng.choice(GROUPS)
        a, b = rng.randint(3, 6), rng.randint(7, p - 3)
        sent, received = pow(g, a, p), pow(g, b, p)
        shared = pow(received, a, p)
        if len({sent, received, shared, a, g}) == 5 and received > 2 and shared > 1:
            break
    return Variant(
        values={
            "p": str(p),
            "g": str(g),
            "a": str(a),
            "recu": str(received),
            "envoi": str(sent),
            "secret": str(shared),
            "puissance1": str(g**a),
            "puissance2": str(received**a),
        }
    )


def solve(variant: Variant) -> dict[str, str]:
    p, g, a, received = (int(variant.values[name]) for name in ("p", "g", "a", "recu"))
    other = next(k for k in range(1, p) if g**k % p == received)  # the other secret, by trying them all
    sent = g**a % p
    return {"envoi": str(sent), "secret": str(sent**other % p)}
