package org.fedval.crypto.primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the canonical binary form (FVC) strictly: every limit is checked before memory is taken,
 * and {@link #end()} rejects trailing bytes. Errors are {@link MalformedBody}. Not thread-safe.
 */
public final class FvcReader {
  private final byte[] bytes;
  private int at;

  private FvcReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A reader that has already checked the domain label {@code L(name)}. */
  public static FvcReader open(byte[] body, String name) {
    FvcReader in = new FvcReader(body);
    byte[] label = FvcWriter.labelOf(name);
    if (body.length < label.length || !Arrays.equals(in.raw(label.length), label)) {
      throw new MalformedBody("This is not a " + name + " body.");
    }
    return in;
  }

  /** A reader of bytes that carry no label: a list inside another signed object. */
  public static FvcReader unlabelled(byte[] body) {
    return new FvcReader(body);
  }

  /** One byte, 0 to 255. */
  public int u8() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  /** Two bytes, 0 to 65535. */
  public int u16() {
    return u8() << 8 | u8();
  }

  /** Four bytes, 0 to 2^32 - 1. */
  public long u32() {
    return (long) u16() << 16 | u16();
  }

  /** Eight bytes, 0 to 2^63 - 1; larger values are refused. */
  public long u64() {
    long high = u32();
    long value = high << 32 | u32();
    if (value < 0) {
      throw new MalformedBody("A 64-bit field is out of range.");
    }
    return value;
  }

  /** A byte that is 0 or 1. */
  public boolean flag() {
    int value = u8();
    if (value > 1) {
      throw new MalformedBody("A flag must be 0 or 1.");
    }
    return value == 1;
  }

  /** Exactly {@code length} bytes. */
  public byte[] raw(int length) {
    need(length);
    byte[] part = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return part;
  }

  /** Exactly {@code length} public bytes. */
  public Octets octets(int length) {
    return Octets.of(raw(length));
  }

  /** A 32-byte digest. */
  public Sha256Digest digest() {
    return Sha256Digest.of(raw(Sha256Digest.BYTES));
  }

  /** An Ed25519 public key that passes full validation. */
  public VerifyingKey verifyingKey() {
    return VerifyingKey.of(raw(VerifyingKey.BYTES));
  }

  /** A length-prefixed byte string of at most {@code max} bytes. */
  public byte[] vec(int max) {
    long length = u32();
    if (length > max) {
      throw new MalformedBody("A byte string is longer than its limit.");
    }
    return raw((int) length);
  }

  /** A string as {@link FvcText} allows it. */
  public String text() {
    return FvcText.decode(vec(FvcText.MAX_BYTES));
  }

  /** A counted list of at most {@code max} items of at least {@code itemBytes} bytes each. */
  public <T> List<T> list(int max, int itemBytes, Supplier<T> item) {
    long count = u32();
    if (count > max || count * itemBytes > bytes.length - at) {
      throw new MalformedBody("A list is longer than its limit.");
    }
    List<T> items = new ArrayList<>((int) count);
    for (int n = 0; n < count; n++) {
      items.add(item.get());
    }
    return List.copyOf(items);
  }

  /** Rejects trailing bytes. */
  public void end() {
    if (at != bytes.length) {
      throw new MalformedBody("There are bytes behind the end of the body.");
    }
  }

  private void need(int length) {
    if (length < 0 || bytes.length - at < length) {
      throw new MalformedBody("The body is cut off.");
    }
  }
}
