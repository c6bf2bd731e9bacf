"""Checklists (审查要点) of the formal and the compliance stage: points, who checked which."""
