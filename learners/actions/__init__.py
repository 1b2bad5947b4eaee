"""Every write about pupils: attaching an account to a line of the list, detaching it, and the accounts themselves."""

from learners.actions.accounts import (
    ONE_TIME_DAYS,
    AccountRefused,
    Given,
    choose_password,
    give_one_time_password,
    give_username,
    give_ways_in,
    unblock_account,
)
from learners.actions.reconcile import (
    TRIES,
    TRIES_WITHIN,
    AccountGone,
    attach_known,
    known_line,
    reconcile,
)
from learners.actions.roster import dissociate_account, learner_from_account
from learners.actions.sign_up import find_pupil, sign_up_pupil
from learners.conflicts import ReconciliationRefused

__all__ = [
    "ONE_TIME_DAYS",
    "TRIES",
    "TRIES_WITHIN",
    "AccountGone",
    "AccountRefused",
    "Given",
    "ReconciliationRefused",
    "attach_known",
    "choose_password",
    "dissociate_account",
    "find_pupil",
    "give_one_time_password",
    "give_username",
    "give_ways_in",
    "known_line",
    "learner_from_account",
    "reconcile",
    "sign_up_pupil",
    "unblock_account",
]
