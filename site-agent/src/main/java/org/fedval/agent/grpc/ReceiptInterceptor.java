package org.fedval.agent.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.fedval.agent.receipts.EgressReceipt.About;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.proto.v1.OwnBodiesRequest;
import org.fedval.proto.v1.PhaseReport;
import org.fedval.proto.v1.PutChunkRequest;
import org.fedval.proto.v1.SiteMessage;
import org.fedval.proto.v1.UploadQuery;
import org.fedval.proto.v1.WrapRequest;
import org.jspecify.annotations.Nullable;

/**
 * Gives every message of a channel its receipt before it goes out; what cannot be written down is
 * not sent. A phase that is reported again unchanged has one receipt. Thread-safe.
 */
public final class ReceiptInterceptor implements ClientInterceptor {
  private final ReceiptLog log;
  private final Function<Sha256Digest, Optional<About>> sessions;
  private @Nullable ByteString lastPhase;

  /**
   * @param sessions the study and slot of a session that is open here
   */
  public ReceiptInterceptor(ReceiptLog log, Function<Sha256Digest, Optional<About>> sessions) {
    this.log = log;
    this.sessions = sessions;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void sendMessage(Q message) {
        leaves(String.valueOf(method.getBareMethodName()), message);
        super.sendMessage(message);
      }
    };
  }

  private void leaves(String call, Object message) {
    try {
      if (message instanceof PhaseReport phase) {
        phaseLeaves(call, phase);
      } else {
        log.record(type(call, message), bytes(message), about(message));
      }
    } catch (UncheckedIOException e) {
      throw Status.FAILED_PRECONDITION.withCause(e).asRuntimeException();
    }
  }

  private synchronized void phaseLeaves(String call, PhaseReport phase) {
    ByteString bytes = phase.toByteString();
    if (!bytes.equals(lastPhase)) {
      log.record(type(call, phase), bytes.toByteArray(), About.NOTHING);
      lastPhase = bytes;
    }
  }

  private static String type(String call, Object message) {
    return message instanceof SiteMessage step
        ? step.getBodyCase().name()
        : call.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  /** Of a piece of a masked vector the piece itself, so that it can be compared with a preview. */
  private static byte[] bytes(Object message) {
    if (message instanceof PutChunkRequest chunk) {
      return chunk.getData().toByteArray();
    }
    if (message instanceof MessageLite other) {
      return other.toByteArray();
    }
    throw new AssertionError("Only messages of the protocol are sent.");
  }

  private About about(Object message) {
    ByteString session = ByteString.EMPTY;
    if (message instanceof SiteMessage step) {
      if (step.hasStudyApproval()) {
        return study(
            StudyApproval.decode(step.getStudyApproval().getBody().toByteArray()).studyHash());
      }
      if (step.hasDenial()) {
        return study(digest(step.getDenial().getStudy()));
      }
      session = step.getSession();
    } else if (message instanceof PutChunkRequest chunk) {
      session = chunk.getSession();
    } else if (message instanceof UploadQuery query) {
      session = query.getSession();
    } else if (message instanceof OwnBodiesRequest own) {
      session = own.getSession();
    } else if (message instanceof WrapRequest wrap) {
      return study(digest(wrap.getStudy()));
    }
    Sha256Digest sid = digest(session);
    return sid.equals(Sha256Digest.ZERO)
        ? About.NOTHING
        : sessions.apply(sid).orElse(new About(Sha256Digest.ZERO, "", sid));
  }

  private static About study(Sha256Digest study) {
    return new About(study, "", Sha256Digest.ZERO);
  }

  private static Sha256Digest digest(ByteString bytes) {
    try {
      return Sha256Digest.of(bytes.toByteArray());
    } catch (MalformedBody | IllegalArgumentException e) {
      return Sha256Digest.ZERO;
    }
  }
}
