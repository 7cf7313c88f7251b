/**
 * How fast the hot loops are on this machine. Main paths: {@code BenchCommand} to {@code
 * BenchCryptoCommand} to {@code CryptoBench}, beside the bare ciphers; to {@code
 * BenchMetricsCommand} to {@code MetricsBench}, beside other implementations of the AUROC.
 *
 * <p>May import: {@code crypto}, {@code evaluation}, {@code cli.input}. Refuses: a bare figure
 * without the figure of ours from the same rounds beside it, a time whose value was not compared, a
 * number for a peer that is not there, and real keys.
 */
@NullMarked
package org.fedval.cli.bench;

import org.jspecify.annotations.NullMarked;
