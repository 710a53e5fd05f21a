from typing import Any
import pytest
from tests.support import access_walk
from tests.support.access_table import *
from tests.support.access_world import make_world
pytestmark = pytest.mark.django_db
MINE=("agreements:","own_partnerships:","partnerships:","pairs:","partnership","providers","set-right","colleagues","organisation","office-access")
def test_walk(imported: Any, person_as: Any, monkeypatch: Any) -> None:
    world = make_world(imported, person_as)
    table={k:v for k,v in TABLE.items() if k.startswith(MINE)}
    monkeypatch.setattr(access_walk,"TABLE",table)
    wrong=[]
    for name,row,actor,response in access_walk.answers(world, EVERYONE-MEMBERS):
        access_walk.close(response)
        wrong.append(access_walk.fault_of(name,row,actor,response))
    assert not [w for w in wrong if w]
    assert access_walk.faults_of_changes(world, EVERYONE-MEMBERS)==[]
