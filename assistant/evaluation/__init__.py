"""Holds an assistant against a set of questions: files, metrics, runs, reports, comparisons."""
