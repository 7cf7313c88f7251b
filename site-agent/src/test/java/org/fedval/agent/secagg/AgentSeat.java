package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.fedval.agent.study.SiteAgent;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.support.RunningAgent;
import org.fedval.crypto.secagg.body.SignedBody;
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
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.proto.v1.SubmitReply;
import org.fedval.proto.v1.UploadProgress;
import org.fedval.proto.v1.UploadQuery;
import org.fedval.proto.v1.WrapReply;
import org.fedval.proto.v1.WrapRequest;
import org.fedval.wire.session.SignedBlobWire;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteInstructionWire;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SiteMessageWire;
import org.fedval.wire.session.WrapOutcome;
import org.fedval.wire.session.WrapOutcomeWire;

/** A whole agent on the home of an offered study, which can be stopped and started again. */
final class AgentSeat implements AutoCloseable {
  final List<SiteMessage> heard = new CopyOnWriteArrayList<>();
  private final OfferedStudy study;
  private final List<OfferedStudy> offered = new CopyOnWriteArrayList<>();
  private final byte[] sealedBytes;
  private final ByteArrayOutputStream vector = new ByteArrayOutputStream();
  private List<SignedBody> ownBodies = List.of();
  private Service service;
  private Server server;
  private RunningAgent running;

  AgentSeat(OfferedStudy study) throws Exception {
    this.study = study;
    this.sealedBytes = Files.readAllBytes(study.sealedFile);
    alsoOffers(study);
    start();
  }

  /** What the coordinator tells an agent that asks for its own messages. */
  void remembers(List<SignedBody> bodies) {
    ownBodies = bodies;
  }

  byte[] vector() {
    return vector.toByteArray();
  }

  SiteAgent agent() {
    return running.agent();
  }

  void start() throws Exception {
    String name = InProcessServerBuilder.generateName();
    service = new Service();
    server = InProcessServerBuilder.forName(name).addService(service).build().start();
    running =
        RunningAgent.start(
            study,
            study.policy(),
            Clock.systemUTC(),
            InProcessChannelBuilder.forName(name).build());
    eventually(() -> service.streams.size() == 1);
  }

  void stop() throws Exception {
    running.close();
    server.shutdownNow();
    server.awaitTermination();
  }

  void say(SiteInstruction instruction) {
    service.streams.get(0).onNext(SiteInstructionWire.toProto(instruction));
  }

  /** The model of this further study is handed out too. */
  void alsoOffers(OfferedStudy further) {
    offered.add(further);
  }

  void offer() {
    say(new SiteInstruction.RosterPublished(study.signedRoster()));
    say(study.offer());
  }

  /** Says an instruction and waits for the answer. */
  SiteMessage ask(SiteInstruction instruction) {
    int before = heard.size();
    if (instruction instanceof SiteInstruction.SharesDelivered) {
      vector.reset();
    }
    say(instruction);
    eventually(() -> heard.size() > before);
    return heard.get(heard.size() - 1);
  }

  static void eventually(BooleanSupplier condition) {
    Instant limit = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("what a test waits for happens").isBefore(limit);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() throws Exception {
    stop();
  }

  Path home() {
    return study.home.root();
  }

  private final class Service extends SiteServiceGrpc.SiteServiceImplBase {
    private final List<StreamObserver<Directive>> streams = new CopyOnWriteArrayList<>();

    @Override
    public void attach(AttachRequest request, StreamObserver<Directive> reply) {
      streams.add(reply);
    }

    @Override
    public void submit(org.fedval.proto.v1.SiteMessage request, StreamObserver<SubmitReply> reply) {
      heard.add(SiteMessageWire.fromProto(request));
      accept(reply);
    }

    @Override
    public void putChunk(PutChunkRequest request, StreamObserver<SubmitReply> reply) {
      vector.writeBytes(request.getData().toByteArray());
      accept(reply);
    }

    @Override
    public void uploadState(UploadQuery request, StreamObserver<UploadProgress> reply) {
      reply.onNext(UploadProgress.getDefaultInstance());
      reply.onCompleted();
    }

    @Override
    public void ownBodies(OwnBodiesRequest request, StreamObserver<OwnBodiesReply> reply) {
      OwnBodiesReply.Builder answer = OwnBodiesReply.newBuilder();
      ownBodies.forEach(body -> answer.addBodies(SignedBlobWire.outside(body)));
      reply.onNext(answer.build());
      reply.onCompleted();
    }

    @Override
    public void getWrap(WrapRequest request, StreamObserver<WrapReply> reply) {
      OfferedStudy asked =
          offered.stream()
              .filter(
                  s ->
                      s.locked
                          .definition()
                          .hash()
                          .equals(SignedBlobWire.digest(request.getStudy())))
              .findFirst()
              .orElseThrow();
      reply.onNext(WrapOutcomeWire.toProto(new WrapOutcome.Released(asked.wraps().get(0))));
      reply.onCompleted();
    }

    @Override
    public void getBlob(BlobRequest request, StreamObserver<BlobChunk> reply) {
      reply.onNext(
          BlobChunk.newBuilder()
              .setData(
                  ByteString.copyFrom(
                      sealedBytes,
                      (int) request.getOffset(),
                      sealedBytes.length - (int) request.getOffset()))
              .build());
      reply.onCompleted();
    }

    @Override
    public void reportPhase(PhaseReport request, StreamObserver<PhaseAck> reply) {
      reply.onNext(PhaseAck.getDefaultInstance());
      reply.onCompleted();
    }

    private void accept(StreamObserver<SubmitReply> reply) {
      reply.onNext(SubmitReply.newBuilder().setAccepted(Accepted.getDefaultInstance()).build());
      reply.onCompleted();
    }
  }
}
