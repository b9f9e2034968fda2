"""The steps, oldest first. A new one needs ``HEAD`` in ``bot/storage/tables.py`` set to it."""
