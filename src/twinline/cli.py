"""The command line. Every command is imported only when it is called, so that each starts fast.

Commands of other modules live in ``twinline/commands/<name>.py`` and export a click command named ``command``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import click

from twinline import __version__
from twinline.kernel.errors import NotFound, Problem
from twinline.kernel.messages import catalogue, text

COMMANDS = "twinline.commands"
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_UNREACHABLE = 3
EXIT_STOPPED = 130


class UnknownCommand(NotFound):
    """There is no such command."""

    code: ClassVar[str] = "cli.unknown_command"


class Commands(click.Group):
    """Own commands, and those found in ``twinline/commands`` by file name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        folder = Path(__file__).with_name("commands")
        found = {path.stem.replace("_", "-") for path in folder.glob("[!_]*.py")}
        return sorted({*super().list_commands(ctx), *found})

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, without importing what it lists: a command's one line is catalogue entry ``<name>.help``."""
        rows = [(name, self._summary(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(text("cli.commands")):
            formatter.write_dl(rows)

    def _summary(self, ctx: click.Context, name: str) -> str:
        own = super().get_command(ctx, name)
        keys = (f"{name}.help", f"{name}_command.help")
        entry = next((key for key in keys if key in catalogue()), None)
        if own is None and entry:
            return text(entry).partition("\n")[0]
        command = own or self.get_command(ctx, name)
        return command.get_short_help_str(100) if command else ""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        module = f"{COMMANDS}.{cmd_name.replace('-', '_')}"
        if find_spec(COMMANDS) is None or not cmd_name.isprintable() or "." in cmd_name or find_spec(module) is None:
            raise UnknownCommand(name=cmd_name)
        return import_module(module).command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="twinline")
def twinline() -> None:
    """双线：12345 与 110 联动平台。Linkage platform between 12345 and 110."""


def _lazily(module: str, name: str, /, *args: Any, **kwargs: Any) -> Any:
    return getattr(import_module(module), name)(*args, **kwargs)


ADMIN = "twinline.administration"


@twinline.command()
@click.option("--host", help="监听地址 address to listen on")
@click.option("--port", type=click.IntRange(0, 65535), help="监听端口 port to listen on")
@click.option("--workers", type=click.IntRange(1, 64), help="进程数 number of processes")
@click.option("--reload", is_flag=True, help="源文件变动时重启（开发用）restart when a source file changes")
def serve(host: str | None, port: int | None, workers: int | None, reload: bool) -> None:
    """启动网页与接口服务。Serve the API and the pages."""
    _lazily(ADMIN, "serve", host=host, port=port, workers=workers, reload=reload)


@twinline.command()
def work() -> None:
    """启动后台处理。Run the outbox, clocks and jobs."""
    _lazily("twinline.work", "main")


@twinline.command()
def migrate() -> None:
    """建立或升级数据库结构。Bring the database's schema up to date."""
    _lazily(ADMIN, "migrate")


@twinline.command()
@click.option("--city/--no-city", default=True, help="是否包含演示城市 with the demo city")
@click.option(
    "--units", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="本市机构表（CSV）a real city's units"
)
def seed(city: bool, units: Path | None) -> None:
    """写入基础数据：登记表和演示城市，或本市机构。Seed the registry and the demo city, or a real one's units."""
    _lazily(ADMIN, "seed", city=city, units=units)


@twinline.command()
def openapi() -> None:
    """输出接口文档。Print the OpenAPI document."""
    _lazily(ADMIN, "print_openapi")


@twinline.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("docs/reference"))
@click.option("--check", is_flag=True, help="只检查是否最新 only check that it is current")
def docs(folder: Path, check: bool) -> None:
    """生成参考文档。Write the generated reference documents."""
    _lazily(ADMIN, "write_docs", folder, check=check)


@twinline.group()
def account() -> None:
    """账号管理。Accounts."""


@account.command("create")
@click.argument("login")
@click.option("--name", required=True, help="姓名 name")
@click.option("--role", "roles", multiple=True, required=True, help="角色，可多次 role, may be repeated")
@click.option("--unit", required=True, help="机构代码 unit code")
@click.option("--division", default="", help="只看某区划 bound to a division")
@click.option("--no-password", is_flag=True, help="只用接口密钥 API keys only")
def account_create(login: str, name: str, roles: tuple[str, ...], unit: str, division: str, no_password: bool) -> None:
    """新建账号，密码从标准输入读取。Create an account; the password is read from standard input."""
    password = None if no_password else _password()
    _lazily(ADMIN, "create", login=login, name=name, roles=roles, unit_code=unit, division=division, password=password)


@account.command("list")
def account_list() -> None:
    """列出账号。List accounts."""
    _lazily(ADMIN, "list_accounts")


@account.command("passwd")
@click.argument("login")
def account_passwd(login: str) -> None:
    """重置密码，从标准输入读取。Set a password, read from standard input."""
    _lazily(ADMIN, "set_account_password", login=login, password=_password())


def _password() -> str:
    if sys.stdin.isatty():
        return click.prompt(text("cli.password"), hide_input=True, confirmation_prompt=True)
    return sys.stdin.readline().rstrip("\r\n")


@twinline.group()
def key() -> None:
    """接口密钥。API keys."""


@key.command("create")
@click.argument("login")
@click.option("--name", required=True, help="用途 what it is for")
@click.option("--days", type=click.IntRange(1, 3650), help="有效天数 days until it expires")
def key_create(login: str, name: str, days: int | None) -> None:
    """新建密钥并只显示这一次。Create a key; it is shown this once."""
    _lazily(ADMIN, "issue_key", login=login, name=name, days=days)


@key.command("revoke")
@click.argument("key_id", type=click.UUID)
def key_revoke(key_id: Any) -> None:
    """吊销密钥。Revoke a key."""
    _lazily(ADMIN, "withdraw_key", key_id=key_id)


@twinline.group()
def calendar() -> None:
    """工作日历。Working calendars."""


@calendar.command("load")
@click.argument("year", type=click.IntRange(1990, 2100))
@click.option("--calendar", "code", default="work", help="日历代码 calendar")
@click.option("--provisional", is_flag=True, help="放假通知公布前，先按法定节日 by law alone, until the notice is out")
def calendar_load(year: int, code: str, provisional: bool) -> None:
    """装入某年的节假日与调休。Load a year's holidays and make-up days."""
    _lazily(ADMIN, "load_calendar", year=year, code=code, provisional=provisional)


def main() -> None:
    """Run the command line; expected failures are one line in Chinese and an exit code that is not 0."""
    try:
        twinline(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(text("cli.stopped"), err=True)
        sys.exit(EXIT_STOPPED)
    except click.UsageError as error:
        _fail(error.format_message(), EXIT_USAGE)
    except click.ClickException as error:
        _fail(error.format_message(), EXIT_FAILED)
    except Problem as problem:
        _fail(problem.message(), EXIT_UNREACHABLE if problem.status == 503 else EXIT_FAILED)
    except Exception as error:
        if not _known(error):
            raise
        _fail(" ".join(str(error).split()), EXIT_UNREACHABLE)


def _known(error: Exception) -> bool:
    """Failures of the surroundings whose text says what to do; compared by name so that nothing need be imported."""
    names = {f"{kind.__module__}.{kind.__name__}" for kind in type(error).__mro__}
    return bool(names & {"twinline.kernel.cluster.ClusterError", "psycopg.OperationalError"})


def _fail(message: str, code: int) -> None:
    click.echo(text("cli.failed", message=message), err=True)
    sys.exit(code)
