"""情形引导: the questions that lead a person to the guide of the own case; no database."""
