package org.fedval.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
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

/** Large contents in rows behave as a file that pieces are written into. On both databases. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PieceRepositoryTest {
  @Parameter private TestDatabase kind;
  @TempDir private Path folder;

  private Database database;
  private PieceRepository pieces;

  @BeforeEach
  void open() {
    database = kind.open(folder);
    pieces = new PieceRepository(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void pieces_that_overlap_repeat_or_leave_gaps_end_as_in_a_file() throws Exception {
    Random random = new Random(7);
    byte[] file = new byte[0];
    for (int step = 0; step < 60; step++) {
      int offset = random.nextInt(file.length + 4);
      byte[] data = new byte[random.nextInt(40)];
      random.nextBytes(data);

      assertThat(pieces.write("vector-x", offset, data)).isEqualTo(offset <= file.length);

      if (offset <= file.length) {
        byte[] next = Arrays.copyOf(file, Math.max(file.length, offset + data.length));
        System.arraycopy(data, 0, next, offset, data.length);
        file = next;
      }
      assertThat(pieces.size("vector-x")).isEqualTo(file.length);
      try (InputStream in = pieces.open("vector-x", 0)) {
        assertThat(in.readAllBytes()).isEqualTo(file);
      }
    }
  }

  @Test
  void a_piece_that_comes_again_changes_nothing() throws Exception {
    byte[] piece = new byte[PieceRepository.MAX_BYTES];
    new Random(1).nextBytes(piece);

    for (int times = 0; times < 2; times++) {
      assertThat(pieces.write("vector-x", 0, piece)).isTrue();
      assertThat(pieces.size("vector-x")).isEqualTo(piece.length);
    }
    assertThat(kind.column(folder, "SELECT COUNT(*) FROM piece")).containsExactly("1");
  }

  @Test
  void a_file_goes_whole_and_no_other_with_it() {
    for (int n = 0; n < 150; n++) {
      pieces.write("vector-1", n, new byte[] {(byte) n});
    }
    pieces.write("vector-11", 0, new byte[] {1});

    pieces.remove("vector-1");

    assertThat(pieces.size("vector-1")).isZero();
    assertThat(pieces.names("vector-")).containsExactly("vector-11");
    pieces.remove("vector-1");
  }

  @Test
  void the_vectors_of_one_session_go_and_those_of_others_stay() throws Exception {
    VectorRepository vectors = new VectorRepository(database);
    Sha256Digest one = Sha256Digest.hash(new byte[] {1});
    Sha256Digest two = Sha256Digest.hash(new byte[] {2});
    for (int site = 0; site < 12; site++) {
      vectors.write(one, site, 0, new byte[] {(byte) site});
      vectors.write(two, site, 0, new byte[] {(byte) site, 9});
    }

    vectors.keepOnly(Set.of(two));

    assertThat(vectors.stored(one, 3)).isZero();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    vectors.open(two, 11).transferTo(read);
    assertThat(read.toByteArray()).containsExactly(11, 9);
    vectors.remove(two);
    assertThat(vectors.isEmpty()).isTrue();
  }
}
