package org.fedval.coordinator.grpc;

import io.grpc.stub.StreamObserver;
import java.io.IOException;
import org.fedval.coordinator.desk.BundleUploads;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.proto.v1.BundleChunk;
import org.fedval.proto.v1.BundleStored;
import org.fedval.proto.v1.UploadReply;
import org.fedval.wire.rpc.WireStatus;
import org.fedval.wire.session.SignedBlobWire;
import org.jspecify.annotations.Nullable;

/**
 * Receives one uploaded sealed bundle, and no plain one; whatever goes wrong, nothing half-received
 * stays.
 */
final class BundleReceiver implements StreamObserver<BundleChunk> {
  private final BundleStore bundles;
  private final StreamObserver<UploadReply> reply;
  private BundleStore.@Nullable Upload upload;
  private @Nullable Sha256Digest announced;
  private boolean ended;

  BundleReceiver(BundleStore bundles, StreamObserver<UploadReply> reply) {
    this.bundles = bundles;
    this.reply = reply;
  }

  @Override
  public void onNext(BundleChunk chunk) {
    if (ended) {
      return;
    }
    try {
      if (upload == null) {
        if (!SealedHeader.isStartOfBundle(chunk.getData().toByteArray())) {
          refuse("NOT_SEALED", BundleUploads.NOT_SEALED);
          return;
        }
        announced = SignedBlobWire.digest(chunk.getDigest());
        upload = bundles.begin(announced);
      }
      if (!upload.append(chunk.getData().toByteArray())) {
        refuse("TOO_LARGE", BundleUploads.TOO_LARGE);
      }
    } catch (IOException e) {
      refuse("STORAGE", BundleUploads.STORAGE);
    } catch (RuntimeException e) {
      ended = true;
      discard();
      reply.onError(WireStatus.invalid("The first chunk of a bundle names its digest."));
    }
  }

  @Override
  public void onError(Throwable cancelled) {
    ended = true;
    discard();
  }

  @Override
  public void onCompleted() {
    if (ended) {
      return;
    }
    BundleStore.Upload whole = upload;
    Sha256Digest digest = announced;
    if (whole == null || digest == null) {
      refuse("EMPTY", "The upload had no bytes.");
      return;
    }
    try {
      if (!whole.finish()) {
        refuse("DIGEST", BundleUploads.OTHER_DIGEST);
        return;
      }
      reply.onNext(
          UploadReply.newBuilder()
              .setStored(BundleStored.newBuilder().setDigest(SignedBlobWire.bytes(digest)))
              .build());
      reply.onCompleted();
    } catch (IOException e) {
      refuse("STORAGE", BundleUploads.STORAGE);
    }
  }

  private void refuse(String code, String sentence) {
    ended = true;
    discard();
    reply.onNext(UploadReply.newBuilder().setRefused(Refusals.of(code, sentence)).build());
    reply.onCompleted();
  }

  private void discard() {
    if (upload != null) {
      try {
        upload.close();
      } catch (IOException e) {
        // The temporary file stays until the next start; it has no digest as its name.
        upload = null;
      }
    }
  }
}
