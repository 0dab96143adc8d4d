"""Events as they were stored, of every class and every version, kept for ever."""
