package org.fedval.agent.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.fedval.agent.dicom.DataSetParser.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Reads Part 10 files (PS3.10 section 7) in explicit and implicit VR little endian, explicit VR big
 * endian and deflated. A transfer syntax that is not in {@link TransferSyntax} is parsed as
 * explicit VR little endian, as all of the standard's newer ones are. The preamble and the file
 * meta information may be missing, and a native transfer syntax may be wrong about VR and byte
 * order. Pixel data is not loaded: it is read from the file when a frame is decoded. Whatever is
 * wrong with a file is a {@link DicomFault}. Thread-safe.
 */
public final class Part10Reader {
  private static final int PREAMBLE_BYTES = 128;
  private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);

  private final ReaderLimits limits;

  public Part10Reader(ReaderLimits limits) {
    this.limits = limits;
  }

  /** What could be read of a file, and what stopped the reading, if anything did. */
  record Attempt(@Nullable Part10Object object, @Nullable DicomFault fault) {
    private Part10Object whole() throws DicomFault {
      if (fault != null) {
        throw fault;
      }
      if (object == null) {
        throw new AssertionError("An attempt without object has a fault.");
      }
      return object;
    }
  }

  /**
   * The file with its sequences, and the place of its pixel data. Values past {@link
   * ReaderLimits#valueBytes} are left out.
   */
  public Part10Object read(Path file) throws DicomFault {
    return open(file, Scope.EVERYTHING).whole();
  }

  /** The attributes of the outermost level; pixel data is not loaded and sequences are left out. */
  public Part10Object readAttributes(Path file) throws DicomFault {
    return open(file, Scope.ATTRIBUTES).whole();
  }

  /** As {@link #read(Path)}, of a file's bytes. */
  public Part10Object read(byte[] file) throws DicomFault {
    return parse(file, Scope.EVERYTHING).whole();
  }

  /** As {@link #readAttributes(Path)}, of a file's bytes. */
  public Part10Object readAttributes(byte[] file) throws DicomFault {
    return parse(file, Scope.ATTRIBUTES).whole();
  }

  /** As {@link #read(Path)}, but what was read before a fault is not lost. */
  Attempt attempt(Path file) {
    try {
      return open(file, Scope.EVERYTHING);
    } catch (DicomFault fault) {
      return new Attempt(null, fault);
    }
  }

  /** As {@link #attempt(Path)}, of a file's bytes. */
  Attempt attempt(byte[] file) {
    try {
      return parse(file, Scope.EVERYTHING);
    } catch (DicomFault fault) {
      return new Attempt(null, fault);
    }
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

  private Attempt open(Path file, Scope scope) throws DicomFault {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw DicomFault.notDicom("This is not a plain file.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(ByteCursor.ofLength(in, Files.size(file)), new FileBytes(file), scope);
    } catch (IOException | SecurityException e) {
      throw DicomFault.unreadable("The file cannot be opened.");
    }
  }

  private Attempt parse(byte[] file, Scope scope) throws DicomFault {
    ByteCursor cursor = ByteCursor.ofLength(new ByteArrayInputStream(file), file.length);
    return parse(cursor, ByteSource.of(file), scope);
  }

  private Attempt parse(ByteCursor cursor, ByteSource source, Scope scope) throws DicomFault {
    if (hasPrefix(cursor.peek(PREAMBLE_BYTES + PREFIX.length))) {
      cursor.skip(PREAMBLE_BYTES + PREFIX.length);
    } else if (!startsWithMeta(cursor.peek(EncodingGuess.BYTES)) && guess(cursor).isEmpty()) {
      throw DicomFault.notDicom("The file does not start with a DICOM preamble or data set.");
    }
    DataSet meta =
        new DataSetParser(
                cursor, source, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, Scope.EVERYTHING, limits)
            .fileMeta();
    Optional<String> named = meta.text(Tag.TRANSFER_SYNTAX_UID);
    TransferSyntax declared =
        named.flatMap(TransferSyntax::find).orElse(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    TransferSyntax encoding = declared.deflated() ? declared : guess(cursor).orElse(declared);
    if (named.isEmpty() && guess(cursor).isEmpty()) {
      throw DicomFault.unreadable("The file does not name its transfer syntax.")
          .at(Tag.TRANSFER_SYNTAX_UID);
    }
    return dataSet(cursor, source, encoding, scope, named.orElse(encoding.uid()), meta);
  }

  private Attempt dataSet(
      ByteCursor cursor,
      ByteSource source,
      TransferSyntax encoding,
      Scope scope,
      String uid,
      DataSet meta) {
    Inflater raw = new Inflater(true);
    try {
      DataSetParser parser =
          encoding.deflated()
              ? new DataSetParser(inflated(cursor, raw), null, encoding, scope, limits)
              : new DataSetParser(cursor, source, encoding, scope, limits);
      DicomFault fault = null;
      try {
        parser.dataSet();
      } catch (DicomFault stopped) {
        fault = stopped;
      }
      return new Attempt(new Part10Object(uid, meta, parser.soFar()), fault);
    } finally {
      raw.end();
    }
  }

  private ByteCursor inflated(ByteCursor cursor, Inflater raw) {
    return ByteCursor.upTo(new InflaterInputStream(cursor.rest(), raw), limits.inflatedBytes());
  }

  private static Optional<TransferSyntax> guess(ByteCursor cursor) throws DicomFault {
    return EncodingGuess.of(cursor.peek(EncodingGuess.BYTES), cursor.end() - cursor.position());
  }

  /** An element of group 0002 in explicit VR little endian, without a preamble before it. */
  private static boolean startsWithMeta(byte[] start) {
    return start.length == EncodingGuess.BYTES
        && start[0] == 2
        && start[1] == 0
        && start[3] == 0
        && Vr.ofCode(start[4], start[5]) != null;
  }

  private static boolean hasPrefix(byte[] start) {
    return start.length == PREAMBLE_BYTES + PREFIX.length
        && Arrays.equals(start, PREAMBLE_BYTES, start.length, PREFIX, 0, PREFIX.length);
  }
}
