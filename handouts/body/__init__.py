"""The measured body: skin, bones, landmarks and the geometry to walk on it."""
