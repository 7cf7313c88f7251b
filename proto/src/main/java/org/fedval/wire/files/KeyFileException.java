package org.fedval.wire.files;

import java.io.IOException;

/** A key or certificate file that cannot be used; the message is one sentence for its owner. */
public final class KeyFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public KeyFileException(String sentence) {
    super(sentence);
  }
}
