package org.fedval.evaluation.counters;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of words that is masked and opened as one. Unit 0 is the gate; unit 1 + g belongs to cell
 * g.
 *
 * @param name at most 256 bytes of UTF-8, unique in the layout
 * @param length in words
 * @param kind what the words are and what opens them
 * @param families numbers of the partitions that the cell belongs to, ascending
 * @param parentCell the cell that this one lies in, -1 for none
 * @param bound largest absolute value of a word at one site, inclusive
 * @param segments what lies where; none in the gate
 */
public record CounterUnit(
    String name,
    int length,
    Kind kind,
    List<Integer> families,
    int parentCell,
    long bound,
    List<Segment> segments) {
  /** What the words of a unit are. */
  public enum Kind {
    /** Patients and contributors of every cell. */
    GATE,
    /** Numbers of 0 or more. */
    COUNTS,
    /** Counts and exact sums, some of them negative. */
    SUMS,
    /**
     * Sums over both reference classes, some of them negative: opened only if the parent cell and
     * the one after it are, its positives and its negatives.
     */
    BOTH_CLASSES,
    /**
     * As {@link #BOTH_CLASSES}, with one term a site in each sum: opened only if enough more sites
     * contribute that no term can be computed from the sums.
     */
    SITE_TERMS
  }

  public CounterUnit {
    families = List.copyOf(families);
    segments = List.copyOf(segments);
  }

  /** Whether a word may be below 0. */
  public boolean isSigned() {
    return kind.compareTo(Kind.SUMS) >= 0;
  }

  /** Collects the segments of a unit, beginning with the images. */
  static final class Segments {
    private final List<Segment> segments = new ArrayList<>();
    private long length;

    Segments() {
      counts(Statistic.IMAGES, 1);
    }

    Segments counts(Statistic statistic, int entries) {
      return add(new Segment(statistic, entries, false, (int) length));
    }

    Segments exact(Statistic statistic, int entries) {
      return add(new Segment(statistic, entries, true, (int) length));
    }

    private Segments add(Segment segment) {
      if (segment.entries() > 0) {
        segments.add(segment);
        length = segment.end();
        if (length > CounterLayout.MAX_WORDS) {
          throw new IllegalArgumentException(
              "The plan's score histograms are too long; use fewer bins.");
        }
      }
      return this;
    }

    List<Segment> list() {
      return List.copyOf(segments);
    }

    int length() {
      return (int) length;
    }
  }
}
