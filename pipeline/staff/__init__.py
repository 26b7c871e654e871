"""Help for those who do the work once a year: before a publish, after it, and from one year to the next."""
