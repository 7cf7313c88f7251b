package org.fedval.cli.client;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.proto.v1.BundleChunk;
import org.fedval.proto.v1.GetReportReply;
import org.fedval.proto.v1.GetReportRequest;
import org.fedval.proto.v1.GetRosterReply;
import org.fedval.proto.v1.GetRosterRequest;
import org.fedval.proto.v1.StudyServiceGrpc;
import org.fedval.proto.v1.StudyStatus;
import org.fedval.proto.v1.SubmitStudyReply;
import org.fedval.proto.v1.SubmitStudyRequest;
import org.fedval.proto.v1.UploadReply;
import org.fedval.proto.v1.WatchStudyRequest;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.session.SignedBlobWire;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.StudyPlanException;

/** What a vendor asks. */
public final class VendorClient implements AutoCloseable {
  private static final long CALL_SECONDS = 30;
  private static final long UPLOAD_SECONDS = 600;
  private static final int CHUNK_BYTES = 256 * 1024;

  private final ManagedChannel channel;

  public VendorClient(ManagedChannel channel) {
    this.channel = channel;
  }

  /** A study's state as people see it. */
  public record Status(String state, String sentence, List<SitePhase> sites) {
    /** One site's phase in words. */
    public record SitePhase(String siteId, String phase) {}
  }

  /** A report's two forms, and the coordinator's signature of the exact bytes of the first. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Report(byte[] json, byte[] signature, byte[] html) {}

  /**
   * Uploads the bundle, derives and signs the StudyDefinition, and submits it.
   *
   * @param owner the key that signed the bundle
   * @return the study's digest
   */
  public Sha256Digest submit(Path bundleFile, byte[] planYaml, SigningKey owner, Instant expires)
      throws RefusedException, BundleException, StudyPlanException, IOException {
    LockedBundle bundle = LockedBundle.read(bundleFile);
    bundle.requireOwner(owner.verifyingKey().fingerprint());
    StudyDefinition definition =
        LockedStudy.derive(planYaml, bundle, roster(), expires.getEpochSecond()).definition();
    upload(bundleFile, bundle.bundleDigest());
    byte[] body = definition.encode();
    SubmitStudyRequest request =
        SubmitStudyRequest.newBuilder()
            .setDefinition(
                SignedBlobWire.outside(SignedBody.signOutside(StudyDefinition.TYPE, body, owner)))
            .setPlanYaml(ByteString.copyFrom(planYaml))
            .setBundleDigest(SignedBlobWire.bytes(bundle.bundleDigest()))
            .build();
    try {
      SubmitStudyReply reply = stub(CALL_SECONDS).submitStudy(request);
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return SignedBlobWire.digest(reply.getLocked().getStudy());
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** The current roster. */
  public Roster roster() throws RefusedException {
    try {
      GetRosterReply reply = stub(CALL_SECONDS).getRoster(GetRosterRequest.getDefaultInstance());
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return Roster.decode(SignedBlobWire.fromProto(reply.getRoster()).body());
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** Tells every state until the last; returns the last. */
  public Status watch(Sha256Digest study, Consumer<Status> onChange) throws RefusedException {
    try {
      Status last = null;
      var states =
          StudyServiceGrpc.newBlockingStub(channel)
              .watchStudy(
                  WatchStudyRequest.newBuilder().setStudy(SignedBlobWire.bytes(study)).build());
      while (states.hasNext()) {
        last = status(states.next());
        onChange.accept(last);
      }
      if (last == null) {
        throw new RefusedException("The coordinator told nothing about this study.");
      }
      return last;
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** The published report. */
  public Report report(Sha256Digest study) throws RefusedException {
    try {
      GetReportReply reply =
          stub(CALL_SECONDS)
              .getReport(
                  GetReportRequest.newBuilder().setStudy(SignedBlobWire.bytes(study)).build());
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return new Report(
          reply.getReport().getJson().toByteArray(),
          reply.getReport().getSig().toByteArray(),
          reply.getReport().getHtml().toByteArray());
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  private void upload(Path file, Sha256Digest digest) throws RefusedException, IOException {
    CompletableFuture<UploadReply> reply = new CompletableFuture<>();
    try (InputStream in = Files.newInputStream(file)) {
      StudyServiceGrpc.newStub(channel)
          .withDeadlineAfter(UPLOAD_SECONDS, TimeUnit.SECONDS)
          .uploadBundle(new Uploader(in, digest, reply));
      UploadReply stored = reply.get(UPLOAD_SECONDS, TimeUnit.SECONDS);
      if (stored.hasRefused()) {
        throw RefusedException.of(stored.getRefused());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StatusRuntimeException status) {
        throw RefusedException.of(status);
      }
      throw new IOException("The bundle could not be read while it was sent.", e.getCause());
    } catch (TimeoutException e) {
      throw new RefusedException("The upload did not end in time; try again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("The upload was stopped.");
    }
  }

  private static Status status(StudyStatus proto) {
    return new Status(
        proto.getState(),
        proto.getSentence(),
        proto.getSitesList().stream()
            .map(s -> new Status.SitePhase(s.getSiteId(), s.getPhase()))
            .toList());
  }

  private StudyServiceGrpc.StudyServiceBlockingStub stub(long seconds) {
    return StudyServiceGrpc.newBlockingStub(channel).withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  /** Sends a file no faster than the coordinator takes it. */
  private static final class Uploader implements ClientResponseObserver<BundleChunk, UploadReply> {
    private final InputStream in;
    private final Sha256Digest digest;
    private final CompletableFuture<UploadReply> reply;
    private boolean first = true;
    private boolean done;

    Uploader(InputStream in, Sha256Digest digest, CompletableFuture<UploadReply> reply) {
      this.in = in;
      this.digest = digest;
      this.reply = reply;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<BundleChunk> out) {
      out.setOnReadyHandler(() -> send(out));
    }

    private void send(ClientCallStreamObserver<BundleChunk> out) {
      try {
        while (!done && out.isReady()) {
          byte[] data = in.readNBytes(CHUNK_BYTES);
          if (data.length == 0) {
            done = true;
            out.onCompleted();
            return;
          }
          BundleChunk.Builder chunk = BundleChunk.newBuilder().setData(ByteString.copyFrom(data));
          if (first) {
            chunk.setDigest(SignedBlobWire.bytes(digest));
            first = false;
          }
          out.onNext(chunk.build());
        }
      } catch (IOException e) {
        done = true;
        out.cancel("The file could not be read.", e);
        reply.completeExceptionally(e);
      }
    }

    @Override
    public void onNext(UploadReply answer) {
      reply.complete(answer);
    }

    @Override
    public void onError(Throwable failure) {
      reply.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      // Only the first answer counts.
      reply.completeExceptionally(new IOException("No answer."));
    }
  }
}
