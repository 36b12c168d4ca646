"""What the errors that people are meant to read have in common."""


class ScalehouseError(Exception):
    """A command ends with this message, and without a traceback."""
