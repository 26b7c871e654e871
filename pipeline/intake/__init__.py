"""Imports staff's files into the data folder: opens, reads, protects, compares and writes them."""
