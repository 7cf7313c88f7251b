package org.fedval.coordinator.replica;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.fedval.coordinator.store.Lease;
import org.fedval.coordinator.store.Term;

/**
 * Renews the lease of a process that leads, and tells when it is lost: when another process leads,
 * or when the database has not answered for as long as a leader may be silent.
 */
final class LeaseKeeper implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1_000;

  private final Lease lease;
  private final Term term;
  private final CountDownLatch lost = new CountDownLatch(1);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread t = new Thread(task, "lease");
            t.setDaemon(true);
            return t;
          });
  private volatile String address = "";
  private volatile long renewed = System.nanoTime();

  LeaseKeeper(Lease lease, Term term) {
    this.lease = lease;
    this.term = term;
    var unused =
        thread.scheduleWithFixedDelay(this::renew, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    try {
      if (lease.renew(term, address)) {
        renewed = System.nanoTime();
      } else {
        lost.countDown();
      }
    } catch (SQLException e) {
      if (System.nanoTime() - renewed > Lease.LENGTH.toNanos()) {
        lost.countDown();
      }
    }
  }

  /** Tells the others where this process listens, at once. */
  void announce(Address own) {
    address = own.text();
    thread.execute(this::renew);
  }

  /** Waits a moment; true when the lease is lost. */
  boolean isLostWithin(long millis) throws InterruptedException {
    return lost.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Ends renewing and lets another process lead at once. */
  @Override
  public void close() {
    thread.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (thread.awaitTermination(5, TimeUnit.SECONDS)) {
        lease.giveUp(term);
      }
    } catch (SQLException e) {
      // It ends by itself then.
      lost.countDown();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
