"""Makes the quotation tagger's weights: ``python -m training --help``. Needs PyTorch; run time doesn't."""
