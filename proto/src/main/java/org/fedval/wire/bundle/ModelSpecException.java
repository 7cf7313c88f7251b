package org.fedval.wire.bundle;

/** A {@code model.yaml} that is refused, by file name, line and key. */
public final class ModelSpecException extends BundleException {
  private static final long serialVersionUID = 1L;

  ModelSpecException(String source, int line, String problem) {
    super(source + " line " + line + ": " + problem);
  }
}
