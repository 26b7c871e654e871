"""Disclosure control: nobody is to be recognised in a figure, nor in what can be worked out from figures together.

At import `hide.protect` hides small counts and what would give them away. At check and publish `findings.audit` proves,
knowing nothing of how figures were chosen, that no hidden figure can be worked out from this release and those before
it. `hide.propose` says what would mend it, and `findings.disclosure_audit` tells a researcher how much is hidden.
"""
