# shellcheck shell=bash
# Makes .venv from the locked dependencies. Sourced by the other scripts:
#   ensure_venv runtime   what the program needs
#   ensure_venv dev       and what its tests need
# A stamp with the hash of the lock files makes the second run start at once.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# A name on the PATH proves nothing (it may be an old or an empty shim): each one is asked.
find_python() {
  local name
  for name in "${GONGKAI_PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python; do
    if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
      >/dev/null 2>&1 </dev/null; then
      printf '%s\n' "$name"
      return
    fi
  done
  die "需要 Python 3.11 或更高版本，但没有找到。请安装后重试，或用 GONGKAI_PYTHON 指定其路径。" \
    "Python 3.11 or newer is needed and was not found. Install it, or name it in GONGKAI_PYTHON."
}

# What is installed in .venv knows the folder it was made in and does not work in another, so the
# folder is part of the stamp.
stamp_for() {
  printf '%s ' "$PWD"
  cat pyproject.toml requirements/build.txt "requirements/$1.txt" |
    "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

make_venv() {
  "$python" -m venv --clear .venv >&2 || die \
    "无法建立 .venv；在 Debian 或 Ubuntu 上请先安装 python3-venv。" \
    "Cannot make .venv; on Debian or Ubuntu install python3-venv first."
  pwd >.venv/.home
}

usable() {
  [ "$(cat .venv/.home 2>/dev/null)" = "$PWD" ] && .venv/bin/python -m pip --version >/dev/null 2>&1
}

ensure_venv() {
  local kind=$1 python wanted stamp=".venv/.lock-$1"
  python=$(find_python)
  wanted=$(stamp_for "$kind")
  if [ -x .venv/bin/gongkai ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  echo "正在准备 .venv …… / Preparing .venv ..." >&2
  usable || make_venv
  rm -f "$stamp"
  .venv/bin/python -m pip install --quiet --require-hashes \
    -r requirements/build.txt -r "requirements/$kind.txt" >&2
  .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e . >&2
  printf '%s\n' "$wanted" >"$stamp"
  if [ "$kind" = dev ]; then # which holds everything that the program needs
    stamp_for runtime >.venv/.lock-runtime
  fi
}
