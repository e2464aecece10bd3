"""Build the wheel, look that only the program is in it, install it in an environment of its own, run it elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {"cli.py", "extractor", "corpus", "patterns"}
NEEDED = (
    "corpus/standards.example.toml",
    "patterns/funds.toml",
    "extractor/locale/zh_CN/LC_MESSAGES/taizhang.mo",
    "extractor/locale/en/LC_MESSAGES/taizhang.mo",
)
DRAFT = "柳树乡2016年双拥工作总结\n\n一、优待抚恤\n八一前，为9位义务兵家属发放优待金，每户1546元，共计13914元。\n"


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def build(folder: Path) -> Path:
    """The wheel, made with the pinned tools of the environment that runs this."""
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    run(sys.executable, "-m", "pip", "wheel", *options, ROOT, cwd=ROOT)
    return next(folder.glob("taizhang-*.whl"))


def check_contents(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    if tops != TOP_LEVEL:
        sys.exit(f"the wheel holds {sorted(tops)}, not {sorted(TOP_LEVEL)}")
    missing = [name for name in NEEDED if name not in names]
    strange = [name for name in names if "samples" in name or "test" in name]
    if missing or strange:
        sys.exit(f"the wheel lacks {missing} and holds {strange}")


def install(wheel: Path, folder: Path) -> Path:
    """A fresh environment with the pinned dependencies and the wheel; its bin folder."""
    venv.create(folder, with_pip=True)
    tools = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (tools / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    pins = ROOT / "requirements"
    run(*pip, "--require-hashes", "-r", pins / "build.txt", cwd=folder)
    run(*pip, "--require-hashes", "--no-build-isolation", "-r", pins / "runtime.txt", cwd=folder)
    run(*pip, "--no-deps", wheel, cwd=folder)
    return tools


def try_out(taizhang: Path, elsewhere: Path) -> None:
    """Run the command where no checkout is, in both languages."""
    draft = elsewhere / "总结.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    clean = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "LANGUAGE")}
    version = run(taizhang, "--version", cwd=elsewhere, env=clean)
    chinese = run(taizhang, "--lang", "zh", "--help", cwd=elsewhere, env=clean)
    if "用法" not in chinese:
        sys.exit(f"the Chinese help is not Chinese:\n{chinese}")
    found = run(taizhang, "extract", draft.name, "--format", "jsonl", cwd=elsewhere, env=clean)
    if '"total_subsidy": 13914' not in found:
        sys.exit(f"the sum is not found:\n{found}")
    archive = elsewhere / "taizhang.db"
    run(taizhang, "ingest", draft.name, "--db", archive, cwd=elsewhere, env=clean)
    table = run(taizhang, "query", "--db", archive, "--format", "csv", cwd=elsewhere, env=clean)
    if "13914" not in table.replace(",", ""):
        sys.exit(f"the archive does not give the sum:\n{table}")
    print(f"{version.strip()} from the wheel: extract, ingest and query work from another folder")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder)
        check_contents(wheel)
        tools = install(wheel, folder / "environment")
        elsewhere = folder / "elsewhere"
        elsewhere.mkdir()
        try_out(tools / "taizhang", elsewhere)


if __name__ == "__main__":
    main()
