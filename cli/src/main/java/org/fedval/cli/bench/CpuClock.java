package org.fedval.cli.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Processor time of this process and of all that it started and that still run. On a machine that
 * others use too, it says more than elapsed time.
 */
final class CpuClock {
  private CpuClock() {}

  /** In nanoseconds; children count in steps of the kernel's clock, 10 ms. */
  static long nanos() {
    long own =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getProcessCpuTime()
            : 0;
    return own
        + ProcessHandle.current()
            .descendants()
            .mapToLong(child -> child.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
            .sum();
  }
}
