package org.fedval.agent.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.fedval.agent.config.ConfigException;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.AttachRequest;
import org.fedval.proto.v1.BlobChunk;
import org.fedval.proto.v1.BlobRequest;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.OwnBodiesRequest;
import org.fedval.proto.v1.PhaseReport;
import org.fedval.proto.v1.PutChunkRequest;
import org.fedval.proto.v1.SitePhase;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.proto.v1.SubmitReply;
import org.fedval.proto.v1.UploadQuery;
import org.fedval.proto.v1.WrapRequest;
import org.fedval.wire.session.SignedBlobWire;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteInstructionWire;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SiteMessageWire;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.session.SubmitOutcome;
import org.fedval.wire.session.WrapOutcome;
import org.fedval.wire.session.WrapOutcomeWire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The site's calls to the coordinator. Every call may be repeated; calls block and retry while the
 * coordinator cannot be reached, until the thread is interrupted. Thread-safe.
 */
public final class CoordinatorClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CoordinatorClient.class);
  private static final int CHUNK_BYTES = 1024 * 1024;
  private static final long CALL_SECONDS = 30;

  private final SecureRandom random = new SecureRandom();
  private volatile Connection connection;
  private volatile Context.@Nullable CancellableContext attachment;
  private volatile @Nullable Instant answered;

  public CoordinatorClient(ManagedChannel channel) {
    this.connection = Connection.over(channel);
  }

  /** A channel and its stub. */
  private record Connection(ManagedChannel channel, SiteServiceGrpc.SiteServiceBlockingStub site) {
    static Connection over(ManagedChannel channel) {
      return new Connection(channel, SiteServiceGrpc.newBlockingStub(channel));
    }
  }

  /**
   * Goes over to another channel, such as one with a renewed certificate. Calls under way finish on
   * the old one; the stream of instructions is opened again at once, and the coordinator says again
   * what is pending.
   */
  public synchronized void reconnect(ManagedChannel next) {
    Connection old = connection;
    connection = Connection.over(next);
    Context.CancellableContext attached = attachment;
    if (attached != null) {
      attached.cancel(null);
    }
    old.channel().shutdown();
  }

  /** The calls about this site's identity, over the present channel. */
  public IdentityClient identity() {
    return new IdentityClient(connection.channel());
  }

  /**
   * Listens until interrupted; after a lost connection it attaches again, and the coordinator says
   * again what is pending.
   *
   * @throws ConfigException with one sentence when the coordinator does not admit this caller
   */
  public void listen(String softwareVersion, Consumer<SiteInstruction> onInstruction)
      throws InterruptedException, ConfigException {
    Backoff backoff = new Backoff(random);
    while (!Thread.currentThread().isInterrupted()) {
      Connection used = connection;
      Context.CancellableContext attached = Context.current().withCancellation();
      attachment = attached;
      Context before = attached.attach();
      try {
        Iterator<Directive> directives =
            used.site()
                .attach(AttachRequest.newBuilder().setSoftwareVersion(softwareVersion).build());
        while (directives.hasNext()) {
          Optional<SiteInstruction> instruction = read(directives.next());
          backoff.reset();
          instruction.ifPresent(onInstruction);
        }
      } catch (StatusRuntimeException e) {
        if (used != connection && !Thread.currentThread().isInterrupted()) {
          continue;
        }
        requireReceipt(e);
        requireAdmitted(e);
        requireRetryable(e);
        log.info(
            isAboutCertificates(e)
                ? "This site and the coordinator do not accept each other's certificates; trying again"
                : "Connection to the coordinator lost; trying again");
      } finally {
        attached.detach(before);
        attached.cancel(null);
      }
      backoff.pause();
      // The channel has pauses of its own, which would come on top.
      connection.channel().resetConnectBackoff();
    }
  }

  /** A directive that breaks a field rule is passed over: the next one may be sound. */
  private static Optional<SiteInstruction> read(Directive directive) {
    try {
      return Optional.of(SiteInstructionWire.fromProto(directive));
    } catch (StatusRuntimeException | MalformedBody e) {
      log.warn("A directive of the coordinator could not be read; is this agent too old?");
      return Optional.empty();
    }
  }

  /** Sends one step. */
  public SubmitOutcome submit(SiteMessage message, int signer) throws InterruptedException {
    org.fedval.proto.v1.SiteMessage request = SiteMessageWire.toProto(message, signer);
    return retry(() -> outcome(deadline().submit(request)));
  }

  /**
   * What the coordinator has of this site's own signed bodies in one session; nothing when it does
   * not know this question yet, which tells a lying coordinator apart from nobody anyway.
   */
  public List<SignedBody> ownBodies(Sha256Digest sid) throws InterruptedException {
    OwnBodiesRequest request =
        OwnBodiesRequest.newBuilder().setSession(SignedBlobWire.bytes(sid)).build();
    Backoff backoff = new Backoff(random);
    while (true) {
      try {
        return deadline().ownBodies(request).getBodiesList().stream()
            .map(SignedBlobWire::fromProto)
            .toList();
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
          log.warn("The coordinator is too old to tell this site's own messages");
          return List.of();
        }
        requireRetryable(e);
        backoff.pause();
      }
    }
  }

  /** Uploads the masked vector in pieces, going on where an earlier upload of it stopped. */
  public SubmitOutcome upload(Sha256Digest sid, byte[] vector) throws InterruptedException {
    SubmitOutcome outcome = SubmitOutcome.accepted();
    for (int offset = stored(sid, vector.length); offset < vector.length; offset += CHUNK_BYTES) {
      int length = Math.min(CHUNK_BYTES, vector.length - offset);
      PutChunkRequest request =
          PutChunkRequest.newBuilder()
              .setSession(SignedBlobWire.bytes(sid))
              .setOffset(offset)
              .setData(ByteString.copyFrom(vector, offset, length))
              .build();
      outcome = retry(() -> outcome(deadline().putChunk(request)));
      if (outcome instanceof SubmitOutcome.Refused) {
        return outcome;
      }
    }
    return outcome;
  }

  private int stored(Sha256Digest sid, int length) throws InterruptedException {
    UploadQuery query = UploadQuery.newBuilder().setSession(SignedBlobWire.bytes(sid)).build();
    long stored = retry(() -> deadline().uploadState(query)).getStored();
    return stored < 0 || stored > length ? 0 : (int) stored;
  }

  /** When the coordinator last took this site's sign of life; empty when it never did. */
  public Optional<Instant> lastAnswer() {
    return Optional.ofNullable(answered);
  }

  /** Tells the phase; also the site's sign of life. Not retried: the next one follows soon. */
  public void reportPhase(SitePhaseName phase) {
    try {
      deadline()
          .reportPhase(
              PhaseReport.newBuilder()
                  .setPhase(SitePhase.valueOf("SITE_PHASE_" + phase.name()))
                  .build());
      answered = Instant.now();
    } catch (StatusRuntimeException e) {
      log.debug("Phase report not delivered");
    }
  }

  /**
   * Downloads a sealed bundle into {@code target}, going on where a broken download stopped. The
   * file appears there only when its digest is right.
   *
   * @throws WrongBundleException when the received bytes are not the announced bundle
   */
  public void fetchBundle(Sha256Digest digest, long size, Path target)
      throws IOException, InterruptedException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Files.createDirectories(target.getParent());
    Backoff backoff = new Backoff(random);
    while (true) {
      long have = Files.exists(part) ? Files.size(part) : 0;
      if (have >= size) {
        break;
      }
      try (OutputStream out =
          Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        append(digest, have, size, out);
        if (Files.size(part) > have) {
          backoff.reset();
        } else {
          backoff.pause();
        }
      } catch (StatusRuntimeException e) {
        requireRetryable(e);
        backoff.pause();
      }
    }
    if (!hash(part).equals(digest)) {
      Files.delete(part);
      throw new WrongBundleException(
          "The downloaded bundle is not the one that the study names; it was removed.");
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The key of a study's bundle, closed to this site. */
  public WrapOutcome fetchWrap(Sha256Digest study) throws InterruptedException {
    WrapRequest request = WrapRequest.newBuilder().setStudy(SignedBlobWire.bytes(study)).build();
    return retry(() -> WrapOutcomeWire.fromProto(deadline().getWrap(request)));
  }

  private void append(Sha256Digest digest, long from, long size, OutputStream out)
      throws IOException {
    Iterator<BlobChunk> chunks =
        connection
            .site()
            .getBlob(
                BlobRequest.newBuilder()
                    .setDigest(SignedBlobWire.bytes(digest))
                    .setOffset(from)
                    .build());
    long have = from;
    while (chunks.hasNext()) {
      ByteString data = chunks.next().getData();
      have += data.size();
      if (have > size) {
        throw new WrongBundleException("The coordinator sent more bytes than the bundle has.");
      }
      data.writeTo(out);
    }
  }

  private static Sha256Digest hash(Path file) throws IOException {
    MessageDigest sha = Sha256Digest.newSha256();
    try (var in = Files.newInputStream(file)) {
      byte[] buffer = new byte[64 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    }
    return Sha256Digest.of(sha.digest());
  }

  private SiteServiceGrpc.SiteServiceBlockingStub deadline() {
    return connection.site().withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  private static SubmitOutcome outcome(SubmitReply reply) {
    return reply.hasRefused()
        ? SubmitOutcome.refused(reply.getRefused().getCode(), reply.getRefused().getSentence())
        : new SubmitOutcome.Accepted(reply.getAccepted().getDuplicate());
  }

  private <T> T retry(Supplier<T> call) throws InterruptedException {
    Backoff backoff = new Backoff(random);
    while (true) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        requireRetryable(e);
        backoff.pause();
      }
    }
  }

  /**
   * Unreachable is worth another try, and so is a stream that a stopping coordinator reset; a
   * refusal of this caller or message is not.
   */
  private static void requireRetryable(StatusRuntimeException e) throws InterruptedException {
    Status.Code code = e.getStatus().getCode();
    if (code == Status.Code.CANCELLED && Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (code != Status.Code.UNAVAILABLE
        && code != Status.Code.CANCELLED
        && code != Status.Code.DEADLINE_EXCEEDED
        && code != Status.Code.INTERNAL) {
      throw e;
    }
  }

  /** A message that has no receipt was not sent; the cause is this site's own. */
  static void requireReceipt(StatusRuntimeException e) throws ConfigException {
    if (e.getStatus().getCause() instanceof UncheckedIOException own) {
      throw new ConfigException(String.valueOf(own.getMessage()));
    }
  }

  private static void requireAdmitted(StatusRuntimeException e) throws ConfigException {
    Status.Code code = e.getStatus().getCode();
    if (code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED) {
      throw new ConfigException(
          "The coordinator does not take the certificate in keys/tls-chain.pem for a site's, or has revoked this site; ask its operator and enrol with a new token.");
    }
  }

  private static boolean isAboutCertificates(StatusRuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    connection.channel().shutdownNow();
  }
}
