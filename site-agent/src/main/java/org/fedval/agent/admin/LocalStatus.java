package org.fedval.agent.admin;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is doing, for its own host only: counts here never leave the hospital.
 *
 * @param phase in words, such as {@code running cohort}
 * @param scored images scored so far
 * @param excluded images excluded so far
 * @param sentence last event worth telling, empty when none
 * @param left labelled images that have not ended yet; null while no cohort runs
 * @param perSecond images a second over the last minute; 0 while no cohort runs
 * @param secondsLeft estimate for the rest; null while nothing can be said
 * @param engine what computes the scores of the last study, empty before the first
 */
public record LocalStatus(
    String phase,
    long scored,
    long excluded,
    String sentence,
    @Nullable Long left,
    double perSecond,
    @Nullable Long secondsLeft,
    String engine) {

  /** Without a running cohort. */
  public LocalStatus(String phase, long scored, long excluded, String sentence) {
    this(phase, scored, excluded, sentence, null, 0, null, "");
  }

  /** Counts, rate and time left in words, such as {@code 120 images scored, 3 excluded}. */
  public String words() {
    StringBuilder words =
        new StringBuilder("%d images scored, %d excluded".formatted(scored, excluded));
    if (left != null) {
      words.append(", at most %d left".formatted(left));
    }
    if (perSecond > 0) {
      words.append(String.format(Locale.ROOT, ", %.1f a second", perSecond));
    }
    if (secondsLeft != null && secondsLeft > 0) {
      words.append(", about ").append(duration(secondsLeft)).append(" to go");
    }
    return words.toString();
  }

  /** A duration for people: {@code 40 s}, {@code 12 min}, {@code 3 h 20 min}. */
  public static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = (seconds + 59) / 60;
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
