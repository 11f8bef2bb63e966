"""`python -m bot.cli`: the command line, for processes that start another of themselves."""

from bot.cli import main

if __name__ == "__main__":
    main()
