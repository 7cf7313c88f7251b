package org.fedval.wire.bundle;

/**
 * A bundle, model specification or model that is refused. The message is one sentence for people:
 * which file, which part, what to do. It never quotes file content other than names and numbers
 * that were checked against the format.
 */
public class BundleException extends Exception {
  private static final long serialVersionUID = 1L;

  public BundleException(String sentence) {
    super(sentence);
  }
}
