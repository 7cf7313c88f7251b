package org.fedval.crypto.primitive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Writes the canonical binary form (FVC): fixed field order, big-endian integers, length-prefixed
 * strings, no optional fields. Not thread-safe; one writer makes one body.
 */
public final class FvcWriter {
  private static final String PREFIX = "fedval/v1/";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A writer whose first field is the domain label of {@code name}. */
  public static FvcWriter labelled(String name) {
    return new FvcWriter().label(name);
  }

  /** {@code L(name) = vec("fedval/v1/" + name)}. */
  public static byte[] labelOf(String name) {
    return new FvcWriter().label(name).toByteArray();
  }

  /** Appends {@code L(name)}. */
  public FvcWriter label(String name) {
    return vec((PREFIX + name).getBytes(StandardCharsets.US_ASCII));
  }

  /** Appends one byte. */
  public FvcWriter u8(int value) {
    checkRange(value, 0xFF);
    out.write(value);
    return this;
  }

  /** Appends two bytes. */
  public FvcWriter u16(int value) {
    checkRange(value, 0xFFFF);
    out.write(value >>> 8);
    out.write(value);
    return this;
  }

  /** Appends four bytes; the value is 0 to 2^32 - 1. */
  public FvcWriter u32(long value) {
    checkRange(value, 0xFFFF_FFFFL);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
    return this;
  }

  /** Appends eight bytes; only non-negative values occur in this protocol. */
  public FvcWriter u64(long value) {
    checkRange(value, Long.MAX_VALUE);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
    return this;
  }

  /** Appends bytes without a length. */
  public FvcWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Appends bytes without a length. */
  public FvcWriter raw(Octets bytes) {
    return raw(bytes.toByteArray());
  }

  /** Appends the 32 bytes of a digest. */
  public FvcWriter digest(Sha256Digest digest) {
    return raw(digest.toByteArray());
  }

  /** Appends a 32-bit length and the bytes. */
  public FvcWriter vec(byte[] bytes) {
    return u32(bytes.length).raw(bytes);
  }

  /** Appends a string as {@code vec} of its UTF-8 bytes; {@link FvcText} states what is allowed. */
  public FvcWriter text(String text) {
    return vec(FvcText.encode(text));
  }

  /** Appends a 32-bit count and each item as {@code item} writes it. */
  public <T> FvcWriter list(Collection<T> items, Consumer<T> item) {
    u32(items.size());
    items.forEach(item);
    return this;
  }

  /** The bytes so far. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  /** SHA-256 of the bytes so far. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(out.toByteArray());
  }

  private static void checkRange(long value, long max) {
    if (value < 0 || value > max) {
      throw new MalformedBody("A number does not fit its field.");
    }
  }
}
