"""`python -m tests.oracles netdiffuser EDGES NODES | netinf SPID.csv | walker SPID.csv | simulation`: are our numbers right?"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.oracles.networks import netdiffuser
from tests.oracles.policies import netinf, walker
from tests.oracles.simulations import simulation


def main() -> None:
    """Compare, print what was found, and end with 1 where something differs."""
    options = argparse.ArgumentParser(prog="python -m tests.oracles", description=__doc__)
    kinds = options.add_subparsers(required=True)
    one = kinds.add_parser("netdiffuser", help="a network, and what netdiffuseR says of each of its nodes")
    one.add_argument("edges", type=Path, help="CSV: ego,alter,value")
    one.add_argument("nodes", type=Path, help="CSV: id,toa,threshold,infection,... as netdiffuseR computed them")
    one.set_defaults(check=lambda given: netdiffuser(given.edges, given.nodes))
    for name, check in (("netinf", netinf), ("walker", walker)):
        one = kinds.add_parser(name, help="all adoptions of State Policy Innovation and Diffusion 1.0, doi:10.7910/DVN/CVYSR7")
        one.add_argument("events", type=Path, help="CSV: place,practice,year")
        one.set_defaults(check=lambda given, check=check: check(given.events))
    one = kinds.add_parser("simulation", help="how often a likely source is the true one, where the truth is known")
    one.set_defaults(check=lambda given: simulation())
    given = options.parse_args()
    raise SystemExit(0 if given.check(given) else "something differs")


if __name__ == "__main__":
    main()
