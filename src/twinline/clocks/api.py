"""The dependency that gives routes the city's rules."""

from typing import Annotated

from fastapi import Depends, Request

from twinline.clocks.city import City


async def city(request: Request) -> City:
    """The newest snapshot of the city's rules; the composition root keeps it fresh."""
    return request.app.state.city


InCity = Annotated[City, Depends(city)]
