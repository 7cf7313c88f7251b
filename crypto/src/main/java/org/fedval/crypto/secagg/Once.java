package org.fedval.crypto.secagg;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A step that may be taken once. Taking it again would deal two sharings, mask twice or vote twice
 * in one session, each of which leaks.
 */
final class Once {
  private final AtomicBoolean taken = new AtomicBoolean();

  void take() {
    ProtocolViolation.require(
        taken.compareAndSet(false, true),
        ProtocolViolation.Code.ALREADY_DONE,
        "This step of the session was already taken and must not be repeated.");
  }

  void requireFree() {
    ProtocolViolation.require(
        !taken.get(),
        ProtocolViolation.Code.ALREADY_DONE,
        "This step of the session was already taken and must not be repeated.");
  }
}
