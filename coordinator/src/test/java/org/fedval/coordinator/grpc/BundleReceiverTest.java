package org.fedval.coordinator.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.StoredPieces;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.proto.v1.BundleChunk;
import org.fedval.proto.v1.UploadReply;
import org.fedval.wire.sealed.BundleSealer;
import org.fedval.wire.session.SignedBlobWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleReceiverTest {
  private static final SigningKey OWNER = SigningKey.generate(new SecureRandom());

  @TempDir private Path folder;

  private final List<UploadReply> replies = new ArrayList<>();
  private Database database;
  private BundleStore store;
  private byte[] plain;
  private byte[] sealed;

  @BeforeEach
  void makeBundles() throws Exception {
    database = Database.open(folder.resolve("coordinator.db"));
    store = new BundleStore(database);
    Path file = folder.resolve("tiny.fvb");
    TinyStudy.writeBundle(file, OWNER);
    BundleSealer.seal(file, folder.resolve("tiny.sealed"), OWNER, 1, new SecureRandom()).close();
    plain = Files.readAllBytes(file);
    sealed = Files.readAllBytes(folder.resolve("tiny.sealed"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_sealed_bundle_is_stored() {
    upload(sealed, Sha256Digest.hash(sealed));

    assertThat(replies).singleElement().matches(UploadReply::hasStored);
    assertThat(store.has(Sha256Digest.hash(sealed))).isTrue();
  }

  @Test
  void a_plain_bundle_is_refused_and_no_byte_of_it_is_written() {
    upload(plain, Sha256Digest.hash(plain));

    assertThat(replies).hasSize(1);
    assertThat(replies.get(0).getRefused().getCode()).isEqualTo("NOT_SEALED");
    assertThat(StoredPieces.bundles(database)).isEmpty();
  }

  @Test
  void other_bytes_than_announced_are_refused() {
    upload(sealed, Sha256Digest.hash(plain));

    assertThat(replies.get(0).getRefused().getCode()).isEqualTo("DIGEST");
    assertThat(StoredPieces.bundles(database)).isEmpty();
  }

  private void upload(byte[] bytes, Sha256Digest announced) {
    BundleReceiver receiver = new BundleReceiver(store, new Replies());
    int half = bytes.length / 2;
    receiver.onNext(
        BundleChunk.newBuilder()
            .setDigest(SignedBlobWire.bytes(announced))
            .setData(ByteString.copyFrom(bytes, 0, half))
            .build());
    receiver.onNext(
        BundleChunk.newBuilder()
            .setData(ByteString.copyFrom(Arrays.copyOfRange(bytes, half, bytes.length)))
            .build());
    receiver.onCompleted();
  }

  private final class Replies implements StreamObserver<UploadReply> {
    @Override
    public void onNext(UploadReply reply) {
      replies.add(reply);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onCompleted() {
      assertThat(replies).hasSize(1);
    }
  }
}
