"""`record`: what `dataclass(frozen=True, slots=True)` gives, without its cost at start-up.

The standard decorator writes and compiles source text for each class, about a millisecond; a morning's command needs
some thirty. This one shares ready-made methods: a tenth of that, and the same per instance
(docs/decisions/004-start-up.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_set = object.__setattr__


class Factory:
    """A default that is made anew for each instance."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], Any]) -> Any:
    """A default made anew for each instance, such as an empty dict."""
    return Factory(default_factory)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class of annotated fields into a frozen record with slots.

    Fields are given by position or name; two records are equal when class and fields are; they hash, print and match
    by their fields.
    """
    names = tuple(cls.__annotations__)
    body = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: body.pop(name) for name in names if name in body}
    body.update(_METHODS, __slots__=names, __match_args__=names, __init__=_maker(cls.__name__, names, defaults))
    made: type[T] = type(cls)(cls.__name__, cls.__bases__, body)  # type: ignore[misc]  # its class makes classes
    return made


def replace(one: T, **changes: object) -> T:
    """A copy of a record with some fields changed."""
    return type(one)(**{**as_dict(one), **changes})


def as_dict(one: object) -> dict[str, Any]:
    """The fields of a record by name, in their order."""
    return {name: getattr(one, name) for name in names(type(one))}


def names(cls: type) -> tuple[str, ...]:
    """Names of a record's fields, in their order."""
    found: tuple[str, ...] = cls.__match_args__  # type: ignore[attr-defined]
    return found


def _maker(title: str, names: tuple[str, ...], defaults: dict[str, object]) -> Callable[..., None]:
    count = len(names)

    def __init__(self: object, *args: object, **given: object) -> None:  # noqa: N807 - it becomes one
        if len(args) > count:
            raise TypeError(f"{title} has {count} fields, {len(args)} were given")
        at = 0
        for value in args:
            _set(self, names[at], value)
            at += 1
        for name in names[at:]:
            if name in given:
                _set(self, name, given.pop(name))
            elif name in defaults:
                value = defaults[name]
                _set(self, name, value.make() if type(value) is Factory else value)
            else:
                raise TypeError(f"{title} needs {name}")
        if given:
            raise TypeError(f"{title} has no free field {', '.join(given)}")

    return __init__


def _values(one: object) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in names(type(one)))


def _eq(self: object, other: object) -> object:
    return _values(self) == _values(other) if type(self) is type(other) else NotImplemented


def _hash(self: object) -> int:
    return hash(_values(self))


def _repr(self: object) -> str:
    return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in as_dict(self).items())})"


def _frozen(self: object, name: str, value: object = None) -> None:
    raise AttributeError(f"a {type(self).__name__} does not change: {name}")


def _reduce(self: object) -> tuple[type, tuple[object, ...]]:
    return type(self), _values(self)


_METHODS = {
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _frozen,
    "__delattr__": _frozen,
    "__reduce__": _reduce,
}
