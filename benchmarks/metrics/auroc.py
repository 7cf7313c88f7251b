"""AUROC by scikit-learn. Arguments: file of rows, number of rows, most rounds, seconds.

The file holds the scores as little-endian doubles, then the classes as bytes 0 and 1. Prints
"name value" lines. Exit code 3: the package is not installed.
"""

import sys
import time

try:
    import numpy
    import sklearn
    from sklearn.metrics import roc_auc_score
except ImportError:
    sys.exit(3)

path, rows, rounds, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
scores = numpy.fromfile(path, dtype="<f8", count=rows)
classes = numpy.fromfile(path, dtype=numpy.uint8, count=rows, offset=8 * rows)

few = min(rows, 100_000)
for _ in range(2):
    roc_auc_score(classes[:few], scores[:few])

times = []
while len(times) < rounds and sum(times) < seconds:
    start = time.perf_counter()
    value = roc_auc_score(classes, scores)
    times.append(time.perf_counter() - start)

print("version", "scikit-learn", sklearn.__version__)
print("auroc", repr(float(value)))
print("auroc_ms", repr(1e3 * sorted(times)[len(times) // 2]))
print("rounds", len(times))
