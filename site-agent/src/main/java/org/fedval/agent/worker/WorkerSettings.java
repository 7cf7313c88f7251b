package org.fedval.agent.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.fedval.agent.inference.ExecutionProvider;

/**
 * How this site runs models.
 *
 * @param threads threads inside an operator, at least 1
 * @param batchLimit after this time without scores a worker is ended
 * @param secret folders that a sandboxed worker must not see, such as the agent's home
 */
public record WorkerSettings(
    Isolation isolation,
    ExecutionProvider provider,
    int threads,
    Duration batchLimit,
    List<Path> secret) {
  public static final Duration BATCH_LIMIT = Duration.ofMinutes(5);

  public WorkerSettings {
    secret = List.copyOf(secret);
    if (threads < 1 || batchLimit.isNegative() || batchLimit.isZero()) {
      throw new IllegalArgumentException("threads and batchLimit must be positive");
    }
  }
}
