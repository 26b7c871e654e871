"""What official sources have answered, as they answered it: kept, read, and compared with what was accepted before."""
