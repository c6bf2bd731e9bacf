"""Straight answers: what a question asks for, said from the facts of the guide that fits it."""
