package org.fedval.wire.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedBundleTest {
  @TempDir private Path folder;

  private Path file;
  private byte[] good;

  @BeforeEach
  void pack() throws Exception {
    file = folder.resolve("tiny.fvb");
    BundleWriter.write(file, Bundles.filled(), Bundles.MODEL, Bundles.OWNER);
    good = Files.readAllBytes(file);
  }

  @Test
  void what_was_packed_comes_back() throws Exception {
    LockedBundle bundle = LockedBundle.read(file);

    assertThat(bundle.spec()).isEqualTo(Bundles.filled());
    assertThat(bundle.model()).isEqualTo(Bundles.MODEL);
    assertThat(bundle.modelDigest()).isEqualTo(Sha256Digest.hash(Bundles.MODEL));
    assertThat(bundle.bundleDigest()).isEqualTo(Sha256Digest.hash(good));
    assertThat(bundle.manifest().owner()).isEqualTo(Bundles.OWNER.verifyingKey());
    bundle.requireOwner(Bundles.OWNER.verifyingKey().fingerprint());
  }

  @Test
  void the_same_content_and_key_give_the_same_bytes() throws Exception {
    Path again = folder.resolve("again.fvb");

    BundleWriter.write(again, Bundles.filled(), Bundles.MODEL, Bundles.OWNER);

    assertThat(Files.readAllBytes(again)).isEqualTo(good);
    try (var entries = Files.list(folder)) {
      assertThat(entries.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("tiny.fvb", "again.fvb");
    }
  }

  @Test
  void every_flipped_byte_is_refused_and_names_the_entry_it_is_in() throws Exception {
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << (at % 8));
      Files.write(file, bad);

      String entry = entryAt(at);
      int place = at;
      assertThatThrownBy(() -> LockedBundle.read(file))
          .as("byte %d in %s", place, entry)
          .isInstanceOf(BundleException.class)
          .hasMessageStartingWith("tiny.fvb: ")
          .hasMessageContaining(entry);
    }
  }

  @Test
  void every_truncation_is_refused() throws Exception {
    for (int length = 0; length < good.length; length += 37) {
      Files.write(file, Arrays.copyOf(good, length));

      assertThatThrownBy(() -> LockedBundle.read(file))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("cut off in " + entryAt(length));
    }
  }

  @Test
  void bytes_after_the_end_are_refused() throws Exception {
    Files.write(file, Arrays.copyOf(good, good.length + 1));

    refused("tiny.fvb: there are bytes after the end of the bundle");
  }

  @Test
  void entries_in_another_order_are_refused() throws Exception {
    List<byte[]> parts = parts();
    write(parts.get(0), parts.get(1), parts.get(3), parts.get(2), parts.get(4));

    refused("tiny.fvb: model.yaml does not stand where it must");
  }

  @Test
  void an_unsigned_bundle_is_refused() throws Exception {
    List<byte[]> parts = parts();
    write(parts.get(0), TarHeader.of("manifest.sig", 0), parts.get(2), parts.get(3), parts.get(4));

    refused("manifest.sig is empty, the bundle is not signed");
  }

  @Test
  void a_signature_of_another_key_is_refused() throws Exception {
    Path other = folder.resolve("other.fvb");
    BundleWriter.write(other, Bundles.filled(), Bundles.MODEL, Bundles.key(8));
    List<byte[]> parts = parts();
    List<byte[]> foreign = parts(Files.readAllBytes(other));
    write(parts.get(0), foreign.get(1), parts.get(2), parts.get(3), parts.get(4));

    refused("manifest.sig is not the owner's signature over manifest");
  }

  @Test
  void a_whole_bundle_of_another_owner_is_refused_where_the_owner_is_known() throws Exception {
    BundleWriter.write(file, Bundles.filled(), Bundles.MODEL, Bundles.key(8));
    LockedBundle bundle = LockedBundle.read(file);

    assertThatThrownBy(() -> bundle.requireOwner(Bundles.OWNER.verifyingKey().fingerprint()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("not by the expected owner");
  }

  @Test
  void a_length_beyond_the_limit_is_refused_before_memory_is_taken() throws Exception {
    write(TarHeader.of("manifest", (8L << 30) - 1));

    refused("manifest is larger than the limit of 65536 bytes");
  }

  @Test
  void a_length_beyond_the_file_is_refused_before_memory_is_taken() throws Exception {
    List<byte[]> parts = parts();
    write(parts.get(0), parts.get(1), parts.get(2), TarHeader.of("model.onnx", 1 << 30));

    refused("the file is cut off in model.onnx");
  }

  @Test
  void other_files_are_refused_as_no_bundle() throws Exception {
    Files.write(file, new byte[4096]);
    refused("not a Fedval bundle");

    Files.delete(file);
    refused("tiny.fvb: no such file");
  }

  private void refused(String words) {
    assertThatThrownBy(() -> LockedBundle.read(file))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(words);
  }

  private void write(byte[]... parts) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    Files.write(file, out.toByteArray());
  }

  private List<byte[]> parts() {
    return parts(good);
  }

  /** The four entries with header and padding, then the end marker. */
  private static List<byte[]> parts(byte[] bundle) {
    byte[][] parts = new byte[5][];
    int at = 0;
    for (int n = 0; n < 4; n++) {
      long size = TarHeader.size(Arrays.copyOfRange(bundle, at, at + TarHeader.BLOCK));
      int end = at + TarHeader.BLOCK + (int) size + TarHeader.padding(size);
      parts[n] = Arrays.copyOfRange(bundle, at, end);
      at = end;
    }
    parts[4] = Arrays.copyOfRange(bundle, at, bundle.length);
    return List.of(parts);
  }

  private String entryAt(int position) {
    String[] names = {"manifest", "manifest.sig", "model.yaml", "model.onnx", "model.onnx"};
    int end = 0;
    int n = 0;
    for (byte[] part : parts()) {
      end += part.length;
      if (position < end) {
        return names[n];
      }
      n++;
    }
    throw new AssertionError("position behind the end");
  }
}
