"""Simulations behind the evidence rule: false improvements, today's habits, repeated looks, steady drift."""
