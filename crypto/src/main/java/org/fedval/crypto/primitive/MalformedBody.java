package org.fedval.crypto.primitive;

/**
 * Bytes from a peer or a file that are not the canonical encoding of what they claim to be. The
 * message is one static sentence about the shape, never about content; the sender must act.
 */
public final class MalformedBody extends RuntimeException {
  public MalformedBody(String sentence) {
    super(sentence);
  }
}
