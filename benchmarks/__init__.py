"""What is fast is measured here, never in the tests; README.md has the figures and how to make them."""
