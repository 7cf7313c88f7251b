package org.fedval.wire.mtls;

/** A certificate, request or token that is refused; the message is one sentence for its holder. */
public final class CredentialsException extends Exception {
  private static final long serialVersionUID = 1L;

  CredentialsException(String sentence) {
    super(sentence);
  }
}
