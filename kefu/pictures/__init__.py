"""Pictures from strangers, made anew in a process that can do nothing else.

`side_process` starts it and is all that the gateway imports; `worker` is what runs in it.
"""
