package org.fedval.cli.simulate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * Everything that the coordinator accepted in one attempt, in order, in a file; masked vectors lie
 * in the vector store already.
 */
final class Recording implements AutoCloseable {
  private static final int CLOSED = 255;
  private static final int SIGNATURE_BYTES = 64;

  private final DataOutputStream out;

  Recording(Path file) throws IOException {
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /** Reads the messages back. */
  interface Reader {
    void message(Submission said);

    /** The coordinator closed the phase here. */
    void closed();
  }

  void accepted(Submission said) {
    try {
      out.writeByte(said.kind().ordinal());
      out.writeShort(said.site());
      write(said.signed().body());
      out.write(said.signed().signature());
      out.writeInt(said.rows().size());
      for (Map.Entry<Integer, ShareRow> row : said.rows().entrySet()) {
        out.writeShort(row.getKey());
        write(row.getValue().encode());
      }
      write(said.confirms());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void closed() {
    try {
      out.writeByte(CLOSED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a recording back; the masked vectors come from {@code vectors}. */
  static void read(Path file, SpilledVectors vectors, Reader reader) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int kind = in.read(); kind >= 0; kind = in.read()) {
        if (kind == CLOSED) {
          reader.closed();
        } else {
          reader.message(message(in, Submission.Kind.values()[kind], vectors));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static Submission message(
      DataInputStream in, Submission.Kind kind, SpilledVectors vectors) throws IOException {
    int site = in.readUnsignedShort();
    SignedBody signed = new SignedBody(readBytes(in), in.readNBytes(SIGNATURE_BYTES));
    Map<Integer, ShareRow> rows = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      rows.put(in.readUnsignedShort(), ShareRow.decode(readBytes(in)));
    }
    byte[] confirms = readBytes(in);
    byte[] vector = kind == Submission.Kind.MASKED ? vectors.read(site) : new byte[0];
    return new Submission(site, kind, signed, rows, vector, confirms);
  }

  private void write(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
