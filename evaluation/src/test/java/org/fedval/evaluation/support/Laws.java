package org.fedval.evaluation.support;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a property on many seeded inputs; a failure names the seed that shows it again. */
public final class Laws {
  private Laws() {}

  public static void forAll(long seed, int runs, Consumer<SplittableRandom> property) {
    for (long run = seed; run < seed + runs; run++) {
      try {
        property.accept(new SplittableRandom(run));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("The law fails for seed " + run, e);
      }
    }
  }
}
