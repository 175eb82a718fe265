"""What is kept while the front desk runs, in memory only: opened data, and tables and jobs until they are forgotten."""

from __future__ import annotations

from threading import Lock

from handouts.desk.catalogue import Catalogue
from handouts.desk.clinic_form import Logo
from handouts.desk.jobs import Jobs
from handouts.desk.lists import Lists
from handouts.desk.sheets import Sheets, forget_words
from handouts.desk.stock import Opened, Stock


class Work:
    """What is made from data as it was opened once."""

    def __init__(self, opened: Opened):
        self.opened = opened
        self.sheets, self.catalogue = Sheets(opened), Catalogue(opened)
        self.lock = Lock()  # cards are composed one after another: two at a time would take as long, and twice the room


class Session:
    """A front desk."""

    def __init__(self, stock: Stock):
        self.stock = stock
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
        forget_words()
