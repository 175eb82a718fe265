"""What is kept while the front desk runs, in memory only: opened data, and tables and jobs until they are forgotten."""

from __future__ import annotations

import gc
from threading import Lock
from typing import NamedTuple

from handouts import fonts
from handouts.desk.catalogue import Catalogue
from handouts.desk.clinic_form import Logo
from handouts.desk.jobs import Jobs
from handouts.desk.lists import Lists
from handouts.desk.sheets import Sheets
from handouts.desk.stock import Opened, Stock
from handouts.lint import text
from handouts.people import accidents


class Work:
    """What is made from data as it was opened once. `sheets`, in which persons' words are, is used under the lock."""

    def __init__(self, opened: Opened):
        self.opened = opened
        self.sheets, self.catalogue = Sheets(opened), Catalogue(opened)
        self.lock = Lock()  # cards are composed one after another: two at a time would take as long, and twice the room


class Settings(NamedTuple):
    """What holds on this computer where nothing else is chosen: a paper and a printer, by their names."""

    paper: str | None = None
    printer: str | None = None


NO_SETTINGS = Settings()


class Session:
    """A front desk."""

    def __init__(self, stock: Stock, settings: Settings = NO_SETTINGS):
        self.stock, self.settings = stock, settings
        self._work = Work(stock.opened)
        self._renewing = Lock()
        self.lists, self.jobs = Lists(), Jobs()
        self.logo: Logo | None = None

    @property
    def work(self) -> Work:
        """What is made from the data as it is now."""
        with self._renewing:
            if self._work.opened is not self.stock.opened:
                self._work = Work(self.stock.opened)
            return self._work

    def look(self) -> bool:
        """Reads changed data anew, and says whether there was any."""
        return self.stock.look()

    def forget(self) -> None:
        """Drops all that was handed in, and what was made of it."""
        self.lists.forget()
        self.jobs.forget()
        self.logo = None
        self.forget_words()

    def forget_words(self) -> None:
        """Drops the words of persons that were typed: what was made with them, and what was remembered of them."""
        work = self.work
        with work.lock:
            work.sheets = Sheets(work.opened)
            fonts.width.cache_clear()
            text.forget()
            accidents.forget()
        gc.collect()  # objects that know each other would otherwise stay until much has been done again
