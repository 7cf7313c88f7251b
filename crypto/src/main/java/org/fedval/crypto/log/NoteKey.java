package org.fedval.crypto.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * A public key as notes name it: key name, signature type and Ed25519 key. The key id is {@code
 * SHA-256(name || "\n" || type || key)[:4]}; the type byte keeps a log's signature (0x01) and a
 * witness's cosignature (0x04) of the same key apart.
 */
public record NoteKey(String name, Kind kind, VerifyingKey key) {
  private static final String LOG_PREFIX = "fedval/";
  private static final String WITNESS_PREFIX = "fedval/site/";
  private static final int TIME_BYTES = 8;
  private static final int COSIGNATURE_BYTES = TIME_BYTES + VerifyingKey.SIGNATURE_BYTES;

  /** What a key signs. */
  public enum Kind {
    LOG(1),
    WITNESS(4);

    private final int type;

    Kind(int type) {
      this.type = type;
    }
  }

  public NoteKey {
    NoteText.keyName(name);
  }

  /** The key of the log {@code fedval/<coordinatorId>}. */
  public static NoteKey log(String origin, VerifyingKey coordinator) {
    return new NoteKey(origin, Kind.LOG, coordinator);
  }

  /** The log of a coordinator, whose id is its key's fingerprint without spaces. */
  public static NoteKey log(VerifyingKey coordinator) {
    return log(LOG_PREFIX + compact(coordinator), coordinator);
  }

  /** A site as witness: its name is {@code fedval/site/} and its fingerprint without spaces. */
  public static NoteKey witness(VerifyingKey identity) {
    return new NoteKey(WITNESS_PREFIX + compact(identity), Kind.WITNESS, identity);
  }

  private static String compact(VerifyingKey key) {
    return key.fingerprint().text().replace(" ", "");
  }

  /** The 4-byte key id. */
  public Octets keyId() {
    byte[] hash =
        Sha256Digest.hash((name + "\n").getBytes(StandardCharsets.UTF_8), typedKey()).toByteArray();
    return Octets.of(Arrays.copyOf(hash, 4));
  }

  /** A log's signature of {@code text}; {@code secret} belongs to this key. */
  public NoteSignature sign(String text, SigningKey secret) {
    requireMine(Kind.LOG, secret);
    return new NoteSignature(name, keyId(), secret.sign(SigInput.note(text)));
  }

  /** A witness's cosignature of {@code text} at a POSIX time in seconds. */
  public NoteSignature cosign(String text, long posixSeconds, SigningKey secret) {
    requireMine(Kind.WITNESS, secret);
    Octets signature = secret.sign(SigInput.cosignature(posixSeconds, text));
    byte[] timed = new FvcWriter().u64(posixSeconds).raw(signature).toByteArray();
    return new NoteSignature(name, keyId(), Octets.of(timed));
  }

  /** Whether the note carries this key's signature, and no line of this key that is wrong. */
  public boolean signed(SignedNote note) {
    List<NoteSignature> mine = mine(note);
    return !mine.isEmpty() && mine.stream().allMatch(s -> verifies(note.text(), s));
  }

  /** When a witness cosigned, in POSIX seconds; empty unless {@link #signed}. */
  public OptionalLong cosignedAt(SignedNote note) {
    return kind == Kind.WITNESS && signed(note)
        ? mine(note).stream().mapToLong(s -> time(s.signature())).max()
        : OptionalLong.empty();
  }

  /** The verifier key text: {@code name+hex(keyId)+base64(type || key)}. */
  public String vkey() {
    return name + "+" + keyId().hex() + "+" + NoteText.base64(typedKey());
  }

  /** Reads a verifier key text. */
  public static NoteKey parse(String vkey) {
    String[] parts = vkey.split("\\+", 3);
    NoteText.require(parts.length == 3, "A verifier key must have three parts.");
    byte[] typed = NoteText.decode(parts[2]);
    NoteText.require(
        typed.length == 1 + VerifyingKey.BYTES, "A verifier key must be an Ed25519 key.");
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.type == typed[0])
            .findFirst()
            .orElseThrow(() -> new MalformedBody("A verifier key has an unknown type."));
    VerifyingKey key = VerifyingKey.of(Arrays.copyOfRange(typed, 1, typed.length));
    NoteKey parsed = new NoteKey(parts[0], kind, key);
    NoteText.require(
        parsed.keyId().hex().equals(parts[1]), "A verifier key does not match its key id.");
    return parsed;
  }

  private List<NoteSignature> mine(SignedNote note) {
    Octets id = keyId();
    return note.signatures().stream()
        .filter(s -> s.name().equals(name) && s.keyId().equals(id))
        .toList();
  }

  private boolean verifies(String text, NoteSignature line) {
    if (kind == Kind.LOG) {
      return key.verifies(SigInput.note(text), line.signature());
    }
    if (line.signature().size() != COSIGNATURE_BYTES || time(line.signature()) < 0) {
      return false;
    }
    byte[] timed = line.signature().toByteArray();
    Octets signature = Octets.of(Arrays.copyOfRange(timed, TIME_BYTES, timed.length));
    return key.verifies(SigInput.cosignature(time(line.signature()), text), signature);
  }

  private static long time(Octets timed) {
    return ByteBuffer.wrap(timed.toByteArray()).getLong();
  }

  private byte[] typedKey() {
    return new FvcWriter().u8(kind.type).raw(key.toByteArray()).toByteArray();
  }

  private void requireMine(Kind needed, SigningKey secret) {
    if (kind != needed || !secret.verifyingKey().equals(key)) {
      throw new IllegalArgumentException("This key cannot make such a signature.");
    }
  }
}
