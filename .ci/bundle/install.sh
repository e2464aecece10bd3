#!/bin/sh
# Installs taizhang from the wheels in this folder into a folder of its own. Nothing is fetched from anywhere.
#   sh install.sh [FOLDER]        (default: ~/.local/share/taizhang, and a link in ~/.local/bin)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-"${XDG_DATA_HOME:-$HOME/.local/share}/taizhang"}
python=""
for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
  if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "Python 3.11 or newer is needed and was not found. Install it, or name it: PYTHON=/path/to/python3 sh install.sh" >&2
  echo "需要 Python 3.11 或更新版本，未找到。请先安装，或指明位置：PYTHON=/路径/python3 sh install.sh" >&2
  exit 2
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  echo "$python has no venv module (on Debian and Ubuntu it is the package python3-venv)." >&2
  echo "$python 缺少 venv 模块（Debian、Ubuntu 上是 python3-venv 软件包）。" >&2
  exit 2
fi
"$python" -m venv "$folder"
"$folder/bin/python" -m pip --disable-pip-version-check install --quiet --no-index --find-links "$here/wheels" -r "$here/pins.txt"
"$folder/bin/python" -m pip --disable-pip-version-check install --quiet --no-index --find-links "$here/wheels" --no-deps --force-reinstall taizhang
"$folder/bin/taizhang" --version
if [ $# -eq 0 ]; then
  mkdir -p "$HOME/.local/bin"
  ln -sf "$folder/bin/taizhang" "$HOME/.local/bin/taizhang"
  echo "Installed. Type: taizhang --help   (if it is not found: $HOME/.local/bin/taizhang)"
  echo "已安装。请输入：taizhang --help   （若找不到命令：$HOME/.local/bin/taizhang）"
else
  echo "Installed: $folder/bin/taizhang"
  echo "已安装：$folder/bin/taizhang"
fi
