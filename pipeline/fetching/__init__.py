"""Official sources asked for their figures, politely, and what they answer put in the inbox."""
