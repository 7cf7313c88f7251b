package org.fedval.agent.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fedval.proto.v1.Accepted;
import org.fedval.proto.v1.AttachRequest;
import org.fedval.proto.v1.BlobChunk;
import org.fedval.proto.v1.BlobRequest;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.PhaseAck;
import org.fedval.proto.v1.PhaseReport;
import org.fedval.proto.v1.PutChunkRequest;
import org.fedval.proto.v1.Refusal;
import org.fedval.proto.v1.SiteMessage;
import org.fedval.proto.v1.SitePhase;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.proto.v1.SubmitReply;
import org.fedval.proto.v1.UploadProgress;
import org.fedval.proto.v1.UploadQuery;
import org.jspecify.annotations.Nullable;

/** A coordinator in this process that fails as a test wants. */
final class FakeCoordinator extends SiteServiceGrpc.SiteServiceImplBase implements AutoCloseable {
  private static final SubmitReply TAKEN =
      SubmitReply.newBuilder().setAccepted(Accepted.getDefaultInstance()).build();

  private final String name = InProcessServerBuilder.generateName();
  private final byte[] bundle;
  private final Server server;
  private final Deque<Stop> stops = new ArrayDeque<>();
  private final Deque<Said> said = new ConcurrentLinkedDeque<>();
  private final List<Long> offsets = new CopyOnWriteArrayList<>();
  private final List<Long> pieceOffsets = new CopyOnWriteArrayList<>();
  private final List<Integer> pieces = new CopyOnWriteArrayList<>();
  private final List<SitePhase> phases = new CopyOnWriteArrayList<>();
  private volatile ByteString uploaded = ByteString.EMPTY;
  private volatile int submitted;
  private volatile boolean refuseNext;
  private volatile @Nullable Status failure;

  FakeCoordinator(byte[] bundle) throws IOException {
    this.bundle = bundle;
    this.server = InProcessServerBuilder.forName(name).addService(this).build().start();
  }

  private record Stop(int at, Status with) {}

  private record Said(Directive directive, Status end) {}

  CoordinatorClient client(ClientInterceptor... interceptors) {
    return new CoordinatorClient(
        InProcessChannelBuilder.forName(name).intercept(interceptors).build());
  }

  void breakDownloadsAt(int... at) {
    for (int each : at) {
      stops.add(new Stop(each, Status.UNAVAILABLE));
    }
  }

  void endDownloadsAt(int... at) {
    for (int each : at) {
      stops.add(new Stop(each, Status.OK));
    }
  }

  /** What one attached stream says before it ends. */
  void say(Directive directive, Status end) {
    said.add(new Said(directive, end));
  }

  void failNext(Status status) {
    failure = status;
  }

  void refuseNextPiece() {
    refuseNext = true;
  }

  List<Long> offsets() {
    return offsets;
  }

  List<Integer> pieces() {
    return pieces;
  }

  List<SitePhase> phases() {
    return phases;
  }

  /** An earlier upload left this much. */
  void holds(ByteString earlier) {
    uploaded = earlier;
  }

  /** Offsets at which pieces came. */
  List<Long> pieceOffsets() {
    return List.copyOf(pieceOffsets);
  }

  @Override
  public void uploadState(UploadQuery request, StreamObserver<UploadProgress> reply) {
    reply.onNext(UploadProgress.newBuilder().setStored(uploaded.size()).build());
    reply.onCompleted();
  }

  ByteString uploaded() {
    return uploaded;
  }

  int submitted() {
    return submitted;
  }

  @Override
  public void attach(AttachRequest request, StreamObserver<Directive> reply) {
    Said next = said.poll();
    if (next == null) {
      return;
    }
    reply.onNext(next.directive());
    end(reply, next.end());
  }

  @Override
  public void submit(SiteMessage request, StreamObserver<SubmitReply> reply) {
    submitted++;
    answer(TAKEN, reply);
  }

  @Override
  public void putChunk(PutChunkRequest request, StreamObserver<SubmitReply> reply) {
    pieces.add(request.getData().size());
    if (refuseNext) {
      answer(
          SubmitReply.newBuilder()
              .setRefused(Refusal.newBuilder().setCode("VECTOR_GAP").setSentence("A gap."))
              .build(),
          reply);
      return;
    }
    pieceOffsets.add(request.getOffset());
    uploaded = uploaded.substring(0, (int) request.getOffset()).concat(request.getData());
    answer(TAKEN, reply);
  }

  @Override
  public void getBlob(BlobRequest request, StreamObserver<BlobChunk> reply) {
    Status failed = failure;
    if (failed != null) {
      failure = null;
      reply.onError(failed.asRuntimeException());
      return;
    }
    int from = (int) request.getOffset();
    offsets.add(request.getOffset());
    Stop stop = stops.isEmpty() ? new Stop(bundle.length, Status.OK) : stops.remove();
    for (int at = from; at < stop.at(); at += 10_000) {
      int length = Math.min(10_000, stop.at() - at);
      reply.onNext(BlobChunk.newBuilder().setData(ByteString.copyFrom(bundle, at, length)).build());
    }
    end(reply, stop.with());
  }

  @Override
  public void reportPhase(PhaseReport request, StreamObserver<PhaseAck> reply) {
    Status failed = failure;
    if (failed != null) {
      failure = null;
      reply.onError(failed.asRuntimeException());
      return;
    }
    phases.add(request.getPhase());
    answer(PhaseAck.getDefaultInstance(), reply);
  }

  private <T> void answer(T message, StreamObserver<T> reply) {
    Status failed = failure;
    if (failed != null) {
      failure = null;
      reply.onError(failed.asRuntimeException());
      return;
    }
    reply.onNext(message);
    reply.onCompleted();
  }

  private static void end(StreamObserver<?> reply, Status end) {
    if (end.isOk()) {
      reply.onCompleted();
    } else {
      reply.onError(end.asRuntimeException());
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
