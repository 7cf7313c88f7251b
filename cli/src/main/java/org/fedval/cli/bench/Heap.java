package org.fedval.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** What the heap of this process holds, in MB of 10^6 bytes. */
final class Heap {
  static final double MB = 1e6;

  private Heap() {}

  /** What lives: after two full collections, since the first only queues what has a cleaner. */
  static double live() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MB;
  }

  /** The most since {@link #forgetPeak}, garbage included. */
  static double peak() {
    return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MB;
  }

  static void forgetPeak() {
    System.gc();
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /** What this process may have at most. */
  static double limit() {
    return Runtime.getRuntime().maxMemory() / MB;
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
