"""From a small predicted chroma to the picture's: evened, kept out of borders, hinted at and joined."""
