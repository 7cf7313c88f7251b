package org.fedval.agent.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.fedval.agent.cohort.CohortCase;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatientLimitTest {
  private static final byte[] KEY = new byte[32];

  @Test
  void each_patient_counts_with_at_most_c_images() {
    assertThat(kept(KEY, 2, images("a", 5), images("b", 1))).hasSize(3);
    assertThat(kept(KEY, 1, images("a", 5), images("b", 7))).hasSize(2);
    assertThat(kept(KEY, 9, images("a", 5), images("b", 7))).hasSize(12);
  }

  @Test
  void the_choice_is_the_same_in_every_order_and_pass() {
    List<CohortCase> all = new ArrayList<>(images("a", 20));
    all.addAll(images("b", 20));
    Set<String> first = kept(KEY, 3, all);
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(all, new Random(seed));
      assertThat(kept(KEY, 3, all)).isEqualTo(first);
    }
  }

  @Test
  void another_patient_changes_nothing() {
    Set<String> alone = kept(KEY, 2, images("a", 10));
    assertThat(kept(KEY, 2, images("a", 10), images("b", 10))).containsAll(alone).hasSize(4);
  }

  @Test
  void another_site_chooses_otherwise() {
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(kept(other, 1, images("a", 50))).isNotEqualTo(kept(KEY, 1, images("a", 50)));
  }

  @Test
  void the_key_is_made_once_and_private(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("privacy/image-order.key");
    SecureRandom random = new SecureRandom();
    byte[] key = OrderKey.loadOrCreate(file, random);
    assertThat(OrderKey.loadOrCreate(file, random)).isEqualTo(key).hasSize(32);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> OrderKey.loadOrCreate(file, random))
        .hasMessageContaining("wrong length");
  }

  @SafeVarargs
  private static Set<String> kept(byte[] key, int most, List<CohortCase>... patients) {
    PatientLimit limit = new PatientLimit(key, most);
    Set<String> counted = new TreeSet<>();
    for (List<CohortCase> images : patients) {
      images.forEach(i -> limit.offer(i, () -> counted.add(i.sopInstanceUid())));
    }
    assertThat(counted).isEmpty();
    limit.count();
    return counted;
  }

  private static List<CohortCase> images(String patient, int images) {
    return IntStream.range(0, images)
        .mapToObj(
            i ->
                new CohortCase(
                    patient + "." + i,
                    patient,
                    List.of(ReferenceLabel.POSITIVE),
                    new int[0],
                    Sha256Digest.ZERO))
        .toList();
  }
}
