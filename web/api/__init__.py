"""The JSON API: the same commands and views as the pages have, for programs that come with a token."""
