"""``kefu bench``: what a message costs through the whole stack, beside stock Rasa and beside what
this machine can do at all.
"""
