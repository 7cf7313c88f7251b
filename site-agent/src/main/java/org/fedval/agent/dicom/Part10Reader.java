package org.fedval.agent.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.fedval.agent.dicom.DataSetParser.Scope;

/**
 * Reads Part 10 files (PS3.10 section 7) in explicit and implicit VR little endian, explicit VR big
 * endian and deflated; compressed pixel data comes as fragments. A transfer syntax that is not in
 * {@link TransferSyntax} is parsed as explicit VR little endian, as all of the standard's newer
 * ones are. Whatever is wrong with a file is a {@link DicomFault}. Thread-safe.
 */
public final class Part10Reader {
  private static final int PREAMBLE_BYTES = 128;
  private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);

  private final ReaderLimits limits;

  public Part10Reader(ReaderLimits limits) {
    this.limits = limits;
  }

  /**
   * The file with its sequences and pixel data. Values past {@link ReaderLimits#valueBytes} are
   * left out, and so is pixel data other than one grayscale frame as long as the attributes say.
   */
  public Part10Object read(Path file) throws DicomFault {
    return open(file, Scope.EVERYTHING);
  }

  /** The attributes of the outermost level; pixel data is not loaded and sequences are left out. */
  public Part10Object readAttributes(Path file) throws DicomFault {
    return open(file, Scope.ATTRIBUTES);
  }

  /** As {@link #read(Path)}, of a file's bytes. */
  public Part10Object read(byte[] file) throws DicomFault {
    return parse(new ByteArrayInputStream(file), file.length, Scope.EVERYTHING);
  }

  /** As {@link #readAttributes(Path)}, of a file's bytes. */
  public Part10Object readAttributes(byte[] file) throws DicomFault {
    return parse(new ByteArrayInputStream(file), file.length, Scope.ATTRIBUTES);
  }

  /** Whether the file starts like a Part 10 file; false too when it cannot be opened. */
  static boolean looksLikePart10(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(PREAMBLE_BYTES + PREFIX.length);
      return hasPrefix(start);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private Part10Object open(Path file, Scope scope) throws DicomFault {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw DicomFault.notDicom("This is not a plain file.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(in, Files.size(file), scope);
    } catch (IOException | SecurityException e) {
      throw DicomFault.unreadable("The file cannot be opened.");
    }
  }

  private Part10Object parse(InputStream in, long length, Scope scope) throws DicomFault {
    ByteCursor cursor = ByteCursor.ofLength(in, length);
    if (!hasPrefix(cursor.peek(PREAMBLE_BYTES + PREFIX.length))) {
      throw DicomFault.notDicom("The file does not start with a DICOM preamble.");
    }
    cursor.skip(PREAMBLE_BYTES + PREFIX.length);
    DataSet meta =
        new DataSetParser(
                cursor, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, Scope.EVERYTHING, limits)
            .fileMeta();
    String uid =
        meta.text(Tag.TRANSFER_SYNTAX_UID)
            .orElseThrow(
                () ->
                    DicomFault.unreadable("The file does not name its transfer syntax.")
                        .at(Tag.TRANSFER_SYNTAX_UID));
    TransferSyntax encoding =
        TransferSyntax.find(uid).orElse(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    return new Part10Object(uid, meta, dataSet(cursor, encoding, scope));
  }

  private DataSet dataSet(ByteCursor cursor, TransferSyntax encoding, Scope scope)
      throws DicomFault {
    if (!encoding.deflated()) {
      return new DataSetParser(cursor, encoding, scope, limits).dataSet();
    }
    Inflater raw = new Inflater(true);
    try {
      InputStream inflated = new InflaterInputStream(cursor.rest(), raw);
      ByteCursor inside = ByteCursor.upTo(inflated, limits.inflatedBytes());
      return new DataSetParser(inside, encoding, scope, limits).dataSet();
    } finally {
      raw.end();
    }
  }

  private static boolean hasPrefix(byte[] start) {
    return start.length == PREAMBLE_BYTES + PREFIX.length
        && Arrays.equals(start, PREAMBLE_BYTES, start.length, PREFIX, 0, PREFIX.length);
  }
}
