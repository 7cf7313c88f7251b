package org.fedval.wire.config;

/** A configuration file that is refused; the message is one sentence for its operator. */
public final class YamlFileException extends Exception {
  private static final long serialVersionUID = 1L;

  YamlFileException(String sentence) {
    super(sentence);
  }

  /** The sentence. */
  public String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
