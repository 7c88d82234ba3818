"""Install the locked dependencies and Twinline itself into the virtual environment that runs this file.

Usage: `.venv/bin/python tools/install.py`. Every package is checked against the hash in `requirements-dev.lock`.
The installer (uv) is itself taken by pip from `tools/installer.lock`; it needs about 9 s where pip needs about 50 s.
When uv fails, for instance because it cannot read a setting that only pip knows, pip installs the same lock file.
"""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-dev.lock"
INSTALLER_LOCK = ROOT / "tools" / "installer.lock"
DONE = Path(sys.prefix) / ".locked"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq"]
UV = [str(Path(sys.executable).parent / "uv")]
# One dependency comes without a wheel; it is built with the locked setuptools, never with one fetched on the side.
LOCKED = ["--require-hashes", "--no-build-isolation"]
# pip's setting -> the environment variable by which uv knows the same thing.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
    "trusted-host": "UV_INSECURE_HOST",
}
SEPARATOR = {"find-links": ","}


def main() -> int:
    """Run the steps that are due, telling what each one took; the exit code is 0 only if all of them worked."""
    environment = uv_environment(pip_settings())
    wanted = hashlib.sha256(LOCK.read_bytes() + INSTALLER_LOCK.read_bytes()).hexdigest()
    if not DONE.exists() or DONE.read_text() != wanted:
        step("installer (uv, hash-checked)", install_installer)
        step("locked packages (hash-checked)", lambda: install_locked(environment))
        DONE.write_text(wanted)
    step("twinline itself (editable)", lambda: install_project(environment))
    return 0


def step(title: str, action: Callable[[], None]) -> None:
    """Run one step and say how long it took; a failed command ends the program with its exit code."""
    print(f"  · {title} …", flush=True)
    begun = time.monotonic()
    try:
        action()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"  ✗ {title} failed (exit code {failure.returncode}); the lines above say why")
    print(f"    {time.monotonic() - begun:.1f} s", flush=True)


def install_installer() -> None:
    """Let pip install what installs the rest."""
    run([*PIP, "install", "--require-hashes", "-r", INSTALLER_LOCK])


def install_locked(environment: dict[str, str]) -> None:
    """Make the environment equal to the lock file, with uv and, failing that, with pip."""
    try:
        run([*UV, "pip", "sync", "--quiet", "--python", sys.executable, *LOCKED, LOCK], environment)
    except (subprocess.CalledProcessError, OSError):
        print("    uv could not do it; pip installs the same lock (slower)", flush=True)
        run([*PIP, "install", *LOCKED, "-r", LOCK])


def install_project(environment: dict[str, str]) -> None:
    """Install Twinline so that edits under src/ count at once; its dependencies are there already."""
    options = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    try:
        run([*UV, "pip", "install", "--quiet", "--python", sys.executable, *options], environment)
    except (subprocess.CalledProcessError, OSError):
        run([*PIP, "install", *options])


def pip_settings() -> dict[str, str]:
    """Return what pip is told by its files and by the environment, without the section names."""
    listed = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=False).stdout
    pairs = (line.partition("=") for line in listed.splitlines() if "=" in line)
    return {key.rsplit(".", 1)[-1]: str(ast.literal_eval(value)) for key, _, value in pairs}


def uv_environment(settings: dict[str, str]) -> dict[str, str]:
    """Translate pip's package sources for uv; what is set for uv already wins."""
    known = {
        PIP_TO_UV[key]: SEPARATOR.get(key, " ").join(value.split())
        for key, value in settings.items()
        if key in PIP_TO_UV
    }
    return {**known, **os.environ}


def run(command: list[str | Path], environment: dict[str, str] | None = None) -> None:
    """Run one command in the repository; raise CalledProcessError if it fails."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main())
