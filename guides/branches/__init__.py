"""Jobs on a branch: taking away a department's drafts, handing its guides over (ADR 0015)."""
