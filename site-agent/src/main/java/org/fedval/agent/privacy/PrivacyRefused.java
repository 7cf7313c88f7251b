package org.fedval.agent.privacy;

/** Nothing leaves, for the sake of the privacy budget; one sentence for the site's own people. */
public final class PrivacyRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  PrivacyRefused(String sentence) {
    super(sentence);
  }

  /** What is wrong and what to do. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
