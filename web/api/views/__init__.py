"""The views as readable JSON: each exactly what the page of the same name shows its reader."""
