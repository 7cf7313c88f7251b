package org.fedval.evaluation.clinical;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * Calls on the same images before and after a perturbation, and how far scores moved.
 *
 * @param shifts sum of the coded |score after - score before|, at scale {@link FixedPoint#FINE}
 */
public record Flips(
    long bothPositive, long toNegative, long toPositive, long bothNegative, BigInteger shifts) {

  /** The neutral element of {@link #plus}. */
  public static Flips none() {
    return new Flips(0, 0, 0, 0, BigInteger.ZERO);
  }

  /** One image; a call is positive when {@code score >= threshold}. */
  public static Flips ofImage(double before, double after, double threshold) {
    boolean was = before >= threshold;
    boolean is = after >= threshold;
    return new Flips(
        was && is ? 1 : 0,
        was && !is ? 1 : 0,
        !was && is ? 1 : 0,
        !was && !is ? 1 : 0,
        FixedPoint.FINE.encode(Math.abs(after - before)));
  }

  /** The sum over two disjoint sets of images. */
  public Flips plus(Flips other) {
    return new Flips(
        Math.addExact(bothPositive, other.bothPositive),
        Math.addExact(toNegative, other.toNegative),
        Math.addExact(toPositive, other.toPositive),
        Math.addExact(bothNegative, other.bothNegative),
        shifts.add(other.shifts));
  }

  public long images() {
    return bothPositive + toNegative + toPositive + bothNegative;
  }

  /** Images whose call changed. */
  public long flipped() {
    return toNegative + toPositive;
  }

  /** Empty without images. */
  public OptionalDouble rate() {
    return images() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) flipped() / images());
  }

  /** Wilson's interval of the rate; empty without images. */
  public Optional<Interval> interval(double z) {
    return images() == 0 ? Optional.empty() : Optional.of(Wilson.interval(flipped(), images(), z));
  }

  /** Empty without images. */
  public OptionalDouble meanShift() {
    return images() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(FixedPoint.FINE.mean(shifts, images()));
  }
}
