package org.fedval.coordinator.report.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Why a number is withheld, in the fewest words. A report's reason may speak of both classes, such
 * as {@code positives: fewer than 10 patients; negatives: fewer than 10 patients}; where both say
 * the same, once is enough. Words that are not known stay as they are.
 */
public record WithheldReason(List<Part> parts) {
  private static final String NEIGHBOUR = "withheld so that a suppressed level cannot be computed";

  /** One reason; {@code ofClass} is empty or such as {@code positives}. */
  public record Part(String ofClass, String words) {}

  public WithheldReason {
    parts = List.copyOf(parts);
  }

  public static WithheldReason parse(String reason) {
    List<Part> parts = new ArrayList<>();
    for (String part : reason.split("; ")) {
      int colon = part.indexOf(": ");
      String words = colon < 0 ? part : part.substring(colon + 2);
      parts.add(new Part(colon < 0 ? "" : part.substring(0, colon), plain(words)));
    }
    return new WithheldReason(parts);
  }

  /** What stands behind it, without saying for which class; one or two. */
  public Set<String> kinds() {
    Set<String> kinds = new LinkedHashSet<>();
    parts.forEach(part -> kinds.add(part.words()));
    return kinds;
  }

  /** One line: {@code fewer than 10 patients}, or by class where the classes differ. */
  public String text() {
    if (kinds().size() == 1 && parts.size() > 1) {
      return parts.get(0).words();
    }
    List<String> each = new ArrayList<>();
    for (Part part : parts) {
      each.add(part.ofClass().isEmpty() ? part.words() : part.ofClass() + ": " + part.words());
    }
    return String.join("; ", each);
  }

  private static String plain(String words) {
    return words.startsWith(NEIGHBOUR) ? "would give another withheld number away" : words;
  }
}
