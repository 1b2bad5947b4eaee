"""A private PostgreSQL driven by its own binaries; the rest of the project only knows `pixorga.database`."""
