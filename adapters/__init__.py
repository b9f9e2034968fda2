"""The platforms: each adapter translates in, calls one handler, translates out."""
