"""Who may do what: roles, scopes, policies, page testers, sign-in and the gate of the admin."""
