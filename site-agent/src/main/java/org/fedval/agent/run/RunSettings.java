package org.fedval.agent.run;

/**
 * How much runs at once. Memory is bounded by {@code readerThreads} decoded images and about {@code
 * queuedCases + batchSize} input planes, whatever the number of cases.
 *
 * @param readerThreads threads that decode and preprocess, 1 to 256
 * @param queuedCases cases between the feed and inference, 1 to 4096
 * @param batchSize images a model call, 1 to 1024
 * @param caseSeconds how long decoding and preprocessing one image may take before it is excluded,
 *     1 to 86,400; generous, so that no image is lost to a busy machine
 */
public record RunSettings(int readerThreads, int queuedCases, int batchSize, int caseSeconds) {
  private static final int CASE_SECONDS = 120;

  public RunSettings {
    require(readerThreads, 256, "readerThreads");
    require(queuedCases, 4096, "queuedCases");
    require(batchSize, 1024, "batchSize");
    require(caseSeconds, 86_400, "caseSeconds");
  }

  /** With two minutes an image. */
  public RunSettings(int readerThreads, int queuedCases, int batchSize) {
    this(readerThreads, queuedCases, batchSize, CASE_SECONDS);
  }

  /** For a machine with this many cores. */
  public static RunSettings forCores(int cores) {
    int readers = Math.max(1, Math.min(32, cores));
    return new RunSettings(readers, readers * 4, 16);
  }

  private static void require(int value, int max, String name) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " must be from 1 to " + max);
    }
  }
}
