"""A case for each firm of a file that holds many."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain.progress import Cancelled, Progress
from assistant.services import adding, cases
from assistant.services.office import Office
from assistant.services.results import Added, Firm


def open_each(
    office: Office, path: Path, firms: Sequence[Firm], cancelled: Cancelled
) -> Iterator[Progress | Added]:
    """Open a case for each firm that has rows, and read its rows into it.

    A case that has the firm's name already is gone on with.

    Args:
        office: whose home.
        path: the file.
        firms: of the file, as a refused add names them.
        cancelled: asked often; cases that were acknowledged by an ``Added`` stay.

    Yields:
        Progress of the file and of the firms; one ``Added`` a firm.
    """
    wanted = [f for f in firms if f.rows]
    known = {head.name: head.id for head in cases.all_cases(office)}
    for number, firm in enumerate(wanted):
        if cancelled():
            return
        yield Progress(
            subject=firm.title, stage="reading", done=number, total=len(wanted), unit="firms"
        )
        case = known.get(firm.title) or cases.new_case(office, firm.title, "")
        for step in adding.add_files(office, case, [path], cancelled, firm=firm.code):
            if isinstance(step, Added):
                yield step.model_copy(update={"path": firm.title})
