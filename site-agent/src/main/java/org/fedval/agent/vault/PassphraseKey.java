package org.fedval.agent.vault;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * A key from a passphrase by Argon2id (RFC 9106). Salt and costs are in a file beside the sealed
 * ones; the passphrase is nowhere. {@code L("Argon2id") || memory KiB u32 || passes u8 || lanes u8
 * || salt[16]}.
 */
final class PassphraseKey {
  /** The variable that names the file with the passphrase, such as {@code /dev/fd/3}. */
  static final String FILE_VARIABLE = "FEDVAL_PASSPHRASE_FILE";

  private static final String TYPE = "Argon2id";
  private static final int MEMORY_KIB = 256 * 1024;
  private static final int PASSES = 3;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int MAX_PASSPHRASE_BYTES = 1024;
  private static final int MIN_PASSPHRASE_BYTES = 12;
  private static final int MAX_MEMORY_KIB = 1024 * 1024;

  private final Path file;
  private final StableStorage disk;

  PassphraseKey(Path file, StableStorage disk) {
    this.file = file;
    this.disk = disk;
  }

  private record Costs(int memoryKib, int passes, int lanes, byte[] salt) {
    @Override
    public String toString() {
      return "Costs[" + memoryKib + " KiB]";
    }
  }

  SecretBytes derive(Function<String, @Nullable String> environment, SecureRandom random)
      throws IOException {
    byte[] passphrase = passphrase(environment.apply(FILE_VARIABLE));
    try {
      if (passphrase.length < MIN_PASSPHRASE_BYTES) {
        throw new KeyFileException("The passphrase is too short; use at least 12 characters.");
      }
      return derive(passphrase, Files.exists(file) ? read() : fresh(random));
    } finally {
      Arrays.fill(passphrase, (byte) 0);
    }
  }

  private static SecretBytes derive(byte[] passphrase, Costs costs) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(costs.memoryKib())
            .withIterations(costs.passes())
            .withParallelism(costs.lanes())
            .withSalt(costs.salt())
            .build());
    byte[] key = new byte[Kek.BYTES];
    argon2.generateBytes(passphrase, key);
    SecretBytes secret = SecretBytes.copyOf(key);
    Arrays.fill(key, (byte) 0);
    return secret;
  }

  private Costs fresh(SecureRandom random) throws IOException {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    disk.replace(
        file,
        FvcWriter.labelled(TYPE).u32(MEMORY_KIB).u8(PASSES).u8(LANES).raw(salt).toByteArray());
    return new Costs(MEMORY_KIB, PASSES, LANES, salt);
  }

  private Costs read() throws IOException {
    try {
      FvcReader in = FvcReader.open(PrivateFiles.read(file, 256), TYPE);
      long memory = in.u32();
      Costs costs = new Costs((int) Math.min(memory, MAX_MEMORY_KIB), in.u8(), in.u8(), in.raw(16));
      in.end();
      if (memory >= 8 && memory <= MAX_MEMORY_KIB && costs.passes() > 0 && costs.lanes() > 0) {
        return costs;
      }
    } catch (MalformedBody e) {
      // The sentence below tells what to do.
    }
    throw new KeyFileException("The file " + file + " is damaged; restore it from backup.");
  }

  private static byte[] passphrase(@Nullable String named) throws IOException {
    if (named != null) {
      return withoutLineEnd(Files.readAllBytes(Path.of(named)));
    }
    Optional<char[]> typed = Optional.ofNullable(System.console()).map(PassphraseKey::ask);
    if (typed.isEmpty()) {
      throw new KeyFileException(
          "keys.kek is passphrase, but there is nobody to ask; name a file in "
              + FILE_VARIABLE
              + ", such as a pipe of your password store.");
    }
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed.get()));
    byte[] bytes = new byte[utf8.remaining()];
    utf8.get(bytes);
    Arrays.fill(utf8.array(), (byte) 0);
    Arrays.fill(typed.get(), ' ');
    return bytes;
  }

  private static char @Nullable [] ask(Console console) {
    return console.readPassword("Passphrase of this agent: ");
  }

  private static byte[] withoutLineEnd(byte[] bytes) throws IOException {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    byte[] passphrase = Arrays.copyOf(bytes, end);
    Arrays.fill(bytes, (byte) 0);
    if (passphrase.length > MAX_PASSPHRASE_BYTES) {
      throw new KeyFileException("The passphrase is longer than 1024 bytes.");
    }
    return passphrase;
  }
}
