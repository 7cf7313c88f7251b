package org.fedval.coordinator.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.fedval.coordinator.desk.ModelCustody;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.site.AgentVersions;
import org.fedval.coordinator.site.OwnBodies;
import org.fedval.coordinator.site.SignsOfLife;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.Accepted;
import org.fedval.proto.v1.AttachRequest;
import org.fedval.proto.v1.BlobChunk;
import org.fedval.proto.v1.BlobRequest;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.OwnBodiesReply;
import org.fedval.proto.v1.OwnBodiesRequest;
import org.fedval.proto.v1.PhaseAck;
import org.fedval.proto.v1.PhaseReport;
import org.fedval.proto.v1.PutChunkRequest;
import org.fedval.proto.v1.SiteMessage;
import org.fedval.proto.v1.SitePhase;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.proto.v1.SubmitReply;
import org.fedval.proto.v1.UploadProgress;
import org.fedval.proto.v1.UploadQuery;
import org.fedval.proto.v1.WrapReply;
import org.fedval.proto.v1.WrapRequest;
import org.fedval.wire.mtls.CallerIdentityInterceptor;
import org.fedval.wire.rpc.WireStatus;
import org.fedval.wire.session.SignedBlobWire;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteInstructionWire;
import org.fedval.wire.session.SiteMessageWire;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.session.SubmitOutcome;
import org.fedval.wire.session.WrapOutcome;
import org.fedval.wire.session.WrapOutcomeWire;

/** What sites call. */
public final class SiteGrpc extends SiteServiceGrpc.SiteServiceImplBase {
  private static final int MAX_CHUNK_BYTES = 1024 * 1024;

  private final StudyDesk desk;
  private final BundleStore bundles;
  private final ModelCustody custody;
  private final AgentVersions agents;
  private final Announcer announcer;
  private final OwnBodies ownBodies;
  private final SignsOfLife life;

  public SiteGrpc(
      StudyDesk desk,
      BundleStore bundles,
      ModelCustody custody,
      AgentVersions agents,
      Announcer announcer,
      OwnBodies ownBodies,
      SignsOfLife life) {
    this.desk = desk;
    this.bundles = bundles;
    this.custody = custody;
    this.agents = agents;
    this.announcer = announcer;
    this.ownBodies = ownBodies;
    this.life = life;
  }

  @Override
  public void attach(AttachRequest request, StreamObserver<Directive> reply) {
    String siteId = caller();
    ServerCallStreamObserver<Directive> stream = (ServerCallStreamObserver<Directive>) reply;
    AtomicBoolean ended = new AtomicBoolean();
    Consumer<SiteInstruction> outbox =
        instruction -> {
          synchronized (stream) {
            if (!ended.get() && !stream.isCancelled()) {
              stream.onNext(SiteInstructionWire.toProto(instruction));
            }
          }
        };
    Runnable hangUp =
        () -> {
          desk.detach(siteId, outbox);
          synchronized (stream) {
            if (!ended.getAndSet(true) && !stream.isCancelled()) {
              stream.onError(WireStatus.unauthenticated("This site was revoked."));
            }
          }
        };
    stream.setOnCancelHandler(
        () -> {
          desk.detach(siteId, outbox);
          announcer.detached(siteId, hangUp);
          life.heard(siteId);
        });
    announcer.attached(siteId, hangUp);
    agents.attached(siteId, request.getSoftwareVersion());
    life.attached(siteId, request.getSoftwareVersion());
    desk.attach(siteId, outbox);
  }

  @Override
  public void submit(SiteMessage request, StreamObserver<SubmitReply> reply) {
    SubmitOutcome outcome = desk.accept(caller(), SiteMessageWire.fromProto(request));
    answer(outcome, reply);
  }

  @Override
  public void putChunk(PutChunkRequest request, StreamObserver<SubmitReply> reply) {
    if (request.getData().size() > MAX_CHUNK_BYTES || request.getOffset() < 0) {
      throw WireStatus.invalid("A chunk has at most 1 MiB and an offset of 0 or more.");
    }
    SubmitOutcome outcome =
        desk.chunk(
            caller(),
            SignedBlobWire.digest(request.getSession()),
            request.getOffset(),
            request.getData().toByteArray());
    answer(outcome, reply);
  }

  @Override
  public void uploadState(UploadQuery request, StreamObserver<UploadProgress> reply) {
    long stored = desk.stored(caller(), SignedBlobWire.digest(request.getSession()));
    reply.onNext(UploadProgress.newBuilder().setStored(stored).build());
    reply.onCompleted();
  }

  @Override
  public void getBlob(BlobRequest request, StreamObserver<BlobChunk> reply) {
    Sha256Digest digest = SignedBlobWire.digest(request.getDigest());
    if (!desk.mayFetch(caller(), digest)) {
      throw WireStatus.forbidden("site whose approved study names this bundle");
    }
    ServerCallStreamObserver<BlobChunk> stream = (ServerCallStreamObserver<BlobChunk>) reply;
    try {
      if (request.getOffset() < 0 || request.getOffset() > bundles.size(digest)) {
        throw WireStatus.invalid("An offset lies within the bundle.");
      }
      new BlobSender(bundles.open(digest, request.getOffset()), stream).start();
    } catch (IOException e) {
      throw WireStatus.unavailable("The bundle cannot be read now; try again.");
    }
  }

  @Override
  public void getWrap(WrapRequest request, StreamObserver<WrapReply> reply) {
    WrapOutcome outcome = custody.release(caller(), SignedBlobWire.digest(request.getStudy()));
    reply.onNext(WrapOutcomeWire.toProto(outcome));
    reply.onCompleted();
  }

  @Override
  public void reportPhase(PhaseReport request, StreamObserver<PhaseAck> reply) {
    if (request.getPhase() == SitePhase.SITE_PHASE_UNSPECIFIED
        || request.getPhase() == SitePhase.UNRECOGNIZED) {
      throw WireStatus.invalid("A phase report names a phase.");
    }
    String name = request.getPhase().name().substring("SITE_PHASE_".length());
    life.heard(caller());
    desk.signOfLife(caller(), SitePhaseName.valueOf(name));
    reply.onNext(PhaseAck.getDefaultInstance());
    reply.onCompleted();
  }

  @Override
  public void ownBodies(OwnBodiesRequest request, StreamObserver<OwnBodiesReply> reply) {
    OwnBodiesReply.Builder answer = OwnBodiesReply.newBuilder();
    ownBodies
        .of(caller(), SignedBlobWire.digest(request.getSession()))
        .forEach(body -> answer.addBodies(SignedBlobWire.outside(body)));
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  private static String caller() {
    return CallerIdentityInterceptor.current().id();
  }

  private static void answer(SubmitOutcome outcome, StreamObserver<SubmitReply> reply) {
    SubmitReply.Builder answer = SubmitReply.newBuilder();
    if (outcome instanceof SubmitOutcome.Accepted accepted) {
      answer.setAccepted(Accepted.newBuilder().setDuplicate(accepted.duplicate()));
    } else if (outcome instanceof SubmitOutcome.Refused refused) {
      answer.setRefused(Refusals.of(refused.code(), refused.sentence()));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }
}
