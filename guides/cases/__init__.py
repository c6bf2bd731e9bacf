"""情形引导: the questions that lead a person to the guide of their case; no database."""
