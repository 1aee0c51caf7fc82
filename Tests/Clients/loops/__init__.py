"""The client loops that readers of the model API's guide write, one file each.

They are clients as they are met, not as they should be: after the first POST none looks at an HTTP status code, and
the body of whatever comes is read as JSON. Only the address, the token and the sleeping are given from outside.
"""


class GenerationFailed(Exception):
    """What a loop raises when the status says Failed; its text is the status's error."""
