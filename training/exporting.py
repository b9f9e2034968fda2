"""From a trained network to the one file that ships: ONNX, fused, int8, with its tokenizer inside."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from summaries.analysis.tagging.tagger import TAGS
from training.lightening import lighten, save
from training.network import HEADS, WIDTH, Layer, Network


class _Attention(torch.autograd.Function):
    """onnxruntime's own attention, in one operator. It exists in the exported graph alone."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor) -> Tensor:
        """Something of the right shape."""
        return query + 0 * (key + value)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, bias: Any) -> Any:
        """The operator. ``bias`` is those of query, key and value in a row."""
        made = graph.op("com.microsoft::MultiHeadAttention", query, key, value, bias, num_heads_i=HEADS)
        made.setType(query.type())
        return made


class _Layer(nn.Module):
    """A trained layer as it is exported."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        self.weights = nn.ParameterList(
            nn.Parameter(part.weight.t().contiguous()) for part in (layer.query, layer.key, layer.value)
        )
        self.bias = nn.Parameter(torch.cat([layer.query.bias, layer.key.bias, layer.value.bias]))

    def forward(self, x: Tensor) -> Tensor:
        """As the layer does, with the operator for attention."""
        query, key, value = (x @ weight for weight in self.weights)
        seen: Tensor = _Attention.apply(query, key, value, self.bias)  # type: ignore[no-untyped-call]
        x = self.layer.norm_a(x + self.layer.joined(seen))
        out: Tensor = self.layer.norm_b(x + self.layer.narrow(nn.functional.gelu(self.layer.wide(x))))
        return out


class _Exported(nn.Module):
    """A trained network as it is exported: for windows of equal length, so that nothing is padded."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.layers = nn.ModuleList(_Layer(layer) for layer in network.layers if isinstance(layer, Layer))

    def forward(self, ids: Tensor) -> Tensor:
        """As the network does."""
        x = self.network.words(ids) + self.network.order(torch.arange(ids.shape[1]))
        x = self.network.norm(x)
        for layer in self.layers:
            x = layer(x)
        scores: Tensor = self.network.tags(x)
        return scores


def export(network: Network, tokenizer: Path, out: Path) -> str:
    """Write the model to ``out`` and its SHA-256, which is returned, beside it."""
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        _trace(_Exported(network).eval(), plain)
        optimize_model(str(plain), "bert", num_heads=HEADS, hidden_size=WIDTH).save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            out,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # else processors without VNNI overflow
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    model = onnx.load(out)
    for key, value in (("tokenizer", tokenizer.read_text("utf-8")), ("tags", " ".join(TAGS))):
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    lighten(model)
    return save(model, out)


def _trace(network: nn.Module, path: Path) -> None:
    torch.onnx.export(
        network,
        (torch.tensor([[101, 2000, 102], [101, 2001, 102]]),),
        str(path),
        input_names=["ids"],
        output_names=["scores"],
        dynamic_axes={"ids": {0: "texts", 1: "pieces"}, "scores": {0: "texts", 1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
