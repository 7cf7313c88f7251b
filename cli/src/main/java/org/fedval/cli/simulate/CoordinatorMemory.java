package org.fedval.cli.simulate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import org.fedval.crypto.secagg.SessionFailed;
import org.fedval.crypto.secagg.SessionTerms;

/**
 * Measures what the coordinator alone holds: once all sites of an attempt are forgotten, it runs
 * the coordinator's phases again over the recorded messages and asks after a full collection how
 * much more of the heap lives than without the coordinator, before or afterwards.
 */
final class CoordinatorMemory {
  /** What {@link #peak} covers. */
  static final String COVERS =
      "measured: the coordinator's phases run again without any site over the recorded messages;"
          + " heap that lives after a full collection before and after every phase is closed, less"
          + " what lives without the coordinator; keys, shares, rows, certificates, transcripts,"
          + " reveals and the masked sum are in it; waiting vectors lie in files; garbage between"
          + " collections, the roster and buffers of a network are not in it; below some megabytes"
          + " the figure is rough";

  private long peak;
  private Phase peakPhase = Phase.ADVERTISE;

  /** Most bytes that lived at one time. */
  long peak() {
    return peak;
  }

  /** The phase in which they did. */
  Phase peakPhase() {
    return peakPhase;
  }

  /** Measures one attempt. */
  void measure(SimulatedStudy study, SessionTerms terms, Set<Integer> leftOut, AttemptFiles files)
      throws IOException {
    long before = live();
    Highest highest = new Highest();
    replay(study, terms, leftOut, files, highest);
    long without = Math.min(before, live());
    if (highest.bytes - without > peak) {
      peak = highest.bytes - without;
      peakPhase = highest.phase;
    }
  }

  // A method of its own, so that nothing of the coordinator lives on when it returns.
  private static void replay(
      SimulatedStudy study,
      SessionTerms terms,
      Set<Integer> leftOut,
      AttemptFiles files,
      Highest highest)
      throws IOException {
    CoordinatorSide side =
        new CoordinatorSide(
            terms, study.coordinator(), study.rule(), new KeptVectors(files.vectors()), leftOut);
    files.replay(
        new Recording.Reader() {
          @Override
          public void message(Submission said) {
            if (!side.take(said).counts()) {
              throw new IllegalStateException("A message was taken once, but not again.");
            }
          }

          @Override
          public void closed() {
            highest.sample(side);
            side.close();
            highest.sample(side);
          }
        });
    try {
      highest.sample(side);
      if (side.phase() != Phase.FINISH) {
        side.close();
      }
    } catch (SessionFailed e) {
      highest.sample(side);
    }
  }

  private static final class Highest {
    long bytes;
    Phase phase = Phase.ADVERTISE;

    void sample(CoordinatorSide side) {
      long now = live();
      if (now > bytes) {
        bytes = now;
        phase = side.phase();
      }
    }
  }

  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
