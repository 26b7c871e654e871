"""How data are cited: the facts of a reference, and each form of it in a module of its own."""
