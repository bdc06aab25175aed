"""Reading YAML: 1.2 core scalars, positions, limits."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from schemata.definition.yaml_document import MAX_BYTES, Json, YamlErrors, read


def refused(text: bytes) -> list[tuple[int, int, str]]:
    with pytest.raises(YamlErrors) as caught:
        read(text)
    return [(problem.line, problem.column, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("012", 12),
        ("1:30", "1:30"),
        ("2025-01-01", "2025-01-01"),
        ("0x1f", 31),
        ("0o17", 15),
        ("1_000", "1_000"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("~", None),
        ("", None),
        ("TRUE", True),
        ("'true'", "true"),
        ("=", "="),
        ('"\\u00e9"', "é"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: Json) -> None:
    assert read(f"key: {text}".encode()).value == {"key": value}


def test_every_value_has_a_position() -> None:
    document = read(b"a: 1\nb:\n  - x\n  - name: y\n    type: z\n")
    assert document.locate(("b", 0)) == (3, 5)
    assert document.locate(("b", 1, "type")) == (5, 5)
    assert document.locate(("b", 1, "absent")) == (4, 5)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"a: 1\nb: 2\na: 3", (3, 1, "key 'a' stands twice; keep one of them")),
        (b"a: b: c", (1, 5, "not valid YAML: mapping values are not allowed in this context")),
        (b"a: *x", (1, 4, "not valid YAML: found undefined alias 'x'")),
        (b"a: 1\n---\nb: 1",
         (2, 1, "not valid YAML: expected a single document in the stream, but found another document")),
        (b"", (1, 1, "the file is empty; its first key is 'kind'")),
        (b"a: 1\nb: \xff", (2, 1, "byte 0xff is not UTF-8; save the file as UTF-8")),
        (b"a: 'x\x01'", (1, 6, "control or invisible character U+0001; remove it")),
        ("a: b\nc: x\u202ey".encode(), (2, 5, "control or invisible character U+202E; remove it")),
        (b'a: "x\\0y"', (1, 4, "control or invisible character U+0000; remove it")),
        (b'a: "\\u202e"', (1, 4, "control or invisible character U+202E; remove it")),
        (b"<<: {a: 1}", (1, 1, "merge keys ('<<') are not part of YAML 1.2; write the keys out")),
        (b"1: a", (1, 1, "a key has to be text")),
        (b"a: .inf", (1, 4, "'.inf' is not a finite number")),
        (b"a: 12345678901234567.89",
         (1, 4, "12345678901234567.89 has more digits than a number keeps; write it in quotes")),
        (b"a: !!python/object/apply:os.system [x]",
         (1, 4, "tag 'tag:yaml.org,2002:python/object/apply:os.system' is not allowed; write the plain value")),
        (b"a: !secret x", (1, 4, "tag '!secret' is not allowed; write the plain value")),
        (b"[" * 100_000, (1, 34, "nested deeper than 32 levels")),
        (b"- " * 100_000, (1, 67, "nested deeper than 32 levels")),
        (b"&a [*a]", (1, 1, "nested deeper than 32 levels")),
        (b"x" * (MAX_BYTES + 1), (1, 1, "the file has more than 4194304 bytes; split it")),
    ],
)  # fmt: skip
def test_what_is_refused(text: bytes, problem: tuple[int, int, str]) -> None:
    assert refused(text) == [problem]


def test_all_problems_at_once() -> None:
    assert [line for line, _, _ in refused(b"a: 1\na: 2\nb: .nan\nc: !x y")] == [2, 3, 4]


def test_aliases_cannot_multiply_without_bound() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert [message for _, _, message in refused("\n".join(lines).encode())] == [
        "more than 200000 values, aliases included; split the file"
    ]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.text(st.characters(min_codepoint=32, max_codepoint=126)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=20,
)


@given(JSON)
def test_what_is_written_is_read(value: Json) -> None:
    assert read(yaml.safe_dump({"key": value}, default_style='"').encode()).value == {"key": value}


@given(st.binary())
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(data)
    except YamlErrors as errors:
        assert errors.problems
