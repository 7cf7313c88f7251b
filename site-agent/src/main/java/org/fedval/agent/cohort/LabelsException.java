package org.fedval.agent.cohort;

/**
 * A file in which the site describes its cases (labels, attributes, opt-outs) cannot be used; the
 * message is one sentence that says where and what to do.
 */
public final class LabelsException extends Exception {
  private static final long serialVersionUID = 1L;

  LabelsException(String sentence) {
    super(sentence);
  }
}
