"""`python -m pipeline`: the commands, where the script is not on the path."""

from pipeline.cli import main

main()
