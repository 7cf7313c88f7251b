package org.fedval.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.VectorRepository;
import org.fedval.coordinator.support.TestDatabase;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A home whose bundles and vectors were files. On both databases. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OlderHomeTest {
  private static final Sha256Digest OPEN = Sha256Digest.hash(new byte[] {1});
  private static final Sha256Digest UNKNOWN = Sha256Digest.hash(new byte[] {2});

  @Parameter private TestDatabase kind;
  @TempDir private Path folder;

  private CoordinatorHome home;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    home = new CoordinatorHome(folder.resolve("home"));
    home.prepare();
    Files.createDirectories(home.bundles());
    database = kind.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void vectors_of_an_open_session_are_taken_over_once_and_their_files_go() throws Exception {
    VectorRepository vectors = new VectorRepository(database);
    byte[] whole = random(3 << 20);
    byte[] part = random(77);
    Path session = Files.createDirectories(home.sessions().resolve(OPEN.hex()));
    Files.write(session.resolve("vector-0"), whole);
    Files.write(session.resolve("upload-12"), part);
    Path other = Files.createDirectories(home.sessions().resolve(UNKNOWN.hex()));
    Files.write(other.resolve("vector-0"), part);

    for (int starts = 0; starts < 2; starts++) {
      new FilesOfOlderHome(home).takeOver(vectors, Set.of(OPEN));
    }

    try (InputStream in = vectors.open(OPEN, 0)) {
      assertThat(in.readAllBytes()).isEqualTo(whole);
    }
    assertThat(vectors.stored(OPEN, 12)).as("goes on at its offset").isEqualTo(77);
    assertThat(session).doesNotExist();
    assertThat(other.resolve("vector-0")).as("of a session nobody knows").exists();
  }

  @Test
  void a_whole_vector_wins_over_what_was_being_uploaded() throws Exception {
    VectorRepository vectors = new VectorRepository(database);
    Path session = Files.createDirectories(home.sessions().resolve(OPEN.hex()));
    Files.write(session.resolve("upload-0"), new byte[] {9, 9});
    Files.write(session.resolve("vector-0"), new byte[] {1, 2, 3});

    new FilesOfOlderHome(home).takeOver(vectors, Set.of(OPEN));

    try (InputStream in = vectors.open(OPEN, 0)) {
      assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void bundles_of_open_studies_are_taken_over_and_a_damaged_one_is_not() throws Exception {
    BundleStore bundles = new BundleStore(database);
    byte[] bundle = random(2 << 20);
    Sha256Digest digest = Sha256Digest.hash(bundle);
    Path good = home.bundles().resolve(digest.hex() + ".sealed");
    Path damaged = home.bundles().resolve(UNKNOWN.hex() + ".sealed");
    Path unknown = home.bundles().resolve(OPEN.hex() + ".sealed");
    Files.write(good, bundle);
    Files.write(damaged, new byte[] {1});
    Files.write(unknown, new byte[] {1});

    for (int starts = 0; starts < 2; starts++) {
      new FilesOfOlderHome(home).takeOver(bundles, Set.of(digest, UNKNOWN));
    }

    assertThat(bundles.size(digest)).isEqualTo(bundle.length);
    assertThat(bundles.has(UNKNOWN)).isFalse();
    assertThat(good).doesNotExist();
    assertThat(damaged).exists();
    assertThat(unknown).exists();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
