package org.fedval.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.fedval.coordinator.support.TestDatabase;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On both databases. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BundleStoreTest {
  private static final byte[] BYTES = {1, 2, 3, 4, 5};

  @Parameter private TestDatabase kind;
  @TempDir private Path folder;

  private final Sha256Digest digest = Sha256Digest.hash(BYTES);
  private Database database;
  private BundleStore store;

  @BeforeEach
  void open() {
    database = kind.open(folder);
    store = new BundleStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void put(byte[] bytes) throws Exception {
    try (BundleStore.Upload upload = store.begin(Sha256Digest.hash(bytes))) {
      assertThat(upload.append(bytes)).isTrue();
      assertThat(upload.finish()).isTrue();
    }
  }

  @Test
  void a_bundle_is_there_only_when_it_is_whole() throws Exception {
    try (BundleStore.Upload upload = store.begin(digest)) {
      assertThat(upload.append(new byte[] {1, 2})).isTrue();
      assertThat(store.has(digest)).isFalse();
      assertThat(upload.append(new byte[] {3, 4, 5})).isTrue();
      assertThat(store.has(digest)).isFalse();
      assertThat(upload.finish()).isTrue();
      assertThat(store.has(digest)).isTrue();
    }

    try (InputStream whole = store.open(digest, 0)) {
      assertThat(whole.readAllBytes()).isEqualTo(BYTES);
    }
    assertThat(store.size(digest)).isEqualTo(5);
    assertThat(StoredPieces.bundles(database)).hasSize(1);
  }

  @Test
  void a_wrong_digest_leaves_nothing() throws Exception {
    try (BundleStore.Upload upload = store.begin(digest)) {
      upload.append(new byte[] {9});
      assertThat(upload.finish()).isFalse();
    }

    assertThat(StoredPieces.bundles(database)).isEmpty();
  }

  @Test
  void an_upload_that_breaks_leaves_nothing() throws Exception {
    try (BundleStore.Upload upload = store.begin(digest)) {
      upload.append(new byte[3 * PieceRepository.MAX_BYTES]);
      assertThat(StoredPieces.bundles(database)).hasSize(1);
    }

    assertThat(StoredPieces.bundles(database)).isEmpty();
  }

  @Test
  void the_same_bundle_may_come_again() throws Exception {
    put(BYTES);
    put(BYTES);

    assertThat(StoredPieces.bundles(database)).hasSize(1);
    assertThat(store.start(digest, 9)).isEqualTo(BYTES);
  }

  @Test
  void more_bytes_than_the_limit_are_refused() throws Exception {
    BundleStore small = new BundleStore(database, 5);
    try (BundleStore.Upload upload = small.begin(digest)) {
      assertThat(upload.append(BYTES)).isTrue();
      assertThat(upload.append(new byte[1])).isFalse();
    }

    assertThat(StoredPieces.bundles(database)).isEmpty();
  }

  @Test
  void a_download_goes_on_at_its_offset() throws Exception {
    put(BYTES);

    try (InputStream rest = store.open(digest, 3)) {
      assertThat(rest.readAllBytes()).containsExactly(4, 5);
    }
    try (InputStream end = store.open(digest, 5)) {
      assertThat(end.read()).isEqualTo(-1);
    }
    assertThatThrownBy(() -> store.open(digest, 6)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.open(Sha256Digest.ZERO, 0)).isInstanceOf(IOException.class);
  }

  @Test
  void a_bundle_of_many_pieces_comes_back_as_it_was_from_any_offset() throws Exception {
    byte[] large = new byte[2 * PieceRepository.MAX_BYTES + 77];
    new Random(1).nextBytes(large);
    try (BundleStore.Upload upload = store.begin(Sha256Digest.hash(large))) {
      for (int at = 0; at < large.length; at += 300_000) {
        upload.append(Arrays.copyOfRange(large, at, Math.min(at + 300_000, large.length)));
      }
      assertThat(upload.finish()).isTrue();
    }

    int edge = PieceRepository.MAX_BYTES;
    for (int offset : new int[] {0, 1, edge - 1, edge, edge + 1, 2 * edge, large.length - 1}) {
      try (InputStream in = store.open(Sha256Digest.hash(large), offset)) {
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(large, offset, large.length));
      }
    }
  }

  @Test
  void what_an_earlier_process_left_half_received_is_removed_and_nothing_else() throws Exception {
    put(BYTES);
    store.begin(Sha256Digest.ZERO).append(new byte[PieceRepository.MAX_BYTES]);
    assertThat(StoredPieces.bundles(database)).hasSize(2);

    store.discardLeftovers();

    assertThat(StoredPieces.bundles(database)).hasSize(1);
    assertThat(store.start(digest, 9)).isEqualTo(BYTES);
  }

  @Test
  void a_bundle_that_no_open_study_needs_goes_and_the_others_stay() throws Exception {
    put(BYTES);
    put(new byte[] {7});

    store.keepOnly(Set.of(digest));

    assertThat(store.has(Sha256Digest.hash(new byte[] {7}))).isFalse();
    assertThat(StoredPieces.bundles(database)).hasSize(1);
    assertThat(store.start(digest, 2)).containsExactly(1, 2);
    store.remove(digest);
    store.remove(digest);
    assertThat(store.has(digest)).isFalse();
    assertThat(StoredPieces.bundles(database)).isEmpty();
  }
}
