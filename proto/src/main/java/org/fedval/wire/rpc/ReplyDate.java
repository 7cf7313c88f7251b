package org.fedval.wire.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Puts the header {@code date} of HTTP (RFC 9110, section 6.6.1) on every answer, so that a caller
 * can see a clock that is wrong. Nothing is decided by it.
 */
public final class ReplyDate implements ServerInterceptor {
  private static final Metadata.Key<String> DATE =
      Metadata.Key.of("date", Metadata.ASCII_STRING_MARSHALLER);

  private final Clock clock;

  public ReplyDate(Clock clock) {
    this.clock = clock;
  }

  /** When the answer with these headers was written, to a second; empty when it does not say. */
  public static Optional<Instant> of(Metadata headers) {
    String date = headers.get(DATE);
    try {
      return date == null
          ? Optional.empty()
          : Optional.of(
              ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return next.startCall(
        new SimpleForwardingServerCall<Q, R>(call) {
          @Override
          public void sendHeaders(Metadata answer) {
            answer.discardAll(DATE);
            answer.put(
                DATE,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    clock.instant().atOffset(ZoneOffset.UTC)));
            super.sendHeaders(answer);
          }
        },
        headers);
  }
}
