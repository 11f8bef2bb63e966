"""The networks' shapes: plain 3x3 convolutions, which is what a CPU runs fastest."""
