"""The road to a source: politely, within bounds, and never further than to the source itself."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import httpx

from pipeline.errors import AnswerFault, SourceFault
from pipeline.messages import say
from pipeline.official.bundle import Answer
from pipeline.wording.visible import on_one_line

LARGEST = 50_000_000
"""Bytes of an answer. A municipality's series take some hundred thousand."""

MOST_PAGES = 200

MOST_ASTRAY = datetime.timedelta(days=1)
"""How far the machine's clock may be from the source's."""

AGENT = "handlingsplan-oppna-data"

Refused = Callable[[int, bytes], str | None]
"""What to say of a refusal with this status and content; None if it is nothing of the source's own."""


@dataclass(frozen=True)
class Manners:
    """How a source is asked.

    pause: seconds between two questions. waits: seconds before each new try, where the source does not say.
    longest_wait: the most that is waited because the source says so. connecting, silence, whole: seconds for a
    connection, between two parts of an answer, and for all of it.
    """

    pause: float = 0.25
    waits: tuple[float, ...] = (1, 2, 4, 8)
    longest_wait: float = 60
    connecting: float = 10
    silence: float = 30
    whole: float = 120


@dataclass
class Transport:
    """Asks one source, whose addresses all begin with `base`, and keeps what it answers."""

    base: str
    manners: Manners = Manners()
    now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC)
    answers: list[Answer] = field(default_factory=list)
    asked_at: float = float("-inf")

    def ask(self, address: str, *, is_kept: bool = True, refused: Refused | None = None) -> Answer:
        """The answer at an address, relative to the base or whole; kept, unless it only tells how to ask.

        refused: the source's own words for a refusal, if it has any. Raises SourceFault if the source does not answer
        as it should however often it is asked, and AnswerFault if it leads to another host or refuses in words.
        """
        whole = self._within(address)
        told = ""
        with self._client() as client:
            for wait in (*self.manners.waits, None):
                self._pause()
                try:
                    response, content = self._read(client, whole)
                except httpx.RequestError as error:
                    told = say("source_is_silent", fault=type(error).__name__)
                    asked_wait = None
                else:
                    self._judge_clock(response)
                    if response.status_code == httpx.codes.OK:
                        answer = self._answer(whole, content)
                        self.answers += [answer] if is_kept else []
                        return answer
                    words = refused(response.status_code, content) if refused else None
                    if words:
                        raise AnswerFault(words)
                    told = say("source_answers", status=response.status_code)
                    if response.status_code != httpx.codes.TOO_MANY_REQUESTS and response.status_code < 500:
                        break
                    asked_wait = _asked_wait(response, self.now())
                if wait is None or (asked_wait or 0) > self.manners.longest_wait:
                    break
                time.sleep(wait if asked_wait is None else asked_wait)
        raise SourceFault(say("source_fails", address=whole, told=told))

    def pages(self, address: str, following: Callable[[Answer], str | None]) -> Iterator[Answer]:
        """Every page from an address on. Raises AnswerFault if they lead in a ring, or never end."""
        seen: set[str] = set()
        at: str | None = self._within(address)
        while at:
            if at in seen or len(seen) >= MOST_PAGES:
                raise AnswerFault(say("pages_never_end", address=at))
            seen.add(at)
            answer = self.ask(at)
            yield answer
            onwards = following(answer)
            at = self._onwards(at, onwards) if onwards else None

    def _onwards(self, at: str, onwards: str) -> str:
        """The whole address of the page that a page leads to."""
        try:
            whole = urljoin(at, onwards)
        except ValueError as error:
            raise self._elsewhere(onwards) from error
        return self._within(whole)

    def _within(self, address: str) -> str:
        """The whole address, if it is the source's own."""
        whole = address if "://" in address else f"{self.base.rstrip('/')}/{address.lstrip('/')}"
        try:
            base, found = urlsplit(self.base), urlsplit(whole)
            is_own = (found.scheme, found.netloc) == (base.scheme, base.netloc) and bool(httpx.URL(whole))
        except (ValueError, httpx.InvalidURL):
            is_own = False
        if not is_own:
            raise self._elsewhere(whole)
        return whole

    def _elsewhere(self, address: str) -> AnswerFault:
        return AnswerFault(say("page_is_elsewhere", address=on_one_line(address), base=self.base))

    @contextmanager
    def _client(self) -> Iterator[httpx.Client]:
        manners = self.manners
        timeout = httpx.Timeout(manners.silence, connect=manners.connecting)
        with httpx.Client(timeout=timeout, follow_redirects=False, headers={"user-agent": AGENT}) as client:
            yield client

    def _pause(self) -> None:
        time.sleep(max(0.0, self.asked_at + self.manners.pause - time.monotonic()))
        self.asked_at = time.monotonic()

    def _read(self, client: httpx.Client, address: str) -> tuple[httpx.Response, bytes]:
        """The answer and what it holds, unless it is too long or takes too long: one that drips would never end."""
        began, content = time.monotonic(), bytearray()
        with client.stream("GET", address) as response:
            for part in response.iter_bytes():
                content += part
                if len(content) > LARGEST:
                    raise SourceFault(say("answer_is_too_long", address=address))
                if time.monotonic() - began > self.manners.whole:
                    raise httpx.ReadTimeout("")
        return response, bytes(content)

    def slow_down(self, pause: float) -> None:
        """Leave at least so many seconds between two questions from now on, as the source asks."""
        self.manners = replace(self.manners, pause=max(self.manners.pause, pause))

    def _judge_clock(self, response: httpx.Response) -> None:
        """Raise SourceFault if the machine's clock is far from the source's: which answers are newest hangs on it."""
        now, theirs = self.now(), _time(response.headers.get("date", ""))
        if theirs is not None and abs(now - theirs) > MOST_ASTRAY:
            raise SourceFault(say("clock_is_wrong", ours=f"{now:%Y-%m-%d %H:%M}", theirs=f"{theirs:%Y-%m-%d %H:%M}"))

    def _answer(self, address: str, content: bytes) -> Answer:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise AnswerFault(say("answer_is_not_whole", address=address)) from error
        return Answer(address, self.now().replace(microsecond=0).isoformat().replace("+00:00", "Z"), text)


def _asked_wait(response: httpx.Response, now: datetime.datetime) -> float | None:
    """How long the source asks to be left alone (RFC 9110, 10.2.3), in seconds; None if it does not say."""
    text = response.headers.get("retry-after", "")
    if text.isdecimal():
        return float(text)
    time_asked = _time(text)
    return None if time_asked is None else max(0.0, (time_asked - now).total_seconds())


def _time(text: str) -> datetime.datetime | None:
    """The time that a header says; None if it says none."""
    try:
        return parsedate_to_datetime(text).astimezone(datetime.UTC)
    except (ValueError, TypeError, OverflowError):
        return None
