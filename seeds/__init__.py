"""The topic packs and articles that come with Readout; data only."""
