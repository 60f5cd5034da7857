"""The TensorFlow stand-in satisfies imports and nothing else."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, get_args

import pytest
import tensorflow as tf


def test_names_can_be_imported_subclassed_and_annotated() -> None:
    from tensorflow.keras.layers import Dense
    from tensorflow.python.eager.wrap_function import WrappedFunction

    class Layer(tf.keras.layers.Layer, Dense, autograph=False):  # type: ignore[call-arg]
        def call(self, inputs: Any) -> Any:
            return inputs

    assert issubclass(Layer, tf.keras.layers.Layer)
    assert tf.Tensor | None
    assert get_args(dict[str, WrappedFunction]) == (str, WrappedFunction)


def test_names_do_not_get_in_each_others_way() -> None:
    importlib.import_module("tensorflow.types")
    assert repr(tf.type) == "<absent tensorflow.type>"
    assert tf.type is tf.type
    with pytest.raises(ImportError):
        tf.constant(1)


def test_decorators_return_what_they_decorate() -> None:
    def decorated() -> int:
        return 7

    assert tf.function(decorated) is decorated


@pytest.mark.parametrize(
    "use",
    [
        lambda: tf.constant([1, 2]),
        lambda: tf.keras.Sequential(),
        lambda: tf.random.set_seed(1),
        lambda: type("Model", (tf.keras.Model,), {})(units=3),
    ],
)
def test_real_use_says_what_is_missing(use: Any) -> None:
    with pytest.raises(ImportError, match=r"needs TensorFlow.*config\.yml"):
        use()


def test_others_can_see_that_it_is_absent() -> None:
    with pytest.raises(ImportError):
        importlib.import_module("tensorflow.experimental.dlpack")
    with pytest.raises(AttributeError):
        _ = tf.experimental
    assert tf.is_tensor([1.0]) is False
    with pytest.raises(AttributeError):
        _ = tf.__path_of_nothing__


def test_a_rasa_component_on_tensorflow_fails_with_that_message(tmp_path: Path) -> None:
    from rasa.nlu.classifiers.diet_classifier import DIET

    with pytest.raises(ImportError, match="DIETClassifier"):
        DIET({}, {}, [], {})
