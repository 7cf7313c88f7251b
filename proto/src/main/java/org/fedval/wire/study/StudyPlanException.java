package org.fedval.wire.study;

import java.util.ArrayList;
import java.util.List;

/**
 * A study plan, or a file of expected counts, that cannot be used. Its author must act; each
 * sentence says what is wrong, where, and what was expected. The message is the sentences, one a
 * line.
 */
public final class StudyPlanException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_SENTENCES = 20;

  StudyPlanException(List<String> sentences) {
    super(String.join("\n", shortened(sentences)));
  }

  StudyPlanException(String sentence) {
    this(List.of(sentence));
  }

  /** At least one; at most 20, and then a last one that counts the rest. */
  public List<String> sentences() {
    return getMessage().lines().toList();
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }

  private static List<String> shortened(List<String> sentences) {
    if (sentences.size() <= MAX_SENTENCES) {
      return sentences;
    }
    List<String> kept = new ArrayList<>(sentences.subList(0, MAX_SENTENCES));
    kept.add("And " + (sentences.size() - MAX_SENTENCES) + " more; correct these first.");
    return kept;
  }
}
