"""Runs one of CPython's test modules in an empty directory and writes what became of each test, one JSON line each:
{"test": …, "outcome": "passed" | "failed" | "skipped", "detail": …}.

    python3.11 run_module.py MODULE RESULTS [PATTERN-TO-LEAVE-OUT…]
"""
import faulthandler
import fnmatch
import importlib
import json
import sys
import tempfile
import unittest

from test import support
from test.support import os_helper


class Results(unittest.TestResult):
    def __init__(self, file):
        super().__init__()
        self.file = file
        self.wrong = None

    def say(self, test, outcome, detail=""):
        print(json.dumps({"test": test.id(), "outcome": outcome, "detail": detail}), file=self.file, flush=True)

    def startTest(self, test):
        super().startTest(test)
        self.wrong = None

    def addSuccess(self, test):
        if self.wrong is None:
            self.say(test, "passed")

    def addSkip(self, test, reason):
        # A skipped part says so for itself; the test goes on.
        if not isinstance(test, unittest.case._SubTest):
            self.say(test, "skipped", reason)

    def addFailure(self, test, error):
        if self.wrong is None:
            self.say(test, "failed", self._exc_info_to_string(error, test))
        self.wrong = error

    addError = addFailure

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.addFailure(test, error)

    def addExpectedFailure(self, test, error):
        self.say(test, "passed")

    def addUnexpectedSuccess(self, test):
        self.say(test, "failed", "it was expected to fail")


def tests_in(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from tests_in(item)
        else:
            yield item


def chosen(suite, patterns):
    """Takes the tests out that are not wanted, and keeps the suites: they set up modules and classes."""
    kept = unittest.TestSuite()
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            kept.addTest(chosen(item, patterns))
        elif not any(fnmatch.fnmatchcase(item.id(), pattern) for pattern in patterns):
            kept.addTest(item)
    return kept


def main(name, results, *left_out):
    # What hangs says where, and ends.
    faulthandler.dump_traceback_later(240, exit=True)
    # "network" is asked for by some that need a loopback only; the others find that there is no way out.
    support.use_resources = ["cpu", "network", "subprocess", "walltime"]
    with open(results, "w") as file, tempfile.TemporaryDirectory() as folder, os_helper.change_cwd(folder):
        suite = unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module("test." + name))
        chosen(suite, left_out).run(Results(file))


if __name__ == "__main__":  # children of multiprocessing import it
    main(*sys.argv[1:])
