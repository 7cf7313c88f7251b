# AUROC and DeLong's variance by pROC. Arguments: file of rows, number of rows, most rounds, seconds.
# The file holds the scores as little-endian doubles, then the classes as bytes 0 and 1. Prints
# "name value" lines. Exit code 3: the package is not installed.
if (!suppressWarnings(suppressPackageStartupMessages(require(pROC, quietly = TRUE)))) {
  quit(status = 3)
}
arguments <- commandArgs(trailingOnly = TRUE)
rows <- as.numeric(arguments[2])
rounds <- as.integer(arguments[3])
seconds <- as.numeric(arguments[4])
file <- file(arguments[1], "rb")
scores <- readBin(file, "double", rows, endian = "little")
classes <- readBin(file, "integer", rows, size = 1)
close(file)

curve <- function(y, s) roc(y, s, levels = c(0, 1), direction = "<", quiet = TRUE)
now <- function() as.numeric(proc.time()["elapsed"])
few <- seq_len(min(rows, 20000))
for (i in 1:2) var(curve(classes[few], scores[few]), method = "delong")

# proc.time() counts milliseconds: several runs a round where one is short.
runs <- max(1, floor(1e5 / rows))
auroc <- c()
delong <- c()
while (length(auroc) < rounds && sum(auroc) + sum(delong) < seconds * runs) {
  gc()
  start <- now()
  for (i in seq_len(runs)) r <- curve(classes, scores)
  middle <- now()
  for (i in seq_len(runs)) v <- var(r, method = "delong")
  auroc <- c(auroc, middle - start)
  delong <- c(delong, now() - start)
}

cat("version pROC", as.character(packageVersion("pROC")), "\n")
cat(sprintf("auroc %.17g\n", as.numeric(auc(r))))
cat(sprintf("variance %.17g\n", v))
cat(sprintf("auroc_ms %.6g\n", 1e3 * median(auroc) / runs))
cat(sprintf("delong_ms %.6g\n", 1e3 * median(delong) / runs))
cat("rounds", length(auroc), "\n")
