package org.fedval.agent.study;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that counts the cohort of a {@link StoredCohort}. It says what came of it and, with
 * {@code heap} as its second argument, the most bytes of heap that a collection left alive.
 */
final class CohortChild {
  private static final long PAUSE_NANOS = 200_000_000;

  private CohortChild() {}

  public static void main(String[] args) throws Exception {
    AtomicLong most = new AtomicLong();
    if (args.length > 1) {
      Thread watch = new Thread(() -> watch(most));
      watch.setDaemon(true);
      watch.start();
    }
    System.out.println(StoredCohort.open(Path.of(args[0])).count());
    System.out.println(most.get());
  }

  private static void watch(AtomicLong most) {
    while (true) {
      System.gc();
      long alive =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .mapToLong(pool -> pool.getCollectionUsage().getUsed())
              .sum();
      most.accumulateAndGet(alive, Math::max);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
