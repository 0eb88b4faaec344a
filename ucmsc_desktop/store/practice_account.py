"""The account of the practice study that holds all roles, apart because the log-in screen needs it at once."""

PRACTICE_USER = "practice"
PRACTICE_PASSWORD = "practice-study"  # noqa: S105 - shown on the log-in screen of every practice study
PRACTICE_PIN = "246810"
