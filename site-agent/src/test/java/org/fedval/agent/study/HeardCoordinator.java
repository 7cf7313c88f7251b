package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.fedval.proto.v1.Accepted;
import org.fedval.proto.v1.AttachRequest;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.PhaseAck;
import org.fedval.proto.v1.PhaseReport;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.proto.v1.SubmitReply;
import org.fedval.proto.v1.WrapReply;
import org.fedval.proto.v1.WrapRequest;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteInstructionWire;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SiteMessageWire;
import org.fedval.wire.session.WrapOutcome;
import org.fedval.wire.session.WrapOutcomeWire;

/** A coordinator that says what a test tells it to and keeps what it hears. */
final class HeardCoordinator extends SiteServiceGrpc.SiteServiceImplBase {
  final List<StreamObserver<Directive>> streams = new CopyOnWriteArrayList<>();
  final List<SiteMessage> heard = new CopyOnWriteArrayList<>();
  volatile WrapOutcome wrap;

  void say(SiteInstruction instruction) {
    streams.get(streams.size() - 1).onNext(SiteInstructionWire.toProto(instruction));
  }

  @Override
  public void attach(AttachRequest request, StreamObserver<Directive> reply) {
    streams.add(reply);
  }

  @Override
  public void submit(org.fedval.proto.v1.SiteMessage request, StreamObserver<SubmitReply> reply) {
    heard.add(SiteMessageWire.fromProto(request));
    reply.onNext(SubmitReply.newBuilder().setAccepted(Accepted.getDefaultInstance()).build());
    reply.onCompleted();
  }

  @Override
  public void getWrap(WrapRequest request, StreamObserver<WrapReply> reply) {
    reply.onNext(WrapOutcomeWire.toProto(wrap));
    reply.onCompleted();
  }

  @Override
  public void reportPhase(PhaseReport request, StreamObserver<PhaseAck> reply) {
    reply.onNext(PhaseAck.getDefaultInstance());
    reply.onCompleted();
  }

  /** Waits for a condition, at most 20 seconds. */
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
}
