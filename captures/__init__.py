"""The pictures of the help, taken from a demonstration site of their own: ``make captures`` renews them all."""
