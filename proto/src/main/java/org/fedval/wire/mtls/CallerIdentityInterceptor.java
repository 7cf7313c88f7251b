package org.fedval.wire.mtls;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;

/**
 * Takes the caller's identity from the verified client certificate, never from a message, and
 * refuses a call without one or of a kind that the services behind it do not serve. Thread-safe.
 */
public final class CallerIdentityInterceptor implements ServerInterceptor {
  private static final Context.Key<PeerIdentity> CALLER = Context.key("fedval-caller");

  private final Set<PeerIdentity.Kind> admitted;
  private final Objections objections;

  private CallerIdentityInterceptor(Set<PeerIdentity.Kind> admitted, Objections objections) {
    this.admitted = admitted;
    this.objections = objections;
  }

  /** What speaks against a certificate that TLS has accepted, such as a revocation. */
  public interface Objections {
    /** One sentence for the caller; empty when there is none. */
    Optional<String> to(PeerIdentity caller, X509Certificate certificate);
  }

  /** As this, and refuses callers to whom there are objections; asked again at every call. */
  public CallerIdentityInterceptor unless(Objections more) {
    return new CallerIdentityInterceptor(admitted, more);
  }

  /** Admits every kind of identity. */
  public static CallerIdentityInterceptor admittingAll() {
    return new CallerIdentityInterceptor(
        EnumSet.allOf(PeerIdentity.Kind.class), (caller, certificate) -> Optional.empty());
  }

  /** Admits these kinds only. */
  public static CallerIdentityInterceptor admitting(
      PeerIdentity.Kind first, PeerIdentity.Kind... more) {
    return new CallerIdentityInterceptor(
        EnumSet.of(first, more), (caller, certificate) -> Optional.empty());
  }

  /** Who calls. A service that asks outside this interceptor is miswired, hence an error. */
  public static PeerIdentity current() {
    PeerIdentity caller = CALLER.get();
    if (caller == null) {
      throw new IllegalStateException("A service was reached without the identity interceptor.");
    }
    return caller;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    Optional<X509Certificate> certificate =
        session == null ? Optional.empty() : PeerIdentity.certificate(session);
    Optional<PeerIdentity> caller = certificate.flatMap(PeerIdentity::of);
    if (caller.isEmpty()) {
      return refuse(
          call,
          Status.UNAUTHENTICATED.withDescription(
              "This call needs a client certificate of the coordinator's authority."));
    }
    if (!admitted.contains(caller.get().kind())) {
      return refuse(
          call,
          Status.PERMISSION_DENIED.withDescription(
              "This service is not for the kind of client that the certificate names."));
    }
    Optional<String> objection = objections.to(caller.get(), certificate.get());
    if (objection.isPresent()) {
      return refuse(call, Status.UNAUTHENTICATED.withDescription(objection.get()));
    }
    Context context = Context.current().withValue(CALLER, caller.get());
    return Contexts.interceptCall(context, call, headers, next);
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status) {
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
