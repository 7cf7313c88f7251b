package org.fedval.agent.support;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.proto.v1.BlobChunk;
import org.fedval.proto.v1.BlobRequest;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.proto.v1.WrapReply;
import org.fedval.proto.v1.WrapRequest;
import org.fedval.wire.session.WrapOutcome;
import org.fedval.wire.session.WrapOutcomeWire;

/** A coordinator in this process that hands out one sealed file and one wrap. */
public final class ModelServer extends SiteServiceGrpc.SiteServiceImplBase
    implements AutoCloseable {
  private static final int CHUNK_BYTES = 1000;

  public volatile byte[] file = new byte[0];
  public volatile WrapOutcome wrap;
  public final List<Long> offsets = new ArrayList<>();
  private final String name = InProcessServerBuilder.generateName();
  private final Server server;

  public ModelServer(WrapOutcome wrap) throws IOException {
    this.wrap = wrap;
    this.server = InProcessServerBuilder.forName(name).addService(this).build().start();
  }

  public CoordinatorClient client() {
    return new CoordinatorClient(InProcessChannelBuilder.forName(name).build());
  }

  @Override
  public void getBlob(BlobRequest request, StreamObserver<BlobChunk> reply) {
    offsets.add(request.getOffset());
    for (int at = (int) request.getOffset(); at < file.length; at += CHUNK_BYTES) {
      int length = Math.min(CHUNK_BYTES, file.length - at);
      reply.onNext(BlobChunk.newBuilder().setData(ByteString.copyFrom(file, at, length)).build());
    }
    reply.onCompleted();
  }

  @Override
  public void getWrap(WrapRequest request, StreamObserver<WrapReply> reply) {
    reply.onNext(WrapOutcomeWire.toProto(wrap));
    reply.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
