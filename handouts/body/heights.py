"""Heights of the measured leg above the floor, in cm, each named after the landmark at which it lies."""

from __future__ import annotations

FLOOR = 0.0
MALLEOLI = 6.0  # the tips of the ankle bones: from here up the skin is that of the leg, below that of the foot
INSTEP = 9.0  # the crease in front of the ankle: what lies lower lies on the foot
ABOVE_ANKLE = 13.0  # up to where a foot alone is shown
KNEE = 44.7  # the crease behind the knee: what lies higher lies on the thigh
GROIN = 79.5  # above, what was measured ends at the body's midline
CROTCH = 80.1  # where the line of the thigh meets the midline
HIP = 98.5  # up to where charts show the leg
TOP = 98.9  # up to where it was measured
