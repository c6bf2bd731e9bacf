"""Correcting what was read (导入校正): answers, and the text understood anew."""
