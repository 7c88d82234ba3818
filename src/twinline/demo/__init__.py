"""A whole city on one machine: database, server, worker, messages that arrive, and officers who handle them.

One parent process starts all of it and stops all of it; what it started is stopped by process id and nothing else.
"""

from twinline.demo.smoke import Figures, smoke
from twinline.demo.town import AlreadyRunning, Town, reset

__all__ = ["AlreadyRunning", "Figures", "Town", "reset", "smoke"]
