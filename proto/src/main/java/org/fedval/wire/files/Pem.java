package org.fedval.wire.files;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** PEM framing (RFC 7468) of DER bytes. */
public final class Pem {
  public static final String CERTIFICATE = "CERTIFICATE";
  public static final String PRIVATE_KEY = "PRIVATE KEY";

  /** Nothing that Fedval keeps as PEM is larger. */
  public static final int LIMIT_BYTES = 32 * 1024;

  private static final int MAX_BLOCKS = 16;

  private Pem() {}

  /** One block per DER value, all of one type. */
  public static byte[] encode(String type, List<byte[]> ders) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      for (byte[] der : ders) {
        writer.writeObject(new PemObject(type, der));
      }
    } catch (IOException impossible) {
      throw new AssertionError("Writing PEM to memory failed.", impossible);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The DER values of all blocks.
   *
   * @param what how the sentence of a refusal calls the source
   * @throws KeyFileException when there is no block, or one of another type, or more than 16
   */
  public static List<byte[]> decode(String type, byte[] pem, String what) throws KeyFileException {
    List<byte[]> ders = new ArrayList<>();
    try (PemReader reader =
        new PemReader(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
      for (PemObject block = reader.readPemObject(); block != null; block = next(reader, ders)) {
        if (!block.getType().equals(type)) {
          throw wrong(type, what);
        }
        ders.add(block.getContent());
      }
    } catch (KeyFileException refused) {
      throw refused;
    } catch (IOException | RuntimeException broken) {
      throw wrong(type, what);
    }
    if (ders.isEmpty()) {
      throw wrong(type, what);
    }
    return ders;
  }

  private static PemObject next(PemReader reader, List<byte[]> ders) throws IOException {
    if (ders.size() >= MAX_BLOCKS) {
      throw new IOException("Too many PEM blocks.");
    }
    return reader.readPemObject();
  }

  private static KeyFileException wrong(String type, String what) {
    return new KeyFileException(
        what + " is not a PEM file of the type " + type + "; check that it is the right file.");
  }
}
