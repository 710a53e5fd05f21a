"""What outcome reports ask of the modules that build on them."""
