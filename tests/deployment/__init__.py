"""Deploying another model: the parts that need no running product."""
