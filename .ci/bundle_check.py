"""Install from the bundle with the network unreachable, and run the program elsewhere: an office without internet.

Where the system lets us, all of it runs in a network of its own that leads nowhere; else pip's --no-index has to do.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from wheel_check import run, try_out

BUNDLE = Path(__file__).resolve().parent.parent / "build" / "bundle"
APART = ["unshare", "--map-root-user", "--net"]


def reachable() -> bool:
    """Whether any network is: an address that exists nowhere is tried, which without one fails at once."""
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1).close()
    except TimeoutError:
        return True
    except OSError:
        return False
    return True


def install_and_try() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home, elsewhere = folder / "home", folder / "elsewhere"
        home.mkdir()
        elsewhere.mkdir()
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "PYTHON": sys.executable}
        print(run("sh", BUNDLE / "install.sh", cwd=elsewhere, env=environment).strip())
        try_out(home / ".local" / "bin" / "taizhang", elsewhere)


def main() -> int:
    if "--apart" in sys.argv:
        if reachable():
            sys.exit("the network is reachable, so this would prove nothing")
        install_and_try()
        return 0
    try:
        allowed = subprocess.run([*APART, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if allowed:
        print("the network is unreachable")
        return subprocess.run([*APART, sys.executable, __file__, "--apart"], check=False).returncode
    print("this system allows no network of our own; pip is told --no-index")
    install_and_try()
    return 0


if __name__ == "__main__":
    sys.exit(main())
