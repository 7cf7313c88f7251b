package org.fedval.wire.rpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * The only statuses that Fedval's services send. Expected outcomes are branches of a reply, not
 * statuses; these are for callers that are wrong or servers that are not well.
 */
public final class WireStatus {
  private WireStatus() {}

  /** The message breaks a field rule; {@code sentence} is static text. */
  public static StatusRuntimeException invalid(String sentence) {
    return Status.INVALID_ARGUMENT.withDescription(sentence).asRuntimeException();
  }

  /** No identity, or a certificate that says nothing about who calls. */
  public static StatusRuntimeException unauthenticated() {
    return Status.UNAUTHENTICATED
        .withDescription("A Fedval client certificate is needed.")
        .asRuntimeException();
  }

  /** A certificate that is not taken any more; {@code sentence} is static text. */
  public static StatusRuntimeException unauthenticated(String sentence) {
    return Status.UNAUTHENTICATED.withDescription(sentence).asRuntimeException();
  }

  /** A known caller in the wrong role. */
  public static StatusRuntimeException forbidden(String role) {
    return Status.PERMISSION_DENIED
        .withDescription("This call is for a " + role + ".")
        .asRuntimeException();
  }

  /** Try again later. */
  public static StatusRuntimeException unavailable(String sentence) {
    return Status.UNAVAILABLE.withDescription(sentence).asRuntimeException();
  }

  /** Something failed that the caller can do nothing about. */
  public static StatusRuntimeException internal(String errorId) {
    return Status.INTERNAL
        .withDescription("Internal error " + errorId + "; the server's log has it.")
        .asRuntimeException();
  }
}
