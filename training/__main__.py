"""The whole way from the data folder to the weights that ship; finished stages are not done again."""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training import data, teaching
from training.exporting import export
from training.learning import Recipe, learn
from training.network import Network, base_folder, from_base

SEED = 20190514


class Workshop:
    """The folders in use, and what several stages need."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.data: Path = given.data
        self.out: Path = given.out
        self.tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.aside = frozenset(row["id"] for row in data.rows(given.aside)) if given.aside else frozenset()
        self.documents = list(data.allowed(self.data, self.aside))
        self._silver: data.Silver | None = None

    @property
    def silver(self) -> data.Silver:
        """The given machine labels, of allowed text only."""
        if self._silver is None:
            self._silver = data.Silver(self.data, (row["text"] for row in self.documents), self.tokenizer)
        return self._silver

    def stage(self, name: str, start: Callable[[], Network], train: Callable[[Network], None]) -> Network:
        """The network of this stage: as stored, or trained now and stored."""
        path = self.out / f"{name}.pt"
        network = start()
        if path.exists():
            network.load_state_dict(torch.load(path, weights_only=True))
            network.eval()
            return network
        train(network)
        torch.save(network.state_dict(), path)
        return network


def first(shop: Workshop) -> Network:
    """A model of the given machine labels."""
    return shop.stage(
        "first",
        from_base,
        lambda network: learn(network, shop.silver.examples(), Recipe(1.0, 5e-4), SEED, "first"),
    )


def teacher(shop: Workshop) -> Network:
    """A labelling model, which also learns from news that may not shape what ships: it is never shipped."""
    path = shop.data / "quotes_train_teacher_only.jsonl"
    return shop.stage(
        "teacher",
        lambda: first(shop),
        lambda network: learn(
            network, data.marked(path, shop.tokenizer), Recipe(2.5, 3e-4), SEED + 1, "teacher"
        ),
    )


def second(shop: Workshop) -> Network:
    """The model that ships: the first one, taught further by the labelling model on more of the free text."""
    return shop.stage("second", lambda: first(shop), lambda network: _taught(shop, network))


def _taught(shop: Workshop, network: Network) -> None:
    documents = teaching.chosen(shop.documents, SEED)
    teaching.tell(documents)
    examples = teaching.label(teacher(shop), documents, shop.silver.known(), shop.tokenizer)
    examples += data.marked(shop.data / "gum_train.jsonl", shop.tokenizer, data.free_to_ship)
    learn(network, examples, Recipe(1.0, 4e-4), SEED + 2, "second")


def main() -> None:
    """Run every stage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training data")
    parser.add_argument("--out", type=Path, required=True, help="folder for the stages and the result")
    parser.add_argument("--aside", type=Path, help="file of paragraphs whose documents are not trained on")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    torch.manual_seed(SEED)
    random.seed(SEED)
    print(f"PyTorch {torch.__version__}, {given.threads} threads, seed {SEED}", flush=True)
    shop = Workshop(given)
    digest = export(second(shop), base_folder() / "tokenizer.json", given.out / "tagger.onnx")
    print(f"{given.out / 'tagger.onnx'}: SHA-256 {digest}")


if __name__ == "__main__":
    main()
