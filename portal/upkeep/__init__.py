"""What keeps the house standing: backups, restoring, its health, and what is erased when its time has come."""
