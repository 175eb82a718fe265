"""Printable self-acupressure leaflets, computed from plain YAML and a measured leg."""

__version__ = "1.1.0"
