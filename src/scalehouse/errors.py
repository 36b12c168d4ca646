"""The base of all errors that are shown to users."""


class ScalehouseError(Exception):
    """An error whose message is shown without a traceback."""
