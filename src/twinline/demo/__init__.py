"""A whole city on one machine: database, server, worker, messages that arrive, and officers who handle them.

One parent process starts all of it and stops all of it; what it started is stopped by process id and nothing else.
"""

from twinline.demo.federation import Federation, forget, memory_mb
from twinline.demo.smoke import Figures, smoke
from twinline.demo.town import AlreadyRunning, Town, reset
from twinline.demo.trial import Joint, trial

__all__ = ["AlreadyRunning", "Federation", "Figures", "Joint", "Town", "forget", "memory_mb", "reset", "smoke", "trial"]
