"""Reads the tensors of a PyTorch weights file into numpy, without PyTorch.

The file is a zip of raw storages and a pickle that names them. The pickle may name only the
four things that a dictionary of tensors needs; anything else is refused, so no code in it runs.
"""

import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_TYPES: Final[Mapping[str, type[np.generic]]] = {
    "FloatStorage": np.float32,
    "LongStorage": np.int64,
}


class _Storage(NamedTuple):
    values: NDArray[Any]  # float32 or int64, as the file says


def read_weights(path: Path) -> dict[str, NDArray[Any]]:  # float32, and int64 for counters
    """Tensors by name.

    Raises:
        pickle.UnpicklingError: the file holds anything but a dictionary of tensors.
        zipfile.BadZipFile: it is no such file.
    """
    with zipfile.ZipFile(path) as archive:
        head = next(name for name in archive.namelist() if name.endswith("data.pkl"))
        folder = head.removesuffix("data.pkl")
        with archive.open(head) as file:
            found = _TensorReader(file, archive, folder).load()
    if not isinstance(found, Mapping):
        msg = f"{path.name} is not a dictionary of tensors"
        raise pickle.UnpicklingError(msg)
    return {str(name): np.asarray(value) for name, value in found.items()}


class _TensorReader(pickle.Unpickler):
    """An unpickler that knows tensors and nothing else."""

    def __init__(self, file: IO[bytes], archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(file)
        self._archive = archive
        self._folder = folder

    def find_class(self, module_name: str, global_name: str) -> Any:  # noqa: ANN401  pickle's own signature
        if (module_name, global_name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module_name, global_name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module_name == "torch" and global_name in _TYPES:
            return _TYPES[global_name]
        msg = f"{module_name}.{global_name} has no place in a weights file"
        raise pickle.UnpicklingError(msg)

    def persistent_load(self, pid: Any) -> _Storage:  # noqa: ANN401  pickle's own
        _kind, number_type, key, _device, count = pid
        raw = self._archive.read(f"{self._folder}data/{key}")
        return _Storage(np.frombuffer(raw, dtype=number_type, count=count))


def _tensor(
    storage: _Storage, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_rest: object
) -> NDArray[Any]:  # the storage's own type
    values = storage.values[offset:]
    steps = tuple(step * values.itemsize for step in stride)
    last = sum((count - 1) * step for count, step in zip(size, stride, strict=True))
    if min(size, default=1) > 0 and last >= len(values):
        msg = "a tensor reaches beyond its storage"
        raise pickle.UnpicklingError(msg)
    return np.lib.stride_tricks.as_strided(values, size, steps, writeable=False).copy()
