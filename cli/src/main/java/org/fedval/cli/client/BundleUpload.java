package org.fedval.cli.client;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.BundleChunk;
import org.fedval.proto.v1.StudyServiceGrpc;
import org.fedval.proto.v1.UploadReply;
import org.fedval.wire.session.SignedBlobWire;

/** Sends a sealed bundle no faster than the coordinator takes it. */
final class BundleUpload implements ClientResponseObserver<BundleChunk, UploadReply> {
  private static final long UPLOAD_SECONDS = 600;
  private static final int CHUNK_BYTES = 256 * 1024;

  private final InputStream in;
  private final Sha256Digest digest;
  private final CompletableFuture<UploadReply> reply;
  private boolean first = true;
  private boolean done;

  private BundleUpload(InputStream in, Sha256Digest digest, CompletableFuture<UploadReply> reply) {
    this.in = in;
    this.digest = digest;
    this.reply = reply;
  }

  /**
   * Sends {@code in} to its end; returns when the coordinator has stored it.
   *
   * @throws RefusedException with one sentence when it was not taken
   */
  static void send(Channel channel, InputStream in, Sha256Digest digest)
      throws RefusedException, IOException {
    CompletableFuture<UploadReply> reply = new CompletableFuture<>();
    try {
      StudyServiceGrpc.newStub(channel)
          .withDeadlineAfter(UPLOAD_SECONDS, TimeUnit.SECONDS)
          .uploadBundle(new BundleUpload(in, digest, reply));
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
