"""How names are read in a text: found by their words, then judged by the words beside them."""
