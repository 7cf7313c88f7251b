package org.fedval.wire.submission;

/** A file that is no signed study; the message is one sentence for whoever made or sent it. */
public final class PackageException extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;

  PackageException(String code, String sentence) {
    super(sentence);
    this.code = code;
  }

  /** Stable, for scripts. */
  public String code() {
    return code;
  }

  /** For people. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
