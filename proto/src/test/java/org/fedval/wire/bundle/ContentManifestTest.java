package org.fedval.wire.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fedval.crypto.primitive.MalformedBody;
import org.junit.jupiter.api.Test;

class ContentManifestTest {

  @Test
  void decoding_an_encoded_manifest_is_the_identity() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      byte[] content = new byte[random.nextInt(100)];
      random.nextBytes(content);
      ContentManifest manifest =
          new ContentManifest(
              "model-" + random.nextInt(),
              "1." + round,
              Bundles.key(random.nextInt(256)).verifyingKey(),
              List.of(ContentManifest.FileDigest.of(BundleEntry.MODEL, content)));

      byte[] body = manifest.encode();

      assertThat(ContentManifest.decode(body)).as("seed %d", seed).isEqualTo(manifest);
      assertThat(ContentManifest.decode(body).encode()).isEqualTo(body);
    }
  }

  @Test
  void trailing_bytes_and_cut_bodies_are_refused() {
    byte[] body = new ContentManifest("m", "1", Bundles.OWNER.verifyingKey(), List.of()).encode();

    for (int length = 0; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> ContentManifest.decode(cut)).isInstanceOf(MalformedBody.class);
    }
    byte[] longer = Arrays.copyOf(body, body.length + 1);
    assertThatThrownBy(() -> ContentManifest.decode(longer)).isInstanceOf(MalformedBody.class);
  }
}
