"""Files that are there whole or not at all, and folders that others write into (decision 0017, R45)."""

import contextlib
import errno
import fcntl
import os
import shutil
import stat
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from twinline.exchange.ports import LinkDown

Ident = tuple[int, int, int]
"""Tells one content of a name from another: inode, size, time of last change."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a folder as it was when we looked."""

    name: str
    ident: Ident
    regular: bool


@contextlib.contextmanager
def down_when_failing(where: Path) -> Generator[None]:
    """A folder that is full, read-only, gone or unreachable is a link that is down; the folder's name is told."""
    try:
        yield
    except OSError as error:
        raise LinkDown(why=f"{reason(error)} {where.name}") from error


def reason(error: OSError) -> str:
    """Such as ``ENOSPC``: no path, no content."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that does not count before it is renamed, and wait until it is on the disk. Raises OSError; then
    nothing of it is left.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o640)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def put(draft: Path, final: Path) -> None:
    """Give a written file its name, for good."""
    draft.rename(final)
    settle(final.parent)


def replace(path: Path, data: bytes) -> None:
    """Write a file anew: its old content or its new one is there, whatever happens."""
    draft = path.with_name(f".{path.name}.part")
    write_whole(draft, data)
    put(draft, path)


def settle(folder: Path) -> None:
    """Wait until names in the folder are on the disk; some network folders cannot."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(descriptor)


def read_bounded(path: Path, most: int) -> bytes | None:
    """A regular file's content; None when it is longer than ``most``, or no regular file. A link is not followed, and
    nothing waits for the other end of a pipe. Raises OSError.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode) or about.st_size > most:
            return None
        data = file.read(most + 1)
    return data if len(data) <= most else None


def found_in(folder: Path) -> list[Found]:
    """Every name in the folder that was still there when it was looked at. Raises OSError."""
    found: list[Found] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):
                about = entry.stat(follow_symlinks=False)
                ident = (about.st_ino, about.st_size, about.st_mtime_ns)
                found.append(Found(entry.name, ident, stat.S_ISREG(about.st_mode)))
    return found


def move(path: Path, folder: Path) -> Path:
    """Put a file into another folder, also on another disk, under a name that is free there. Raises OSError."""
    target = free_name(folder, path.name)
    try:
        path.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _carry(path, target)
    return target


def _carry(path: Path, target: Path) -> None:
    """Across disks: only what is a plain file is copied, of anything else the name is all there is to keep."""
    draft = target.with_name(f".{target.name}.part")
    if path.is_symlink() or not path.is_file():
        write_whole(draft, b"")
    else:
        shutil.copyfile(path, draft, follow_symlinks=False)
    put(draft, target)
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def free_name(folder: Path, name: str) -> Path:
    """The name in the folder, or with the first free number behind it."""
    path, n = folder / name, 1
    while os.path.lexists(path):
        n += 1
        path = folder / f"{name}.{n}"
    return path


@contextlib.contextmanager
def alone(path: Path) -> Generator[None]:
    """Hold a lock file among threads and processes."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
