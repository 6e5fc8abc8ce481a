"""Work under way: seen from everywhere, with what is left, and ended from there."""

from pathlib import Path

from assistant.domain.progress import Progress
from tests.tui.conftest import bench
from tests.tui.made import FakeDesk
from tui.screens.activity import ActivityScreen
from tui.work import Job


async def test_long_work_is_listed_with_how_far_it_is_and_stopped(
    desk: FakeDesk, tmp_path: Path
) -> None:
    (tmp_path / "发票.csv").write_text("x", "utf-8")
    async with bench(desk, "f2") as hands:
        await hands.press("ctrl+l")
        assert "没有进行中的工作" in hands.text()
        await hands.press("escape")
        desk.gate.clear()
        hands.app.screen.add_paths([tmp_path / "发票.csv"])
        await hands.until(lambda: bool(desk.called("add")))
        hands.app.simulate_key("f5")
        hands.app.simulate_key("ctrl+l")
        await hands.until(lambda: isinstance(hands.app.screen, ActivityScreen))
        await hands.until(lambda: "0/3 行" in hands.text())
        assert "添加资料" in hands.text()
        hands.app.simulate_key("x")
        await hands.until(lambda: "没有进行中的工作" in hands.text())
        desk.gate.set()
        await hands.until(lambda: bool(desk.called("called off")))


def test_what_is_left_is_told_by_the_work_itself_or_by_its_speed() -> None:
    job = Job()
    assert job.left_s(job.began_s + 10) is None
    step = Progress(subject="a", stage="reading", done=0, total=30, unit="pages")
    job.take(step, job.began_s)
    assert job.left_s(job.began_s + 10) is None
    # Ten pages in ten seconds: the other twenty take twenty.
    job.take(step.model_copy(update={"done": 10}), job.began_s + 10)
    assert job.left_s(job.began_s + 10) == 20
    # What it says itself is counted down until it says more.
    job.take(step.model_copy(update={"done": 10, "left_s": 7}), job.began_s + 10)
    assert [job.left_s(job.began_s + at) for at in (10, 13, 30)] == [7, 4, 0]
