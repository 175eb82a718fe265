"""The open body mesh into the posed pictures of data/pictures: `make pictures`.

World: centimetres, x to the body's left (0 in its middle), y up from the floor, z to the front. A place (x, y, z) of
data/leg/leg.json is (midline - x, y, z) here.
"""
