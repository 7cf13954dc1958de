"""Times Simlin by its own package: run.py MODEL WORK MEMBERS."""
import json
import sys
import time

import simlin

path, work_file, count = sys.argv[1:]
with open(work_file) as f:
    work = json.load(f)
members = int(count)


def ident(name):
    return name.lower().replace(" ", "_")


try:
    run = simlin.load(path).simulate()
except simlin.SimlinError as e:
    sys.exit("simlin: " + str(e).splitlines()[0])
vary = [ident(name) for name in work["vary"]]
outputs = [ident(name) for name in work["outputs"]]
sums = [0.0] * len(outputs)
began = time.perf_counter()
for m in range(members):
    run.reset()
    for i, (name, default) in enumerate(zip(vary, work["defaults"])):
        run.set_value(name, default * (0.9 + 0.2 * ((m * (i + 1)) % 1000) / 1000))
    run.run_to_end()
    for i, name in enumerate(outputs):
        sums[i] += run.get_series(name)[-1]
seconds = time.perf_counter() - began
print(seconds, *(s / members for s in sums))
