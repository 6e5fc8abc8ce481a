"""Another person sits down at an open app: named, logged, and acting from there on.

There is no password: a name is what the person typed, as with ``--by``. The log therefore keeps
the operating-system account beside it.
"""

import unicodedata
from typing import Final

from assistant.domain.memo import same_person
from assistant.errors import UsageError
from assistant.services.office import Office
from assistant.storage.people_log import Seated, log_seated

_LONGEST: Final = 60
"""Characters of a name."""


def seat(office: Office, name: str, why: str = "") -> Office:
    """The office with another person acting; the home's log keeps who, after whom and why.

    Args:
        office: as it is.
        name: who acts from here on.
        why: the reason, where one was given.

    Raises:
        UsageError: it is no name, or names the person who acts already.
        StorageError: the log can't be written; nothing has changed then.
    """
    who = " ".join(name.split())
    if not who or len(who) > _LONGEST or any(unicodedata.category(c)[0] == "C" for c in who):
        raise UsageError(
            "that is no name of a person",
            f"1 to {_LONGEST} letters",
            zh="这不是人名",
            zh_hint=f"请写 1 至 {_LONGEST} 个字",
        )
    if same_person(who, office.by):
        raise UsageError(
            f"{office.by} acts already", "name the other person",
            zh=f"现在的操作人就是{office.by}", zh_hint="请写另一人的姓名",
        )  # fmt: skip
    log_seated(
        office.home.people_log,
        Seated(
            seq=0,
            at=office.clock().isoformat(timespec="seconds"),
            who=who,
            before=office.by,
            account=office.settings.account,
            why=why.strip(),
            previous="",
            digest="",
        ),
    )
    return office.acting_as(who)
