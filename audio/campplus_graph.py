"""The CAM++ speaker network as an ONNX graph over given weights; the only door to ``onnx``.

Source: Wang et al. (2023), CAM++: a fast and efficient network for speaker verification using
context-aware masking, arXiv 2303.00332; layer names are those of the published weights. The
graph is for windows up to ``LONGEST_FRAMES``, where the paper's segment pooling (100 frames
after halving) and its whole-window mean are the same.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from audio.problems import vendor

LONGEST_FRAMES: Final = 200
BINS: Final = 80
_OPSET: Final = 17
_IR: Final = 8
_BLOCKS: Final = ((12, 1), (24, 2), (16, 2))
"""Layers and dilation of each dense block."""
_CHANNELS: Final = 320


class _Graph:
    """Collects nodes and weights under construction."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        self._weights = weights
        self._helper: Any = vendor("onnx.helper")
        self._arrays: Any = vendor("onnx.numpy_helper")
        self.nodes: list[Any] = []  # onnx nodes
        self.tensors: dict[str, Any] = {}  # onnx tensors
        self._count = 0

    def op(self, kind: str, *inputs: str, **attributes: object) -> str:
        """Add a node; its output's name."""
        self._count += 1
        out = f"{kind.lower()}_{self._count}"
        self.nodes.append(self._helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def constant(self, name: str, value: NDArray[Any]) -> str:  # float32 or int64
        """Keep a tensor once; its name."""
        self.tensors.setdefault(name, self._arrays.from_array(value, name))
        return name

    def weight(self, name: str) -> str:
        """A tensor of the weights."""
        return self.constant(name, np.ascontiguousarray(self._weights[name], np.float32))

    def conv(self, x: str, name: str, **attributes: object) -> str:
        """A convolution with the weights' name, and its bias where it has one."""
        inputs = [x, self.weight(f"{name}.weight")]
        if f"{name}.bias" in self._weights:
            inputs.append(self.weight(f"{name}.bias"))
        return self.op("Conv", *inputs, **attributes)

    def norm(self, x: str, name: str) -> str:
        """A batch normalisation, with or without its own scale."""
        size = len(self._weights[f"{name}.running_mean"])
        if f"{name}.weight" in self._weights:
            scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        else:
            scale = self.constant(f"{name}.ones", np.ones(size, np.float32))
            shift = self.constant(f"{name}.zeros", np.zeros(size, np.float32))
        mean, variance = self.weight(f"{name}.running_mean"), self.weight(f"{name}.running_var")
        return self.op("BatchNormalization", x, scale, shift, mean, variance, epsilon=1e-5)

    def norm_relu(self, x: str, name: str) -> str:
        """Normalised, then rectified."""
        return self.op("Relu", self.norm(x, name))

    def model(self, out: str) -> bytes:
        """The finished model."""
        kind = 1  # float32 in the format's own numbering
        value = self._helper.make_tensor_value_info
        graph = self._helper.make_graph(
            self.nodes,
            "campplus",
            [value("frames", kind, ["n", "t", BINS])],
            [value(out, kind, ["n", None])],
            list(self.tensors.values()),
        )
        opset = self._helper.make_opsetid("", _OPSET)
        model = self._helper.make_model(graph, opset_imports=[opset], ir_version=_IR)
        return bytes(model.SerializeToString())


def campplus_model(weights: Mapping[str, NDArray[np.float32]]) -> bytes:
    """An ONNX model: log-mel frames (n, t, 80), mean taken out, to one embedding a window."""
    graph = _Graph(weights)
    x = graph.op("Transpose", "frames", perm=[0, 2, 1])
    x = graph.op("Unsqueeze", x, graph.constant("axis1", np.array([1], np.int64)))
    x = _head(graph, x)
    x = graph.conv(x, "xvector.tdnn.linear", strides=[2], pads=[2, 2])
    x = graph.norm_relu(x, "xvector.tdnn.nonlinear.batchnorm")
    for number, (layers, dilation) in enumerate(_BLOCKS, start=1):
        for layer in range(1, layers + 1):
            more = _dense_layer(graph, x, f"xvector.block{number}.tdnnd{layer}", dilation)
            x = graph.op("Concat", x, more, axis=1)
        x = graph.norm_relu(x, f"xvector.transit{number}.nonlinear.batchnorm")
        x = graph.conv(x, f"xvector.transit{number}.linear")
    x = graph.norm_relu(x, "xvector.out_nonlinear.batchnorm")
    x = graph.conv(_statistics(graph, x), "xvector.dense.linear")
    x = graph.norm(x, "xvector.dense.nonlinear.batchnorm")
    return graph.model(graph.op("Squeeze", x, graph.constant("axis2", np.array([2], np.int64))))


def _head(graph: _Graph, x: str) -> str:
    same = {"pads": [1, 1, 1, 1]}
    x = graph.norm_relu(graph.conv(x, "head.conv1", **same), "head.bn1")
    for layer in ("head.layer1", "head.layer2"):
        for block, step in ((0, 2), (1, 1)):
            name = f"{layer}.{block}"
            y = graph.conv(x, f"{name}.conv1", strides=[step, 1], **same)
            y = graph.norm_relu(y, f"{name}.bn1")
            y = graph.norm(graph.conv(y, f"{name}.conv2", **same), f"{name}.bn2")
            if step > 1:
                x = graph.conv(x, f"{name}.shortcut.0", strides=[step, 1])
                x = graph.norm(x, f"{name}.shortcut.1")
            x = graph.op("Relu", graph.op("Add", y, x))
    x = graph.norm_relu(graph.conv(x, "head.conv2", strides=[2, 1], **same), "head.bn2")
    shape = graph.constant("flat", np.array([0, _CHANNELS, -1], np.int64))
    return graph.op("Reshape", x, shape)


def _dense_layer(graph: _Graph, x: str, name: str, dilation: int) -> str:
    x = graph.conv(graph.norm_relu(x, f"{name}.nonlinear1.batchnorm"), f"{name}.linear1")
    x = graph.norm_relu(x, f"{name}.nonlinear2.batchnorm")
    cam = f"{name}.cam_layer"
    local = graph.conv(x, f"{cam}.linear_local", pads=[dilation, dilation], dilations=[dilation])
    mean = graph.op("ReduceMean", x, axes=[-1], keepdims=1)
    context = graph.op("Add", mean, mean)
    mask = graph.op("Relu", graph.conv(context, f"{cam}.linear1"))
    mask = graph.op("Sigmoid", graph.conv(mask, f"{cam}.linear2"))
    return graph.op("Mul", local, mask)


def _statistics(graph: _Graph, x: str) -> str:
    """Mean and sample standard deviation over time."""
    mean = graph.op("ReduceMean", x, axes=[-1], keepdims=1)
    apart = graph.op("Sub", x, mean)
    total = graph.op(
        "ReduceSum",
        graph.op("Mul", apart, apart),
        graph.constant("axis_last", np.array([-1], np.int64)),
        keepdims=1,
    )
    count = graph.op("Gather", graph.op("Shape", x), graph.constant("two", np.array([2], np.int64)))
    count = graph.op("Cast", count, to=1)
    free = graph.op("Sub", count, graph.constant("one", np.ones(1, np.float32)))
    spread = graph.op("Sqrt", graph.op("Div", total, free))
    return graph.op("Concat", mean, spread, axis=1)
