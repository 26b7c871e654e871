"""From checked data to a release folder: the recipe, and what each of its steps makes."""
