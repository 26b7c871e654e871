"""Words, numbers, lists and stems that files, pictures and pages share."""
