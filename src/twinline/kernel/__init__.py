"""Kernel: what every module needs and no business word.

The kernel's face is its submodules; other modules import them by name.
"""
