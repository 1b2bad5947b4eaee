import pytest

from demo_ent.people import SCHOOL, UAI
from demo_ent.tests.conftest import ent_keys, journey
from learners.tests.factories import SchoolFactory
from organisations.models import Organisation

__all__ = ["ent_keys", "journey"]


@pytest.fixture
def school() -> Organisation:
    """The school the pupils of the demonstration ENT come from."""
    return SchoolFactory(name=SCHOOL, uai=UAI)
