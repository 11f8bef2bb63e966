"""Jobs: how they are put in, done, tried again and given back."""
