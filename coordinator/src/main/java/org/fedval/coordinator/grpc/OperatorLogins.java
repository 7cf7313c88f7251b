package org.fedval.coordinator.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.wire.mtls.CallerIdentityInterceptor;

/**
 * Logs that an operator is at work: the first call of each operator, and again after an hour. What
 * operators change has entries of its own. Stands behind {@link CallerIdentityInterceptor}.
 */
public final class OperatorLogins implements ServerInterceptor {
  private static final Duration PERIOD = Duration.ofHours(1);

  private final AuditLog log;
  private final Clock clock;
  private final Map<String, Instant> since = new ConcurrentHashMap<>();

  public OperatorLogins(AuditLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    seen(CallerIdentityInterceptor.current().id());
    return next.startCall(call, headers);
  }

  void seen(String operator) {
    Instant now = clock.instant();
    Instant started =
        since.merge(operator, now, (before, n) -> n.isBefore(before.plus(PERIOD)) ? before : n);
    if (started.equals(now)) {
      log.operatorLogin(operator);
    }
  }
}
