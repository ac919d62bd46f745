"""The stage that makes renditions of a finished issue: web page and PDF."""
