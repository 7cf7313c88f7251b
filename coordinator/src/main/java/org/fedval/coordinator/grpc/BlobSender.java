package org.fedval.coordinator.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InputStream;
import org.fedval.proto.v1.BlobChunk;
import org.fedval.wire.rpc.WireStatus;

/** Streams a file no faster than the receiver takes it, in chunks of 256 KiB. */
final class BlobSender {
  private static final int CHUNK_BYTES = 256 * 1024;

  private final InputStream in;
  private final ServerCallStreamObserver<BlobChunk> out;
  private boolean ended;

  BlobSender(InputStream in, ServerCallStreamObserver<BlobChunk> out) {
    this.in = in;
    this.out = out;
  }

  void start() {
    out.setOnCancelHandler(this::close);
    out.setOnReadyHandler(this::sendWhileReady);
    sendWhileReady();
  }

  private synchronized void sendWhileReady() {
    try {
      while (!ended && out.isReady()) {
        byte[] chunk = in.readNBytes(CHUNK_BYTES);
        if (chunk.length == 0) {
          out.onCompleted();
          close();
        } else {
          out.onNext(BlobChunk.newBuilder().setData(ByteString.copyFrom(chunk)).build());
        }
      }
    } catch (IOException e) {
      out.onError(WireStatus.unavailable("The bundle cannot be read now; try again."));
      close();
    }
  }

  private synchronized void close() {
    ended = true;
    try {
      in.close();
    } catch (IOException e) {
      // Nothing was written through it, so nothing is lost.
      ended = true;
    }
  }
}
