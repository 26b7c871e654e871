"""Proof that no hidden figure can be worked out: figures as equations, a solver, the choice and the audit."""
