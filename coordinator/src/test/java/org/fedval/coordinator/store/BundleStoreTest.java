package org.fedval.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleStoreTest {
  private static final byte[] BYTES = {1, 2, 3, 4, 5};

  @TempDir private Path folder;

  private final Sha256Digest digest = Sha256Digest.hash(BYTES);
  private BundleStore store;

  @BeforeEach
  void open() {
    store = new BundleStore(folder);
  }

  private Path file() {
    return folder.resolve(digest.hex() + ".sealed");
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

    assertThat(file()).hasBinaryContent(BYTES);
    assertThat(store.size(digest)).isEqualTo(5);
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
  }

  @Test
  void a_wrong_digest_leaves_nothing() throws Exception {
    try (BundleStore.Upload upload = store.begin(digest)) {
      upload.append(new byte[] {9});
      assertThat(upload.finish()).isFalse();
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void an_upload_that_breaks_leaves_nothing() throws Exception {
    try (BundleStore.Upload upload = store.begin(digest)) {
      upload.append(BYTES);
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void the_same_bundle_may_come_again() throws Exception {
    for (int i = 0; i < 2; i++) {
      try (BundleStore.Upload upload = store.begin(digest)) {
        upload.append(BYTES);
        assertThat(upload.finish()).isTrue();
      }
    }

    assertThat(folder.toFile().list()).containsExactly(digest.hex() + ".sealed");
  }

  @Test
  void more_bytes_than_the_limit_are_refused() throws Exception {
    BundleStore small = new BundleStore(folder, 5);
    try (BundleStore.Upload upload = small.begin(digest)) {
      assertThat(upload.append(BYTES)).isTrue();
      assertThat(upload.append(new byte[1])).isFalse();
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_download_goes_on_at_its_offset() throws Exception {
    Files.write(file(), BYTES);

    try (InputStream rest = store.open(digest, 3)) {
      assertThat(rest.readAllBytes()).containsExactly(4, 5);
    }
    assertThatThrownBy(() -> store.open(digest, 6)).isInstanceOf(EOFException.class);
  }

  @Test
  void what_an_earlier_process_left_half_received_is_removed_and_nothing_else() throws Exception {
    Files.write(file(), BYTES);
    Files.write(folder.resolve("upload-1.part"), BYTES);
    Files.write(folder.resolve("note.txt"), BYTES);

    store.discardLeftovers();

    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(digest.hex() + ".sealed", "note.txt");
  }

  @Test
  void a_bundle_that_no_open_study_needs_goes_and_the_others_stay() throws Exception {
    Sha256Digest other = Sha256Digest.hash(new byte[] {7});
    Files.write(file(), BYTES);
    Files.write(folder.resolve(other.hex() + ".sealed"), BYTES);

    store.keepOnly(Set.of(digest));

    assertThat(folder.toFile().list()).containsExactly(digest.hex() + ".sealed");
    assertThat(store.start(digest, 2)).containsExactly(1, 2);
    store.remove(digest);
    store.remove(digest);
    assertThat(store.has(digest)).isFalse();
  }
}
