"""What the other engines refuse."""

from scalehouse.errors import ScalehouseError


class EngineError(ScalehouseError):
    """An engine cannot do this; the message says why and what helps."""
