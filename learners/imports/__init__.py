"""Rosters: a file is read (siecle, tabular), compared with the school's pupils (plan), then written at once (apply)."""
