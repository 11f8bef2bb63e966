"""The processes of the service: `heirloom serve`, its children, the worker, and what is done now and then."""
