package org.fedval.coordinator.report.text;

/** A hospital that left between two rounds: what needs the later round cannot be estimated. */
public final class SiteLoss {
  private static final String CODE = "SITE_LOST";

  private SiteLoss() {}

  /** Whether a row's reason says so. */
  public static boolean isOne(String reason) {
    return reason.startsWith(CODE);
  }

  /** The reason without its code. */
  public static String words(String reason) {
    String words = reason.substring(CODE.length()).replaceFirst("^[:\\s]+", "");
    return words.isEmpty() ? "a hospital left before the round that this number needs" : words;
  }
}
