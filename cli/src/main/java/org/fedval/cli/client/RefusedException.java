package org.fedval.cli.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.fedval.proto.v1.Refusal;

/** The coordinator, or this side of it, says no; the message is one sentence for people. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedException(String sentence) {
    super(sentence);
  }

  static RefusedException of(Refusal refusal) {
    return new RefusedException(refusal.getSentence());
  }

  /** A failed call in words. */
  static RefusedException of(StatusRuntimeException e) {
    Status status = e.getStatus();
    switch (status.getCode()) {
      case UNAVAILABLE:
        return new RefusedException(
            "The coordinator cannot be reached, or its certificate is not the trusted one; check --coordinator and --credentials.");
      case DEADLINE_EXCEEDED:
        return new RefusedException("The coordinator did not answer in time; try again.");
      case UNAUTHENTICATED:
      case PERMISSION_DENIED:
        return new RefusedException(
            "The coordinator does not allow this with these credentials: " + words(status));
      default:
        return new RefusedException("The coordinator answered: " + words(status));
    }
  }

  private static String words(Status status) {
    return status.getDescription() == null ? status.getCode() + "." : status.getDescription();
  }
}
