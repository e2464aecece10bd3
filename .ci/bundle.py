"""One folder for an office without internet: wheels for Linux and Windows, and scripts that install them.

    bundle.py FOLDER [--python 3.11 …] [--linux-only]

Python alone is needed there: no make, no compiler, no administrator. Of what has no wheel (jieba) one is built here.
Wheels are checked against the hashes of requirements/runtime.txt on the way in.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / ".ci" / "bundle"
PINS = ROOT / "requirements" / "runtime.txt"
SYSTEMS = {
    "linux": (["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"], "Linux", "linux", "posix"),
    "windows": (["win_amd64"], "Windows", "win32", "nt"),
}
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+))?")


@dataclass(frozen=True)
class Pin:
    """A pinned package: its lines in the file of pins, and where it is needed."""

    name: str
    lines: str
    marker: str | None

    def needed(self, system: str, python: str) -> bool:
        """Whether this system and version of Python need it."""
        _platforms, name, platform, os_name = SYSTEMS[system]
        place = {"platform_system": name, "sys_platform": platform, "os_name": os_name, "python_version": python}
        place |= {"python_full_version": f"{python}.0", "platform_machine": "x86_64" if system == "linux" else "AMD64"}
        return self.marker is None or Marker(self.marker).evaluate({**place, "implementation_name": "cpython"})


def pins() -> Iterator[Pin]:
    """The pins, each with its hashes."""
    for entry in re.split(r"\n(?=[A-Za-z0-9])", PINS.read_text(encoding="utf-8")):
        if match := _PIN.match(entry):
            yield Pin(canonicalize_name(match["name"]), entry.rstrip() + "\n", match["marker"])


def pip(*words: str | Path) -> None:
    """Run pip of this environment; end with its words where it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")


def build(wheels: Path) -> None:
    """Our own wheel and those of everything pinned, for the Python and system that run this; jieba's is built."""
    pip("wheel", "--quiet", "--no-build-isolation", "--require-hashes", "--wheel-dir", wheels, "-r", PINS)
    pip("wheel", "--quiet", "--no-build-isolation", "--no-deps", "--wheel-dir", wheels, ROOT)


def universal(wheels: Path) -> set[str]:
    """The packages that have a wheel for every system."""
    names = set()
    for wheel in wheels.glob("*.whl"):
        name, _version, _build, tags = parse_wheel_filename(wheel.name)
        if all(tag.platform == "any" for tag in tags):
            names.add(str(name))
    return names


def fetch(wheels: Path, system: str, python: str) -> None:
    """The wheels of another system or Python that are not there for all of them."""
    everywhere = universal(wheels)
    wanted = [pin for pin in pins() if pin.needed(system, python) and pin.name not in everywhere]
    if not wanted:
        return
    chosen = wheels.parent / f"{system}-{python}.txt"
    chosen.write_text("".join(re.sub(r" ; [^\\\n]+", " ", pin.lines, count=1) for pin in wanted), encoding="utf-8")
    platforms = [word for platform in SYSTEMS[system][0] for word in ("--platform", platform)]
    options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--implementation", "cp"]
    pip("download", *options, *platforms, "--python-version", python, "--dest", wheels, "-r", chosen)
    chosen.unlink()


def missing(wheels: Path, system: str, python: str) -> list[str]:
    """The packages of which there is no wheel that this system and Python can use."""
    version = tuple(map(int, python.split(".")))
    platforms = SYSTEMS[system][0] + [f"manylinux_2_{n}_x86_64" for n in range(5, 29) if system == "linux"]
    ours = f"cp{version[0]}{version[1]}"
    tags = {*cpython_tags(version, platforms=platforms), *compatible_tags(version, ours, platforms)}
    parsed = [parse_wheel_filename(wheel.name) for wheel in wheels.glob("*.whl")]
    there = {str(name) for name, _version, _build, of in parsed if tags & of}
    needed = {pin.name for pin in pins() if pin.needed(system, python)} | {"taizhang"}
    return sorted(needed - there)


def write_pins(folder: Path) -> None:
    """What to install, by name and version; the wheels beside it were checked when they were brought here."""
    lines = [pin.lines.split("\\")[0].rstrip() for pin in pins()]
    (folder / "pins.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument(
        "--python", action="append", help=f"the office's version of Python; may be given again ({here})"
    )
    parser.add_argument("--linux-only", action="store_true")
    given = parser.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    wheels = given.folder / "wheels"
    wheels.mkdir(parents=True)
    build(wheels)
    for python in given.python or [here]:
        for system in ["linux"] if given.linux_only else list(SYSTEMS):
            fetch(wheels, system, python)
            if lacking := missing(wheels, system, python):
                sys.exit(f"no wheel for {system}, Python {python}: {', '.join(lacking)}")
    write_pins(given.folder)
    for script in sorted(SCRIPTS.iterdir()):
        shutil.copy(script, given.folder)
    size = sum(wheel.stat().st_size for wheel in wheels.glob("*.whl")) / 1_000_000
    print(f"{given.folder}: {len(list(wheels.glob('*.whl')))} wheels, {size:.0f} MB")


if __name__ == "__main__":
    main()
