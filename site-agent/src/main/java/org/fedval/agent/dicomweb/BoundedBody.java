package org.fedval.agent.dicomweb;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects a response body of at most so many bytes; a longer one is given up at the first byte too
 * many, or at once where its length is announced. Grows with what arrives, not with what is
 * announced.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
  private static final int FIRST_BYTES = 16 * 1024;

  private final int limit;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private Flow.@Nullable Subscription subscription;

  /**
   * @param limit the most bytes
   * @param announced the Content-Length, or a negative number without one
   */
  BoundedBody(int limit, long announced) {
    this.limit = limit;
    if (announced > limit) {
      body.completeExceptionally(new TooLong());
    }
  }

  /** The body is longer than the limit; trying again would not help. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("The body is too long.");
    }
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (body.isDone()) {
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (body.isDone()) {
        return;
      }
      take(buffer);
    }
  }

  private void take(ByteBuffer buffer) {
    int more = buffer.remaining();
    if (more > limit - length) {
      bytes = new byte[0];
      body.completeExceptionally(new TooLong());
      if (subscription != null) {
        subscription.cancel();
      }
      return;
    }
    if (length + more > bytes.length) {
      long grown = Math.max(length + (long) more, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit, grown));
    }
    buffer.get(bytes, length, more);
    length += more;
  }

  @Override
  public void onError(Throwable fault) {
    body.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    body.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    bytes = new byte[0];
  }
}
