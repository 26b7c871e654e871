"""Staff's files into the data folder: opened, read by their source, protected, compared and written."""
