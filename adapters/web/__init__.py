"""The page in the browser and its REST API."""
