import errno
import hashlib
import pickle
import shutil
import sys
import types
import zipfile
from pathlib import Path

import numpy as np
import pytest

from audio import models, voiceprints
from audio.models import WHISPER_COMMAND, Packaged, recogniser_model
from audio.problems import AudioProblem, ProblemKind
from audio.torch_weights import read_weights
from audio.voiceprints import SPEAKER_COMMAND, speaker_model

WHOLE = b"weights of a model, in two parts"


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Packaged:
    """Two installed packages that carry a model."""
    site = tmp_path / "site"
    for name in ("made_model_1", "made_model_2"):
        (site / name / "data").mkdir(parents=True)
        (site / name / "__init__.py").write_text("raise RuntimeError('never imported')")
    (site / "made_model_1/data/model.bin.part1").write_bytes(WHOLE[:10])
    (site / "made_model_2/data/model.bin.part2").write_bytes(WHOLE[10:])
    for name in ("config.json", "tokenizer.json"):
        (site / "made_model_2/data" / name).write_text("{}")
    monkeypatch.syspath_prepend(str(site))
    return Packaged(
        name="made",
        parts=(("made_model_1", "data/model.bin.part1"), ("made_model_2", "data/model.bin.part2")),
        beside=(("made_model_2", "data/config.json"), ("made_model_2", "data/tokenizer.json")),
        sha256=hashlib.sha256(WHOLE).hexdigest(),
    )


def test_a_packaged_model_is_joined_once(packaged: Packaged, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    found = recogniser_model("", cache, packaged=packaged)
    assert (found.folder / "model.bin").read_bytes() == WHOLE
    assert (found.folder / "config.json").is_file()
    assert found.label == f"made#{packaged.sha256[:12]}"
    before = (found.folder / "model.bin").stat().st_mtime_ns
    assert recogniser_model("", cache, packaged=packaged) == found
    assert (found.folder / "model.bin").stat().st_mtime_ns == before
    assert [p.name for p in cache.iterdir()] == [found.folder.name]


def test_a_wrong_digest_is_refused_and_leaves_nothing(packaged: Packaged, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    (tmp_path / "site/made_model_2/data/model.bin.part2").write_bytes(b"something else")
    with pytest.raises(AudioProblem) as caught:
        recogniser_model("", cache, packaged=packaged)
    assert caught.value.kind is ProblemKind.WRONG_DIGEST
    assert list(cache.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(
    packaged: Packaged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(models.shutil, "copyfileobj", full)
    cache = tmp_path / "cache"
    with pytest.raises(AudioProblem) as caught:
        recogniser_model("", cache, packaged=packaged)
    assert caught.value.kind is ProblemKind.NO_SPACE
    assert "空间不足" in caught.value.zh
    assert list(cache.iterdir()) == []


def test_without_any_model_the_message_holds_the_command(tmp_path: Path) -> None:
    absent = Packaged("made", (("no_such_package_x", "a"),), (), "0" * 64)
    with pytest.raises(AudioProblem) as caught:
        recogniser_model("", tmp_path, packaged=absent)
    assert caught.value.kind is ProblemKind.NO_MODEL
    assert WHISPER_COMMAND in caught.value.hint
    assert WHISPER_COMMAND in caught.value.zh_hint


def test_a_model_of_the_users_own_goes_first(packaged: Packaged, tmp_path: Path) -> None:
    own = tmp_path / "models" / "large"
    own.mkdir(parents=True)
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (own / name).write_bytes(b"x")
    for setting in (str(own), "large"):
        found = recogniser_model(setting, tmp_path, models=tmp_path / "models", packaged=packaged)
        assert found.folder == own
    (own / "tokenizer.json").unlink()  # without it the library would look on the network
    with pytest.raises(AudioProblem, match=r"tokenizer\.json"):
        recogniser_model(str(own), tmp_path, packaged=packaged)


class _Writer(pickle.Pickler):
    def persistent_id(self, obj: object) -> object:
        return obj.saved if isinstance(obj, _Saved) else None


class _Saved:
    def __init__(self, *saved: object) -> None:
        self.saved = saved


class _Tensor:
    def __init__(self, rebuild: object, *parts: object) -> None:
        self.parts = (rebuild, parts)

    def __reduce__(self) -> object:
        return self.parts


@pytest.fixture
def torch_names(monkeypatch: pytest.MonkeyPatch) -> types.SimpleNamespace:
    """Names that a weights file holds; only while it is written."""
    torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")

    class FloatStorage:
        pass

    def _rebuild_tensor_v2() -> None: ...

    FloatStorage.__module__, FloatStorage.__qualname__ = "torch", "FloatStorage"
    _rebuild_tensor_v2.__module__ = "torch._utils"
    _rebuild_tensor_v2.__qualname__ = "_rebuild_tensor_v2"
    torch.FloatStorage, utils._rebuild_tensor_v2 = FloatStorage, _rebuild_tensor_v2  # type: ignore[attr-defined]  # a module made here
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", utils)
    return types.SimpleNamespace(storage=FloatStorage, rebuild=_rebuild_tensor_v2)


def weights_file(path: Path, content: object, values: np.ndarray) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        with archive.open("a/data.pkl", "w") as file:
            _Writer(file, protocol=2).dump(content)
        archive.writestr("a/data/7", values.tobytes())
    return path


def test_tensors_are_read_without_the_library_that_wrote_them(
    tmp_path: Path, torch_names: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.arange(6, dtype=np.float32)
    saved = _Saved("storage", torch_names.storage, "7", "cpu", 6)
    # two rows of two, from the second number on, turned: stride (1, 3)
    tensor = _Tensor(torch_names.rebuild, saved, 1, (2, 2), (1, 3), False, {})
    path = weights_file(tmp_path / "w.pt", {"layer": tensor}, values)
    monkeypatch.delitem(sys.modules, "torch._utils")
    monkeypatch.delitem(sys.modules, "torch")
    assert read_weights(path)["layer"].tolist() == [[1.0, 4.0], [2.0, 5.0]]


def test_a_tensor_beyond_its_storage_is_refused(
    tmp_path: Path, torch_names: types.SimpleNamespace
) -> None:
    saved = _Saved("storage", torch_names.storage, "7", "cpu", 6)
    tensor = _Tensor(torch_names.rebuild, saved, 4, (2, 2), (2, 1), False, {})
    path = weights_file(tmp_path / "w.pt", {"layer": tensor}, np.arange(6, dtype=np.float32))
    with pytest.raises(pickle.UnpicklingError, match="beyond"):
        read_weights(path)


def test_a_weights_file_runs_no_code(tmp_path: Path) -> None:
    planted = _Tensor(shutil.rmtree, str(tmp_path / "kept"))
    (tmp_path / "kept").mkdir()
    path = weights_file(tmp_path / "w.pt", {"layer": planted}, np.zeros(1, np.float32))
    with pytest.raises(pickle.UnpicklingError, match="no place"):
        read_weights(path)
    assert (tmp_path / "kept").is_dir()


def test_without_a_speaker_model_there_is_none_and_a_wrong_name_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voiceprints, "package_file", lambda *_names: None)
    assert speaker_model("", tmp_path) is None
    with pytest.raises(AudioProblem) as caught:
        speaker_model("mine.onnx", tmp_path, models=tmp_path)
    assert SPEAKER_COMMAND in caught.value.hint
    (tmp_path / "mine.onnx").write_bytes(b"x")
    assert speaker_model("mine.onnx", tmp_path, models=tmp_path) == tmp_path / "mine.onnx"


def test_speaker_weights_with_the_wrong_digest_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "w.pt").write_bytes(b"other")
    monkeypatch.setattr(voiceprints, "package_file", lambda *_names: tmp_path / "w.pt")
    with pytest.raises(AudioProblem) as caught:
        speaker_model("", tmp_path / "cache")
    assert caught.value.kind is ProblemKind.WRONG_DIGEST


@pytest.mark.models
def test_the_speaker_network_gives_what_the_original_gives(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="the audio extra is not installed")
    runtime = pytest.importorskip("onnxruntime")
    path = speaker_model("", tmp_path)
    if path is None:
        pytest.skip("the speaker weights are not installed")
    frames = np.random.default_rng(0).normal(size=(4, 148, 80)).astype(np.float32)
    found = runtime.InferenceSession(str(path)).run(None, {"frames": frames})[0]
    # the first five numbers that PyTorch gives for the published network on the same frames
    expected = [-1.0239042, 0.14984006, 0.61845595, -1.1676308, -0.5342665]
    assert found[0, :5] == pytest.approx(expected, abs=1e-4)
