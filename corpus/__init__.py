"""The archive of summaries: what is stored, asked, judged and kept; and the commands over it."""

__version__ = "0.2.0"
