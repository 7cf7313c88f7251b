package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.junit.jupiter.api.Test;

class CohortRecordTest {
  private static final long SEED = 64;
  private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

  private record Image(String patient, String uid, byte[] labels) {}

  /** A few images several times, patients with one image and with many. */
  private static List<Image> images() {
    Random random = new Random(SEED);
    List<Image> images = new ArrayList<>();
    for (int n = 0; n < 3_000; n++) {
      int image = random.nextInt(2_500);
      images.add(
          new Image("P-" + image / (1 + image % 5), "2.25." + image, new byte[] {(byte) (n % 2)}));
    }
    return images;
  }

  private static CohortRecord record(List<Image> images) {
    CohortRecord.Builder builder = CohortRecord.keyedWith(RuledSite.COHORT_KEY);
    images.forEach(i -> builder.add(i.patient(), i.uid(), i.labels()));
    return builder.build();
  }

  private static byte[] hash(FvcWriter message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = RuledSite.COHORT_KEY.open(InsecureSecretAccess.get());
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(message.toByteArray()), 16);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The format by sorted maps, as section 6.5 states it. */
  private static byte[] encoded(List<Image> all) {
    SortedMap<byte[], List<byte[]>> cases = new TreeMap<>(ORDER);
    SortedSet<byte[]> uids = new TreeSet<>(ORDER);
    for (Image image : all) {
      byte[] uid = image.uid().getBytes(StandardCharsets.UTF_8);
      byte[] patient = image.patient().getBytes(StandardCharsets.UTF_8);
      uids.add(hash(FvcWriter.labelled("cohort-image").vec(uid)));
      cases
          .computeIfAbsent(
              hash(FvcWriter.labelled("cohort-patient").vec(patient)), p -> new ArrayList<>())
          .add(hash(FvcWriter.labelled("cohort-case").vec(uid).vec(image.labels())));
    }
    FvcWriter out = FvcWriter.labelled("CohortRecord").u32(cases.size());
    cases.forEach(
        (patient, of) -> {
          of.sort(ORDER);
          FvcWriter content = FvcWriter.labelled("cohort-content").u32(of.size());
          of.forEach(content::raw);
          out.raw(patient).raw(hash(content));
        });
    return out.list(uids, out::raw).toByteArray();
  }

  @Test
  void the_bytes_are_those_of_sorted_maps_in_any_order_of_the_images() {
    List<Image> images = images();
    byte[] expected = encoded(images);
    assertThat(record(images).encode()).isEqualTo(expected);
    Collections.shuffle(images, new Random(SEED));
    assertThat(record(images).encode()).isEqualTo(expected);
    assertThat(CohortRecord.decode(expected).encode()).isEqualTo(expected);
  }

  @Test
  void hashes_out_of_order_are_refused() {
    byte[] bytes = record(images()).encode();
    int firstPatient = FvcWriter.labelOf("CohortRecord").length + 4;
    bytes[firstPatient] = (byte) 0xFF;
    assertThatThrownBy(() -> CohortRecord.decode(bytes)).isInstanceOf(MalformedBody.class);
  }

  @Test
  void an_empty_cohort_has_a_record() {
    CohortRecord empty = record(List.of());
    assertThat(CohortRecord.decode(empty.encode()).patients()).isZero();
  }
}
