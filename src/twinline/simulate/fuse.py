"""How a process dies, or loses its database, at any moment that can be told from the next (R14)."""

from dataclasses import dataclass

from twinline.simulate.model import Killed


@dataclass(slots=True)
class Fuse:
    """Burns one statement or one change of a folder at a time. At its end the process dies (``how`` kill) or its
    connection does (``how`` cut). A commit counts twice: before it and after it; with ``commits`` only those count."""

    left: int = 0
    how: str = ""
    dead: bool = False
    blown: str = ""
    commits: bool = False

    def light(self, how: str, left: int, *, commits: bool) -> None:
        self.how, self.left, self.commits, self.blown = how, left, commits, ""

    def out(self) -> None:
        self.how, self.left = "", 0

    def burn(self, *, commit: bool = False, may_cut: bool = True) -> bool:
        """Whether the connection is cut now. Raises Killed."""
        if self.dead:
            raise Killed
        if not self.how or (self.commits and not commit):
            return False
        self.left -= 1
        if self.left > 0 or (self.how == "cut" and not may_cut):
            return False
        self.blown, self.how = self.how, ""
        if self.blown == "kill":
            self.dead = True
            raise Killed
        return True
