"""python -m loaders …: see loaders.commands."""

import os
import sys

from loaders import isolation

if __name__ == "__main__":
    isolation.get_ready()  # what the children need is imported while we import our own
    from loaders.commands import main

    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # `show … | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python fails again at its end
        status = 1
    sys.exit(status)
