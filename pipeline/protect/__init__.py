"""Disclosure control: nobody may be recognised in a figure, nor in what can be worked out from several figures.

At import `hide.protect` hides small counts and what would give them away. At check and publish `findings.audit` proves,
knowing nothing of how figures were chosen, that no hidden figure can be worked out from this release and those before
it. `hide.propose` says what would fix it, and `findings.disclosure_audit` shows a researcher how much is hidden.
"""
